import type { Model, Service } from '../model.ts';
import { schedulerOf } from '../python/apscheduler.ts';
import { webFiles } from '../python/web.ts';
import type { Skip } from '../rule.ts';
import { type Authored, authored, type Leftover } from './author.ts';
import { authoredCommand } from './compose-author.ts';
import { installOf, type PythonInstall } from './compose-install.ts';
import { composeNode } from './compose-node.ts';
import { pythonServer } from './compose-server.ts';
import { migrationTool } from './migration-tool.ts';
import { openSwitches } from './switches.ts';

/** How a platform can build and start a service, composed from what the repository holds. */
export interface Composition {
  runtime: 'python' | 'node';
  /** Folder in which the commands run, relative to the repository. */
  root: string;
  build: string;
  /** The start command for a platform that has the installed programs on its path. */
  start: string;
  /** What brings the database up to date, in order. */
  migrations: string[];
  /** Put in front of commands where the packages lie in an environment of their own: `uv run `. */
  runner: string;
  /** A scheduler runs inside the web process: one process only, or every job runs several times. */
  hasScheduler: boolean;
  /** What the author starts on another platform and this leaves out. */
  left: Leftover[];
}

/** Composes how to build and start a web service; a reason where that cannot be told. */
export function compose(service: Service, model: Model): Composition | Skip {
  const author = authored(service, model);
  if (service.language === 'node') return composeNode(service, model, author);
  const switches = openSwitches(service, model);
  const hasScheduler = switches.includes('RUN_SCHEDULER') || startsScheduler(service, model);
  const isSingle = hasScheduler || switches.length > 0;
  const own = author.web && authoredCommand(author.web, service, model, isSingle);
  // Only pip installs from another folder than that of its file.
  const isElsewhere =
    own !== null && own.folder !== service.root && !own.folder.startsWith(`${service.root}/`);
  const isPip = service.dependencies.manifest?.format === 'requirements';
  const command = isElsewhere && service.root !== '' && !isPip ? null : own;
  const folder = command?.folder ?? service.root;
  const install = installOf(service, model, folder);
  if ('skip' in install) return install;
  const server = command?.text ?? pythonServer(service, model, isSingle, author.web);
  if (typeof server !== 'string') return server;
  const tool = migrationTool(service, model);
  const enter = install.inside ? `cd ${install.inside} && ` : '';
  const build = [install.command, ...collectStatic(service, model, install)].join(' && ');
  return {
    runtime: 'python',
    root: install.root,
    build,
    start: enter + server,
    ...migrationsIn(folder, author, build, {
      command: tool?.folder === service.root ? tool.command : null,
      isThere: folder === service.root,
    }),
    runner: install.runner,
    hasScheduler,
  };
}

/** Whether a file that the web process loads starts a scheduler. */
function startsScheduler(service: Service, model: Model): boolean {
  const starts = model
    .factsOf(service, 'scheduler-start')
    .filter(({ place, origin }) => place !== 'main' && schedulerOf(model, origin));
  if (starts.length === 0) return false;
  const files = webFiles(model, service);
  return starts.some(({ span }) => files.has(span.path));
}

/** The author's migrations where they run in the folder of the start, else the composed one; what is lost stays for a person. */
export function migrationsIn(
  folder: string,
  author: Authored,
  build: string,
  composed: { command: string | null; isThere: boolean },
): Pick<Composition, 'migrations' | 'left'> {
  const own = composed.command !== null && composed.isThere ? [composed.command] : [];
  const isFlask = own[0]?.startsWith('flask --app ') === true;
  // Elsewhere a variable FLASK_APP may name the application: the composed command names it itself.
  const taken = author.migrations
    .filter((entry) => entry.folder === folder)
    .map(({ command }) => (isFlask && command === 'flask db upgrade' ? (own[0] ?? command) : command));
  const migrations = taken.length > 0 ? [...new Set(taken)] : own;
  const isBuilt = ({ command }: Leftover) =>
    /\bcollectstatic\b/.test(command) && build.includes('collectstatic');
  const left = author.left.filter((entry) => !isBuilt(entry));
  if (migrations.length === 0) {
    const lost = [...author.migrations.map(({ command }) => command), composed.command];
    const path = author.left[0]?.path ?? '';
    left.push(
      ...lost.flatMap((command): Leftover[] =>
        command ? [{ kind: 'step', name: 'migrations', command, path }] : [],
      ),
    );
  }
  return { migrations, left };
}

/** The whole start command: migrations in front where `migrates`, each program behind the runner where one is `needed`. */
export function startCommand(composition: Composition, { migrates, isolated }: StartOptions): string {
  const { start, migrations, runner } = composition;
  const prefix = isolated ? runner : '';
  const [enter, server] = start.startsWith('cd ') ? start.split(/ && (.*)/s) : ['', start];
  const steps = [
    ...(enter ? [enter] : []),
    ...(migrates ? migrations.map((command) => prefix + command) : []),
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

/** Django copies its static files where the settings say where to; without STATIC_ROOT the command fails. */
function collectStatic(service: Service, model: Model, install: PythonInstall): string[] {
  if (service.framework !== 'django') return [];
  const hasRoot = service.files.some((path) => 'STATIC_ROOT' in (model.module(path)?.bindings ?? {}));
  return hasRoot ? [`${install.runner}python manage.py collectstatic --noinput`] : [];
}
