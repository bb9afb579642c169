import { literalWords } from '@unblock/codemods/shell/index';
import { isRecord } from '@unblock/platforms/reading';
import { jsonAt, recordOf } from '../json-value.ts';
import type { Model, Service } from '../model.ts';
import { webApplications } from '../node/nest.ts';
import { joinPath } from '../paths.ts';
import type { Skip } from '../rule.ts';
import { both } from '../text.ts';
import { type Authored, plainText } from './author.ts';
import { type CompiledEntry, compiledEntry } from './compiled-entry.ts';
import { type Composition, migrationsIn } from './compose.ts';
import { packageManagerOf } from './package-manager.ts';

interface Package {
  name: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
}

/** Package managers: how each installs, development tools of the build included, and runs a script. */
const MANAGERS = {
  npm: {
    install: (locked: boolean) => `npm ${locked ? 'ci' : 'install'} --include=dev`,
    run: (script: string, member: string) => `npm run ${script}${member ? ` --workspace ${member}` : ''}`,
    exec: (command: string, member: string) =>
      member ? `npm exec --workspace ${member} -- ${command}` : `npx ${command}`,
  },
  pnpm: {
    install: () => 'pnpm install --frozen-lockfile --prod=false',
    run: (script: string, member: string) => `pnpm ${member ? `--filter ${member} ` : ''}run ${script}`,
    exec: (command: string, member: string) => `pnpm ${member ? `--filter ${member} ` : ''}exec ${command}`,
  },
  yarn: {
    install: () => 'yarn install --frozen-lockfile --production=false',
    run: (script: string, member: string) => `yarn ${member ? `workspace ${member} ` : ''}run ${script}`,
    exec: (command: string, member: string) => `yarn ${member ? `workspace ${member} ` : ''}run ${command}`,
  },
  bun: {
    install: () => 'bun install --frozen-lockfile',
    run: (script: string, member: string) => `bun run ${member ? `--filter ${member} ` : ''}${script}`,
    exec: (command: string, member: string) => `bun run ${member ? `--filter ${member} ` : ''}${command}`,
  },
} as const;

/** Programs that watch or compile at start: nothing to serve requests with. */
const DEVELOPMENT =
  /\b(nodemon|ts-node-dev|tsx watch|next dev|vite|nest start|webpack serve|react-scripts start)\b|--watch/;

/** Composes how to build and start a Node service from the scripts of its package.json. */
export function composeNode(service: Service, model: Model, author: Authored): Composition | Skip {
  const path = joinPath(service.root, 'package.json');
  const own = packageAt(model, path);
  const scripts = own?.scripts ?? {};
  const script = ['start:prod', 'start'].find((name) => scripts[name] && !DEVELOPMENT.test(scripts[name]));
  const { name: managerName, root, lock } = packageManagerOf(model, service.root);
  const workspace = root === service.root ? null : root;
  const authored = own ? authoredStart(author, root, scripts) : null;
  const compiled = own && !script && authored === null ? compiledApplication(service, model) : null;
  if (!own || (!script && authored === null && !compiled))
    return {
      skip: both(
        `${path} has no script that starts the built service`,
        `${path} n'a pas de script qui démarre le service construit`,
      ),
    };
  const manager = MANAGERS[managerName];
  const member = workspace === null ? '' : own.name;
  const builds = [...(workspace === null ? [] : localPackages(own, workspace, model)), { member, scripts }]
    .filter((entry) => entry.scripts.build)
    .map((entry) => manager.run('build', entry.member));
  if (compiled?.build) {
    // The compiler needs the types of Prisma's client.
    const hasPrisma = service.dependencies.entries.some(({ name }) => name === 'prisma');
    const steps = [...(hasPrisma ? ['prisma generate'] : []), compiled.build];
    builds.push(...steps.map((step) => manager.exec(step, member)));
  }
  const hook = `pre${script ?? ''}`;
  // A hook in front of the start script that compiles is the build of a package that names none.
  const hookBuilds = script !== undefined && scripts[hook] !== undefined && !scripts.build;
  if (hookBuilds) builds.push(manager.run(hook, member));
  const started = hookBuilds || scripts[hook] === undefined ? direct(scripts[script ?? ''] ?? '') : null;
  const entry = compiled && `node ${compiled.file}`;
  const build = [manager.install(lock !== null), ...builds].join(' && ');
  const command = hasPrismaMigrations(service, model) ? manager.exec('prisma migrate deploy', member) : null;
  return {
    runtime: 'node',
    root,
    build,
    start:
      (entry && member ? manager.exec(entry, member) : entry) ??
      authored ??
      (member ? manager.run(script ?? '', member) : (started ?? manager.run(script ?? '', ''))),
    ...migrationsIn(root, author, build, { command, isThere: true }),
    runner: '',
    hasScheduler: false,
  };
}

/** What the build makes of a NestJS application that no script starts but `nest start`, which compiles it each time. */
function compiledApplication(service: Service, model: Model): CompiledEntry | null {
  const [application, other] = webApplications(model, service);
  return application && !other ? compiledEntry(service, model, application.span.path) : null;
}

/** The author's own command where it runs in the same folder and is no tool of development. */
function authoredStart({ web }: Authored, root: string, scripts: Record<string, string>): string | null {
  const text = web && web.placed.folder === root ? plainText(web.placed) : null;
  if (text === null || DEVELOPMENT.test(text)) return null;
  const words = web?.placed.command.words.map(({ value }) => value ?? '') ?? [];
  const isCall = Object.hasOwn(MANAGERS, words[0] ?? '') && !words.some((word) => word.startsWith('-'));
  const script = isCall ? scripts[words[1] === 'run' ? (words[2] ?? '') : (words[1] ?? '')] : '';
  return script === undefined || DEVELOPMENT.test(script) ? null : text;
}

/** Migrations that Prisma's own command applies. https://www.prisma.io/docs/orm/prisma-client/deployment/deploy-database-changes-with-prisma-migrate */
function hasPrismaMigrations(service: Service, model: Model): boolean {
  const folder = `${joinPath(service.root, 'prisma/migrations')}/`;
  const hasCommand = service.dependencies.entries.some(({ name }) => name === 'prisma');
  return hasCommand && [...model.paths].some((path) => path.startsWith(folder) && path.endsWith('.sql'));
}

/** A script that is node with a file: called without npm, node itself receives the signal to stop. */
function direct(text: string): string | null {
  const words = literalWords(text);
  return words?.[0] === 'node' ? text.trim() : null;
}

/** The packages of the workspace that a package depends on. */
function localPackages(own: Package, workspace: string, model: Model) {
  const prefix = workspace ? `${workspace}/` : '';
  return [...model.paths]
    .filter((path) => path.startsWith(prefix) && path.endsWith('/package.json'))
    .sort()
    .map((path) => packageAt(model, path))
    .flatMap((found) =>
      found?.name && own.dependencies[found.name] ? [{ member: found.name, scripts: found.scripts }] : [],
    );
}

function packageAt(model: Model, path: string): Package | null {
  const value = jsonAt(model, path);
  if (!isRecord(value)) return null;
  return {
    name: typeof value.name === 'string' ? value.name : '',
    scripts: strings(value.scripts),
    dependencies: strings(value.dependencies),
  };
}

function strings(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
