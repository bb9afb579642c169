import type { Model, Service, StartCommand } from '@unblock/engine';
import { migrationOf } from '@unblock/engine/migration-command';
import { nodeMigrationTool } from '@unblock/engine/node/migration-tool';
import type { MigratingDeploy } from '@unblock/engine/services/add-migration';
import { databaseOf } from '@unblock/engine/services/database';
import { tablesMadeIn } from '@unblock/engine/services/migration-runs';
import { type MigrationTool, migrationTool } from '@unblock/engine/services/migration-tool';
import { expand } from '@unblock/engine/services/start';
import { webStarts } from '@unblock/engine/services/web';
import type { Contract, Deployable } from '@unblock/platforms';
import { type IdleRelease, idleRelease, idleStep, mayMigrateElsewhere, migratedByHand } from './elsewhere.ts';

/** A deploy that starts a service and never migrates its database. */
export interface Unmigrated extends MigratingDeploy {
  tool: MigrationTool;
  /** The document that has a person migrate. */
  byHand: string | null;
  /** The code that makes the tables that are missing. */
  madeIn: string | null;
  /** A step that migrates, and that this platform, or its plan, does not run. */
  release: IdleRelease | null;
}

/** Commands that change no table. */
const KNOWN = /^(cd|echo|exec|export|set|sleep|mkdir|true|:|printf|python[\d.]*|test|\[)$/;

/** The deploys of a service that never migrate, one a manifest. */
export function findUnmigrated(service: Service, model: Model): Unmigrated[] {
  const tool = migrationTool(service, model) ?? nodeMigrationTool(service, model);
  if (!tool || tool.migrations.length === 0) return [];
  const found = service.deployables.flatMap((deployable): Unmigrated[] => {
    const contract = model.contracts.find(({ id }) => id === deployable.platform);
    // Only a platform whose manifest has a place for the step says by its absence that there is none.
    if (!contract || contract.migrations.value === 'start' || deployable.role !== 'web') return [];
    const start = startOf(service, deployable, contract);
    if (!start || !isWholeStart(start, model) || hasStep(deployable, contract, model)) return [];
    // The tools of Node are told together with the database server that they work on.
    const database = service.language === 'node' ? 'server' : databaseOf(service, deployable, model);
    if (database === 'kept' || database === 'unknown') return [];
    const release = idleStep(deployable, contract) ?? idleRelease(deployable, model);
    return [
      { tool, deployable, contract, start, isFile: database === 'file', byHand: null, madeIn: null, release },
    ];
  });
  const idle = found.flatMap(({ deployable, release }) =>
    release?.isOfPlan && deployable.preDeploy ? [deployable.preDeploy.source] : [],
  );
  if (found.length === 0 || mayMigrateElsewhere(model, tool.migrations, idle)) return [];
  const byHand = migratedByHand(model);
  const madeIn = tablesMadeIn(model);
  return found.map((entry) => ({ ...entry, byHand, madeIn }));
}

/** The start of a web process by its manifest, or by the Dockerfile that the manifest builds. */
function startOf(
  service: Service,
  { path, start, dockerfile }: Deployable,
  { id }: Contract,
): StartCommand | null {
  const starts = webStarts(service).filter(({ platforms }) => platforms.includes(id));
  const own = starts.find(({ command }) => command.source.path === (start?.source.path ?? path));
  return own ?? starts.find(({ command }) => command.source.path === dockerfile) ?? null;
}

/** Whether all that a start command runs is known, and none of it migrates. */
function isWholeStart({ commands, server }: StartCommand, model: Model): boolean {
  return (
    server !== null &&
    commands.every(
      ({ command }) =>
        command === server.command ||
        command.words.length === 0 ||
        isGenerate(command.words) ||
        (KNOWN.test(command.words[0]?.value ?? '') &&
          migrationOf(command) === null &&
          isThere(command, model)),
    )
  );
}

/** Prisma writes its client, and touches no database. */
function isGenerate([program, action]: readonly { value: string | null }[]): boolean {
  return program?.value === 'prisma' && action?.value === 'generate';
}

/** A program of Python that is not in the repository may do anything. */
function isThere({ words }: StartCommand['commands'][number]['command'], model: Model): boolean {
  const [program, file] = words.map(({ value }) => value ?? '');
  return !program?.startsWith('python') || /manage\.py$/.test(file ?? '') || model.paths.has(file ?? '');
}

/** A step before the deploy that may migrate: any but copying static files. */
function hasStep(deployable: Deployable, contract: Contract, model: Model): boolean {
  const { preDeploy, root } = deployable;
  if (!preDeploy || idleStep(deployable, contract)) return false;
  const context = { root, paths: model.paths, read: (path: string) => model.read(path) };
  const commands = expand(context, preDeploy, 0);
  return commands.length === 0 || !commands.every(({ command }) => isCollectStatic(command.words));
}

function isCollectStatic(words: readonly { value: string | null }[]): boolean {
  const values = words.map(({ value }) => value);
  return values.length === 0 || values[0] === 'cd' || values.includes('collectstatic');
}
