import { type Edit, lineEnding } from '@unblock/codemods';
import { setJsonPath } from '@unblock/codemods/json/set';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN, unreadable } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import { copies } from '@unblock/engine/services/image-build';
import { canWrite } from '@unblock/engine/services/image-user';
import { packageManagerOf } from '@unblock/engine/services/package-manager';
import { packageScript } from '@unblock/engine/services/scripts';
import { workspaceOf } from '@unblock/engine/services/workspaces';
import type { CommandText } from '@unblock/platforms';
import type { Ungenerated } from './find.ts';
import { NO_TOOL, OTHER_STAGE, OTHER_USER, PATCH, paragraph, TAKEN, UNNAMED } from './words.ts';

type PlacedEdit = Fix['edits'][number];

/** Generates the client where the build has both the packages and the schema. */
export function fixUngenerated(found: Ungenerated, service: Service, model: Model): Fix | Skip {
  const { client, commands } = found;
  const installs = commands.flatMap(({ install }) => (install && !install.prunes ? [install] : []));
  const isWhole = installs.filter(({ packages }) => packages !== 'named').at(-1)?.packages === 'all';
  if (client.isRuntimeTool === null || (!client.isRuntimeTool && !isWhole)) return NO_TOOL;
  const schema = client.schema.slice(service.root === '' ? 0 : service.root.length + 1);
  const generate = `prisma generate${client.isFound ? '' : ` --schema=${schema}`}`;
  const placed =
    found.dockerfile === null
      ? inBuild(found, generate, service, model)
      : inImage(found, generate, service, model);
  if ('skip' in placed) return placed;
  return {
    safety: 'review',
    title: PATCH,
    paragraph: paragraph(found, placed.command, placed.edit.path),
    edits: [placed.edit],
  };
}

type Placed = { edit: PlacedEdit; command: string };

function inBuild(
  { build, commands }: Ungenerated,
  generate: string,
  service: Service,
  model: Model,
): Placed | Skip {
  if (!build) return HIDDEN;
  const script = buildScript(commands, service, model);
  if (script) return before(script, `${generate} && `, generate, model);
  const written = build.deployable?.build;
  const install = commands.findLast((entry) => entry.install && entry.install.packages !== 'named')?.placed;
  if (written && install && install.text.source.path === written.source.path && install.command.end >= 0) {
    const command = commandFor(generate, install.folder, service, model);
    if (command === null) return UNNAMED;
    const { end } = install.command;
    return after(install.text, end, ` && ${command}`, command, model);
  }
  const command = commandFor(generate, build.root, service, model);
  if (command === null) return UNNAMED;
  if (written) return before(written, `${command} && `, command, model);
  const isFunctions = build.contract.runs.value === 'functions';
  const name = isFunctions ? 'postinstall' : build.offers.at(-1);
  // The install at the root runs `postinstall` of each member; a script for the build is looked for where the platform builds.
  const root = isFunctions ? service.root : build.root;
  const path = joinPath(root, 'package.json');
  const text = model.read(path);
  if (text === null || name === undefined) return unreadable(path);
  if (packageScript({ root, paths: model.paths, read: (file) => model.read(file) }, name)) return TAKEN;
  const run = root === service.root ? generate : command;
  return { edit: { path, edits: setJsonPath(text, ['scripts', name], run) }, command: run };
}

/** The script of the service that the build runs, where one of these names it. */
function buildScript(commands: Ungenerated['commands'], { root }: Service, model: Model): CommandText | null {
  const context = { root, paths: model.paths, read: (path: string) => model.read(path) };
  const scripts = ['vercel-build', 'heroku-postbuild', 'build'].flatMap(
    (name) => packageScript(context, name) ?? [],
  );
  return (
    scripts.find(({ source }) =>
      commands.some(
        ({ placed }) => placed?.text.source.path === source.path && placed.text.source.start === source.start,
      ),
    ) ?? null
  );
}

/** https://pnpm.io/cli/exec · https://classic.yarnpkg.com/en/docs/cli/run */
function runner({ root }: Service, model: Model): string {
  const { name } = packageManagerOf(model, root);
  return { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn run', bun: 'bunx' }[name];
}

/**
 * The command by which a folder generates the client: the package's own where it runs there, else the manager's way into a
 * member of the workspace. Null where that cannot be written.
 *
 * https://pnpm.io/filtering · https://docs.npmjs.com/cli/commands/npm-exec · https://classic.yarnpkg.com/en/docs/cli/workspace
 */
function commandFor(generate: string, folder: string, service: Service, model: Model): string | null {
  if (folder === service.root) return `${runner(service, model)} ${generate}`;
  const workspace = workspaceOf(model, service.root);
  if (workspace?.root !== folder) return null;
  const inside = service.root.slice(folder === '' ? 0 : folder.length + 1);
  const name = workspace.members.find((member) => member.folder === service.root)?.name ?? '';
  const isOne = name !== '' && workspace.members.filter((member) => member.name === name).length === 1;
  const manager = packageManagerOf(model, service.root).name;
  if (/[^\w@/.-]/.test(name + inside)) return null;
  if (manager === 'pnpm') return `pnpm --filter ${isOne ? name : `./${inside}`} exec ${generate}`;
  if (manager === 'npm') return `npm exec --workspace=${isOne ? name : inside} -- ${generate}`;
  return manager === 'yarn' && isOne ? `yarn workspace ${name} run ${generate}` : null;
}

function before(text: CommandText, words: string, command: string, model: Model): Placed | Skip {
  return after(text, 0, words, command, model);
}

function after(text: CommandText, at: number, words: string, command: string, model: Model): Placed | Skip {
  const edit = editCommand(model, text, [{ start: at, end: at, text: words }]);
  return 'skip' in edit ? edit : { edit, command };
}

/** Behind the install and the schema, whichever comes later, in the stage that has both. */
function inImage(
  { stage, client, dockerfile }: Ungenerated,
  generate: string,
  service: Service,
  model: Model,
): Placed | Skip {
  const text = dockerfile === null ? null : model.read(dockerfile);
  if (text === null || dockerfile === null || !stage) return unreadable(dockerfile ?? '');
  const places = stage.steps.flatMap((entry) => {
    if (entry.kind === 'command')
      return entry.install && !entry.install.prunes && entry.install.packages !== 'named' && entry.placed
        ? [{ is: 'install', end: entry.placed.text.source.end }]
        : [];
    return entry.from === null && copies(entry.step, service.root, client.schema)
      ? [{ is: 'schema', end: entry.step.end }]
      : [];
  });
  const [schema] = places.filter(({ is }) => is === 'schema');
  const install = places.findLast(({ is }) => is === 'install');
  if (!schema || !install) return OTHER_STAGE;
  const command = `${runner(service, model)} ${generate}`;
  const at = Math.max(schema.end, install.end);
  const isPruned = stage.steps.some(
    (entry) =>
      entry.kind === 'command' && entry.install?.prunes && (entry.placed?.text.source.end ?? Infinity) <= at,
  );
  if (isPruned && !client.isRuntimeTool) return NO_TOOL;
  if (!canWrite(text, at, [install.end])) return OTHER_USER;
  const edit: Edit = { start: at, end: at, text: `${lineEnding(text)}RUN ${command}` };
  return { edit: { path: dockerfile, edits: [edit] }, command };
}
