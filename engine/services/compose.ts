import { migrationEnvironments } from '../alembic.ts';
import { findDependency } from '../dependencies/dependencies.ts';
import type { Model, Service } from '../model.ts';
import type { Skip } from '../rule.ts';
import { installOf, type PythonInstall } from './compose-install.ts';
import { composeNode } from './compose-node.ts';
import { pythonServer } from './compose-server.ts';

/** How a platform can build and start a service, composed from what the repository holds. */
export interface Composition {
  runtime: 'python' | 'node';
  /** Folder in which the commands run, relative to the repository. */
  root: string;
  build: string;
  /** The start command for a platform that has the installed programs on its path. */
  start: string;
  /** What brings the database up to date, null where nothing does. */
  migrate: string | null;
  /** Put in front of commands where the packages lie in an environment of their own: `uv run `. */
  runner: string;
  /** A scheduler runs inside the web process: one process only, or every job runs several times. */
  hasScheduler: boolean;
}

/** Composes how to build and start a web service; a reason where that cannot be told. */
export function compose(service: Service, model: Model): Composition | Skip {
  if (service.language === 'node') return composeNode(service, model);
  const install = installOf(service, model);
  if ('skip' in install) return install;
  const hasScheduler = model.factsOf(service, 'scheduler-start').some(({ place }) => place !== 'main');
  const server = pythonServer(service, model, hasScheduler);
  if (typeof server !== 'string') return server;
  const enter = install.inside ? `cd ${install.inside} && ` : '';
  return {
    runtime: 'python',
    root: install.root,
    build: [install.command, ...collectStatic(service, model, install)].join(' && '),
    start: enter + server,
    migrate: migration(service, model),
    runner: install.runner,
    hasScheduler,
  };
}

/** The whole start command: migrations in front where `migrates`, each program behind the runner where one is `needed`. */
export function startCommand(composition: Composition, { migrates, isolated }: StartOptions): string {
  const { start, migrate, runner } = composition;
  const prefix = isolated ? runner : '';
  const [enter, server] = start.startsWith('cd ') ? start.split(/ && (.*)/s) : ['', start];
  const steps = [
    ...(enter ? [enter] : []),
    ...(migrates && migrate ? [prefix + migrate] : []),
    prefix + (server ?? ''),
  ];
  // `&&`, so that a failed migration stops the deploy: the old version goes on serving.
  return steps.join(' && ');
}

export interface StartOptions {
  /** The platform has no step of its own for migrations. */
  migrates: boolean;
  /** The platform leaves packages in the environment that the package manager made. */
  isolated: boolean;
}

function migration(service: Service, model: Model): string | null {
  const release = service.deployables.find(({ kind, role }) => kind === 'Procfile' && role === 'migration');
  if (release?.start) return release.start.text;
  if (service.framework === 'django') return 'python manage.py migrate --noinput';
  if (findDependency(service.dependencies, 'flask-migrate')) {
    const folder = service.root ? `${service.root}/migrations/env.py` : 'migrations/env.py';
    const application = service.application?.importString.replace('()', '');
    return model.paths.has(folder) && application ? `flask --app ${application} db upgrade` : null;
  }
  const [environment, ...others] = migrationEnvironments(model, service);
  const ini = service.root ? `${service.root}/alembic.ini` : 'alembic.ini';
  const isPlain = environment?.ini === ini && environment.section === 'alembic' && others.length === 0;
  return isPlain && findDependency(service.dependencies, 'alembic') ? 'alembic upgrade head' : null;
}

/** Django copies its static files where the settings say where to; without STATIC_ROOT the command fails. */
function collectStatic(service: Service, model: Model, install: PythonInstall): string[] {
  if (service.framework !== 'django') return [];
  const hasRoot = service.files.some((path) => 'STATIC_ROOT' in (model.module(path)?.bindings ?? {}));
  return hasRoot ? [`${install.runner}python manage.py collectstatic --noinput`] : [];
}
