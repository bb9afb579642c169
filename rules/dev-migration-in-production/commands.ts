import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { type Sequence, type SimpleCommand, sequencesIn } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { migrationOf } from '@unblock/engine/migration-command';
import type { NodeSchema } from '@unblock/engine/node/database-schema';
import { expand } from '@unblock/engine/services/start';
import type { CommandText, Contract, PlatformId } from '@unblock/platforms';
import { nodeDevelopment } from './node-commands.ts';
import { pythonDevelopment } from './python-commands.ts';

/** A command of the development of a database schema. */
export interface DevelopmentCommand {
  /**
   * `generate`: writes migrations from the models; `push`: makes the tables as the models are, without migrations;
   * `destroy`: empties or drops tables.
   */
  effect: 'generate' | 'destroy' | 'push';
  tool:
    | 'Django'
    | 'Alembic'
    | 'Flask-Migrate'
    | 'Aerich'
    | 'Prisma'
    | 'Drizzle'
    | 'TypeORM'
    | 'Sequelize'
    | 'Knex';
  /** The word that names the action, which the deploy variant replaces with all behind it. */
  action: string;
  /** What only applies migrations: `migrate --noinput`; null for what has no such form. */
  variant: string | null;
  /** Drops what stands in its way, and asks nobody. */
  isLossy: boolean;
  /** The schema that a tool for Node works on; null for others. */
  schema: NodeSchema | null;
}

/** Such a command where a platform runs it. */
export interface PlacedDevelopment extends DevelopmentCommand {
  text: CommandText;
  step: 'start' | 'pre-deploy' | 'build';
  sequence: Sequence;
  statement: number;
  link: number;
  command: SimpleCommand;
  /** As it is written. */
  written: string;
  /** Another command of the deploy applies the migrations. */
  isApplied: boolean;
  contracts: Contract[];
}

interface Run {
  texts: CommandText[];
  platforms: PlatformId[];
  step: PlacedDevelopment['step'];
}

/** The commands of development that deploys of a service run, each place once. */
export function findCommands(service: Service, model: Model): PlacedDevelopment[] {
  const developmentOf =
    service.language === 'python'
      ? pythonDevelopment
      : (command: SimpleCommand) => nodeDevelopment(command, service, model);
  const runs = runsOf(service, model);
  const isApplied = runs.some(migrates);
  const found = new Map<string, PlacedDevelopment>();
  for (const { texts, platforms, step } of runs) {
    const contracts = model.contracts.filter(({ id }) => platforms.includes(id));
    for (const text of contracts.length > 0 ? texts : []) {
      for (const place of placesIn(text, developmentOf)) {
        const key = `${text.source.path}:${text.source.start}:${place.sequence.start}:${place.statement}:${place.link}`;
        const known = found.get(key);
        if (known) known.contracts = [...new Set([...known.contracts, ...contracts])];
        else found.set(key, { ...place, text, step, isApplied, contracts });
      }
    }
  }
  return [...found.values()];
}

function migrates({ texts }: Run): boolean {
  return texts.some(({ text }) =>
    sequencesIn(text).some(({ statements }) =>
      statements.some(({ links }) =>
        links.some(({ command }) => command !== null && migrationOf(command) !== null),
      ),
    ),
  );
}

/** Whether a deploy applies the migrations of a service before its web process starts: at a step before it, or in front of it. */
export function appliesMigrations(service: Service, model: Model): boolean {
  return runsOf(service, model).some(
    (run) => model.contracts.some(({ id }) => run.platforms.includes(id)) && migrates(run),
  );
}

function runsOf(service: Service, model: Model): Run[] {
  const context = { root: service.root, paths: model.paths, read: (path: string) => model.read(path) };
  const texts = (command: CommandText) => [command, ...expand(context, command, 0).map(({ text }) => text)];
  const before = service.deployables.flatMap(({ preDeploy, build, dockerfile, platform }): Run[] => [
    ...(preDeploy ? [{ texts: texts(preDeploy), platforms: [platform], step: 'pre-deploy' as const }] : []),
    ...(build ? [{ texts: texts(build), platforms: [platform], step: 'build' as const }] : []),
    ...(dockerfile
      ? [
          {
            texts: imageRuns(dockerfile, model).flatMap(texts),
            platforms: [platform],
            step: 'build' as const,
          },
        ]
      : []),
  ]);
  const starts = service.starts
    .filter((start) => !isDevelopmentImage(start))
    .map(
      ({ command, commands, platforms }): Run => ({
        texts: [command, ...commands.map(({ text }) => text)],
        platforms,
        step: 'start',
      }),
    );
  return [...before, ...starts].map((run) => ({ ...run, texts: distinct(run.texts) }));
}

/** An image that serves a developer, as a compose file starts it: no platform does. */
function isDevelopmentImage({ command: { source }, commands }: StartCommand): boolean {
  return (
    source.kind === 'Dockerfile' &&
    commands.some(({ command: { words } }) => {
      const [program = '', ...rest] = words.map(({ value }) => value ?? '');
      const isWatcher = /^(nodemon|ts-node-dev|tsx|next|nest|vite|nuxt)$/.test(program);
      return (
        program === 'nodemon' ||
        program === 'ts-node-dev' ||
        (isWatcher && rest.some((word) => /^(dev|watch|--watch)$/.test(word)))
      );
    })
  );
}

function imageRuns(path: string, model: Model): CommandText[] {
  const runs = readDockerfile(model.read(path) ?? '').image?.runs ?? [];
  return runs.map(({ form, text, start, end }) => ({
    text,
    form,
    source: { path, kind: 'Dockerfile', start, end },
  }));
}

function distinct(texts: readonly CommandText[]): CommandText[] {
  const byPlace = new Map(texts.map((text) => [`${text.source.path}:${text.source.start}`, text]));
  return [...byPlace.values()].filter(({ source }) => source.start >= 0);
}

type Place = Omit<PlacedDevelopment, 'text' | 'step' | 'isApplied' | 'contracts'>;

function placesIn(
  text: CommandText,
  developmentOf: (command: SimpleCommand) => DevelopmentCommand | null,
): Place[] {
  return sequencesIn(text.text).flatMap((sequence) =>
    sequence.statements.flatMap(({ links }, statement) =>
      links.flatMap(({ command }, link): Place[] => {
        const development = command ? developmentOf(command) : null;
        if (!command || !development) return [];
        const written = command.words.map(({ raw }) => raw).join(' ');
        return [{ ...development, sequence, statement, link, command, written }];
      }),
    ),
  );
}
