import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import { option } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { migrationEnvironments } from '@unblock/engine/alembic';
import { gunicornFile, gunicornSetting } from '@unblock/engine/gunicorn';
import { migrationOf } from '@unblock/engine/migration-command';
import { type Way, waysTo } from '@unblock/engine/python/callers';
import { catching } from '@unblock/engine/python/caught';
import { type MigrationCall, migrationCalls } from '@unblock/engine/python/migration-calls';
import { LOCK } from '@unblock/engine/python/scheduler';
import { webFiles } from '@unblock/engine/python/web';
import type { MigratingDeploy } from '@unblock/engine/services/add-migration';
import { databaseOf } from '@unblock/engine/services/database';
import { type MigrationTool, migrationTool } from '@unblock/engine/services/migration-tool';
import { type Processes, severalProcesses } from '@unblock/engine/services/processes';
import { expand } from '@unblock/engine/services/start';
import { webStarts } from '@unblock/engine/services/web';
import { contractsOf } from '@unblock/engine/started';
import type { Contract } from '@unblock/platforms';

/** A migration that each of several web processes runs. */
export interface RepeatedMigration {
  service: Service;
  call: MigrationCall;
  place: Way['place'];
  processes: Processes;
  contracts: Contract[];
  /** The deploys that start these processes, and do not migrate before. */
  deploys: MigratingDeploy[];
  tool: MigrationTool | null;
}

/** The migrations in the code of the web process, where several of these processes start at once. */
export function findRepeated(service: Service, model: Model): RepeatedMigration[] {
  const processes = service.language === 'python' ? severalProcesses(model, service) : null;
  if (!processes) return [];
  const files = webFiles(model, service);
  const calls = migrationCalls(model, files).filter((call) => !call.hasLock && !isCaught(call, model));
  if (calls.length === 0 || locks(files, service, model)) return [];
  const starts = webStarts(service).filter((start) => !migratesBefore(start, service, model));
  const contracts = contractsOf(model, starts);
  const deploys = deploysOf(starts, service, model);
  const tool = migrationTool(service, model);
  const isShared = starts.some((start) => isPreloaded(start, service, model));
  return calls.flatMap((call): RepeatedMigration[] => {
    // A condition on the way may let one process alone through.
    const ways = waysTo(model, call, files).filter(({ conditions }) => conditions.length === 0);
    // What an application is made of is loaded once before gunicorn forks; a lifespan runs in each worker.
    const [way] = ways.filter(({ place }) => place === 'lifespan' || !isShared);
    if (!way || contracts.length === 0) return [];
    return [{ service, call, place: way.place, processes, contracts, deploys, tool }];
  });
}

/** A process that fails where another one succeeded goes on: nothing stops. */
function isCaught({ span }: MigrationCall, model: Model): boolean {
  return catching(nodeAt(parsePython(model.read(span.path) ?? ''), span, ['call'])) !== null;
}

/** Migrations that one process has applied before leave the others nothing to do. */
function migratesBefore(
  { commands, command }: StartCommand,
  { deployables }: Service,
  model: Model,
): boolean {
  if (commands.some(({ command: simple }) => migrationOf(simple) !== null)) return true;
  return deployables.some(({ path, dockerfile, preDeploy, root }) => {
    if (!preDeploy || ![path, dockerfile].includes(command.source.path)) return false;
    const context = { root, paths: model.paths, read: (file: string) => model.read(file) };
    const steps = expand(context, preDeploy, 0).map(({ command: simple }) => simple);
    // What a script that is not there does, or one of Python, is not known.
    return !steps.every(({ words }) => words.some(({ value }) => value === 'collectstatic'));
  });
}

function deploysOf(starts: readonly StartCommand[], service: Service, model: Model): MigratingDeploy[] {
  return service.deployables.flatMap((deployable): MigratingDeploy[] => {
    const contract = model.contracts.find(({ id }) => id === deployable.platform);
    const start = starts.find(
      ({ command, platforms }) =>
        [deployable.path, deployable.dockerfile].includes(command.source.path) &&
        contract !== undefined &&
        platforms.includes(contract.id),
    );
    if (!contract || !start || deployable.role !== 'web') return [];
    const database = databaseOf(service, deployable, model);
    return [{ deployable, contract, start, isFile: database === 'file' || database === 'kept' }];
  });
}

/** A lock of the database around the migrations, in the code of the web process or in Alembic's env.py. */
function locks(files: ReadonlySet<string>, service: Service, model: Model): boolean {
  const isLocked = (path: string) => /advisory|GET_LOCK|FileLock|\bflock\b/i.test(model.read(path) ?? '');
  const environments = migrationEnvironments(model, service).map(({ path }) => path);
  return (
    [...files].some(isLocked) ||
    environments.some((path) => isLocked(path) || LOCK.test(model.read(path) ?? ''))
  );
}

function isPreloaded(start: StartCommand, service: Service, model: Model): boolean {
  const { server } = start;
  if (server?.program !== 'gunicorn') return false;
  if (
    server.command.words.some(({ value }) => value === '--preload') ||
    option(server.command, ['--preload'])
  )
    return true;
  const file = gunicornFile(model, service, start, server);
  if (file === 'unknown') return true;
  return file !== 'none' && gunicornSetting(model, file.path, 'preload_app') !== null;
}
