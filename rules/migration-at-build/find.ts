import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { lineStart } from '@unblock/codemods/lines';
import { type Sequence, sequencesIn } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { migrationOf } from '@unblock/engine/migration-command';
import { databaseOf } from '@unblock/engine/services/database';
import { imageBuild } from '@unblock/engine/services/image-build';
import { type BuildCommand, nodeBuilds } from '@unblock/engine/services/node-build';
import { expand } from '@unblock/engine/services/start';
import { webStarts } from '@unblock/engine/services/web';
import type { CommandText, Contract, Deployable } from '@unblock/platforms';

/** A migration in a build that cannot reach the database. */
export interface BuiltMigration {
  /** The text it stands in: the arguments of RUN, or the build command of a manifest. */
  text: CommandText;
  /** RUN gets no variables; a build command gets them, and not the private network. */
  place: 'image' | 'build command';
  /** It stands in a script of package.json that the build runs, where programs of packages need no npx. */
  isScript: boolean;
  sequence: Sequence;
  statement: number;
  link: number;
  /** As it is written: `alembic upgrade head`. */
  migration: string;
  /** The deploy that starts what is built: one with a manifest of its own, where there is one. */
  deployable: Deployable;
  start: StartCommand;
  contracts: Contract[];
  /** A file on the machine of the web process: no other machine can migrate it. */
  isFile: boolean;
}

/** The migrations in the builds of a service, where nothing migrates after the build. */
export function findBuiltMigrations(service: Service, model: Model): BuiltMigration[] {
  const found = new Map<string, BuiltMigration>();
  for (const deployable of hosted(service.deployables)) {
    const contracts = model.contracts.filter(({ id }) => id === deployable.platform);
    const start = webStarts(service).find(
      ({ command, platforms }) =>
        [deployable.path, deployable.dockerfile].includes(command.source.path) &&
        contracts.some(({ id }) => platforms.includes(id)),
    );
    if (!start || deployable.role !== 'web' || migratesLater(deployable, start, model)) continue;
    const database = databaseOf(service, deployable, model);
    if (database !== 'server' && !isOnDisk(deployable)) continue;
    for (const build of buildsOf(deployable, contracts, service, model)) {
      const key = `${build.text.source.path}:${build.text.source.start}`;
      for (const place of placesIn(build.text.text)) {
        if (found.has(`${key}:${place.statement}:${place.link}`)) continue;
        const entry = { ...build, ...place, deployable, start, contracts, isFile: database !== 'server' };
        found.set(`${key}:${place.statement}:${place.link}`, entry);
      }
    }
  }
  return [...found.values()];
}

/** Manifests of platforms before the Dockerfiles they build, which then are no deploys of their own. */
function hosted(deployables: readonly Deployable[]): Deployable[] {
  return [...deployables].sort((a, b) => Number(a.kind === 'Dockerfile') - Number(b.kind === 'Dockerfile'));
}

type Build = Pick<BuiltMigration, 'text' | 'place' | 'isScript'>;

function buildsOf(
  deployable: Deployable,
  contracts: readonly Contract[],
  service: Service,
  model: Model,
): Build[] {
  const { build, dockerfile } = deployable;
  const isBlind = contracts.some((contract) => !contract.buildReachesDatabase.value);
  const own: Build[] = build && isBlind ? [{ text: build, place: 'build command', isScript: false }] : [];
  const scripts = isBlind ? scriptsOf(deployable, service, model) : [];
  return [...own, ...scripts, ...(dockerfile === null ? [] : runsOf(dockerfile, service, model))];
}

/** The scripts of package.json that the build of a platform runs. */
function scriptsOf({ path, name }: Deployable, service: Service, model: Model): Build[] {
  const own = nodeBuilds(service, model).filter(
    ({ deployable }) => deployable?.path === path && deployable.name === name,
  );
  return scriptsIn(own.flatMap(({ commands }) => commands)).map((text) => ({
    text,
    place: 'build command',
    isScript: true,
  }));
}

function scriptsIn(commands: readonly BuildCommand[]): CommandText[] {
  const found = new Map<number, CommandText>();
  for (const { placed } of commands) {
    if (placed?.text.source.kind === 'package.json') found.set(placed.text.source.start, placed.text);
  }
  return [...found.values()];
}

/** The RUN instructions of the image, and the scripts they run. One that is given a database for the build may be right. */
function runsOf(path: string, service: Service, model: Model): Build[] {
  const text = model.read(path) ?? '';
  if (/^[ \t]*(ARG|ENV)\s+\w*(DATABASE|DB_|POSTGRES|PG|MYSQL|SQL)\w*/im.test(text)) return [];
  const runs = (readDockerfile(text).image?.runs ?? []).flatMap(
    ({ form, text: command, start, end }): Build[] =>
      form === 'shell' && !text.slice(lineStart(text, start), start).includes('--')
        ? [
            {
              text: { text: command, form, source: { path, kind: 'Dockerfile', start, end } },
              place: 'image',
              isScript: false,
            },
          ]
        : [],
  );
  const stage = service.language === 'node' ? imageBuild(model, path, service.root) : null;
  const commands = stage?.steps.flatMap((step) => (step.kind === 'command' ? [step] : [])) ?? [];
  const scripts = scriptsIn(commands).map(
    (script): Build => ({ text: script, place: 'image', isScript: true }),
  );
  return [...runs, ...scripts];
}

type Found = Pick<BuiltMigration, 'sequence' | 'statement' | 'link' | 'migration'>;

function placesIn(text: string): Found[] {
  const outermost = sequencesIn(text).filter(({ nested }) => nested === 0);
  return outermost.flatMap((sequence) =>
    sequence.statements.flatMap(({ links }, statement) =>
      links.flatMap(({ command }, link): Found[] => {
        const migration = command && command.assignments.length === 0 ? migrationOf(command) : null;
        if (!command || migration === null) return [];
        const wrappers = command.wrappers.map(({ raw }) => `${raw} `).join('');
        return [{ sequence, statement, link, migration: wrappers + migration }];
      }),
    ),
  );
}

/** Whether a step before the deploy or the start may migrate as well: then the one in the build is not the only one. */
function migratesLater({ preDeploy, dockerfile }: Deployable, start: StartCommand, model: Model): boolean {
  if (preDeploy !== null || start.server === null) return true;
  const entrypoint =
    dockerfile === null ? null : readDockerfile(model.read(dockerfile) ?? '').image?.entrypoint;
  if (entrypoint && dockerfile && /\.sh|\.py|entrypoint/.test(entrypoint.text)) {
    const context = {
      root: start.commands[0]?.folder ?? '',
      paths: model.paths,
      read: (path: string) => model.read(path),
    };
    const source = {
      path: dockerfile,
      kind: 'Dockerfile',
      start: entrypoint.start,
      end: entrypoint.end,
    } as const;
    const commands = expand(context, { text: entrypoint.text, form: entrypoint.form, source }, 0);
    // A script that is not there, or one of Python, may do anything.
    const isRead = commands.some(({ text }) => text.source.kind === 'script');
    if (!isRead || commands.some(({ command }) => migrationOf(command) !== null)) return true;
  }
  return start.commands.some(({ command }) => migrationOf(command) !== null);
}

/** `sqlite:////var/data/app.db`: a file at a fixed place, which the build has not. */
function isOnDisk({ variables }: Deployable): boolean {
  return variables.some(({ value }) => value !== null && /^sqlite.*:\/\/\/\//.test(value));
}
