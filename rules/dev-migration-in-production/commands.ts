import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { type Sequence, type SimpleCommand, sequencesIn } from '@unblock/codemods/shell/index';
import type { Model, Service } from '@unblock/engine';
import { migrationOf, programWords } from '@unblock/engine/migration-command';
import { expand } from '@unblock/engine/services/start';
import type { CommandText, Contract, PlatformId } from '@unblock/platforms';

/** A command of the development of a database schema. */
export interface DevelopmentCommand {
  /** `generate`: writes migrations from the models; `destroy`: empties or drops tables. */
  effect: 'generate' | 'destroy';
  tool: 'Django' | 'Alembic' | 'Flask-Migrate' | 'Aerich';
  /** The word that names the action, which the deploy variant replaces with all behind it. */
  action: string;
  /** What only applies migrations: `migrate --noinput`; null for what has no such form. */
  variant: string | null;
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
  if (service.language !== 'python') return [];
  const runs = runsOf(service, model);
  const isApplied = runs.some(migrates);
  const found = new Map<string, PlacedDevelopment>();
  for (const { texts, platforms, step } of runs) {
    const contracts = model.contracts.filter(({ id }) => platforms.includes(id));
    for (const text of contracts.length > 0 ? texts : []) {
      for (const place of placesIn(text)) {
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
  const starts = service.starts.map(
    ({ command, commands, platforms }): Run => ({
      texts: [command, ...commands.map(({ text }) => text)],
      platforms,
      step: 'start',
    }),
  );
  return [...before, ...starts].map((run) => ({ ...run, texts: distinct(run.texts) }));
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

function placesIn(text: CommandText): Place[] {
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

/** Asks, or shows what would be done. */
const DRY = /^(--check|--check-changes|--dry-run|--help|-h|--sql)$/;

function developmentOf(command: SimpleCommand): DevelopmentCommand | null {
  const [program, ...rest] = programWords(command);
  if (rest.some((word) => DRY.test(word))) return null;
  const actions = rest.filter((word) => !word.startsWith('-'));
  const [first = '', second = ''] = actions;
  switch (program) {
    case 'django-admin':
      if (first === 'makemigrations')
        return { effect: 'generate', tool: 'Django', action: first, variant: 'migrate --noinput' };
      return /^(flush|reset_db)$/.test(first)
        ? { effect: 'destroy', tool: 'Django', action: first, variant: null }
        : null;
    case 'alembic':
      return alembicOf('Alembic', first, actions, rest, 'upgrade head');
    case 'flask':
      if (first !== 'db') return null;
      if (second === 'migrate')
        return { effect: 'generate', tool: 'Flask-Migrate', action: second, variant: 'upgrade' };
      return alembicOf('Flask-Migrate', second, actions, rest, 'upgrade');
    case 'aerich':
      return first === 'migrate'
        ? { effect: 'generate', tool: 'Aerich', action: first, variant: 'upgrade' }
        : null;
    default:
      return null;
  }
}

function alembicOf(
  tool: 'Alembic' | 'Flask-Migrate',
  action: string,
  actions: readonly string[],
  words: readonly string[],
  variant: string,
): DevelopmentCommand | null {
  if (action === 'revision' && words.includes('--autogenerate'))
    return { effect: 'generate', tool, action, variant };
  const isBase = action === 'downgrade' && actions.includes('base');
  return isBase ? { effect: 'destroy', tool, action, variant: null } : null;
}
