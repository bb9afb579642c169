import { option } from '@unblock/codemods/shell/index';
import { findDependency } from '../dependencies/dependencies.ts';
import { presence } from '../dependencies/installed.ts';
import { escaped } from '../escaped.ts';
import type { Model, Service } from '../model.ts';
import type { Skip } from '../rule.ts';
import { both } from '../text.ts';
import { type ApplicationPath, importPath } from './application.ts';
import type { AuthoredServer } from './author.ts';
import { completed } from './completed.ts';

const WSGI: readonly string[] = ['flask', 'django-wsgi'];

/** What a composed server command goes by. */
export interface ServerOptions {
  /** In one process: a scheduler runs in it. */
  single: boolean;
  /** Packages that the same patch installs. */
  installs?: readonly string[];
  /** Where it listens, as the shell reads it; on `$PORT` of all interfaces without it. */
  address?: { host: string; port: string };
  /** Threads of a WSGI server's process, where it takes the place of a server that had as many as requests. */
  threads?: number;
}

/**
 * The command that serves a Python application on `$PORT` of all interfaces, with the best server that is installed.
 * The number of workers is left to WEB_CONCURRENCY, which platforms set by the size of the machine and servers read.
 */
export function pythonServer(
  service: Service,
  model: Model,
  single: boolean,
  author: AuthoredServer | null,
): string | Skip {
  const target = targetOf(service, model, author);
  if (!target)
    return {
      skip: both(
        'no single application object that a server could import was found',
        "aucun objet application unique qu'un serveur puisse importer n'a été trouvé",
      ),
    };
  const whole = author?.server?.application ? target : completed(target, model);
  return 'skip' in whole ? whole : serverFor(whole, service, model, { single });
}

/** The command that serves an application object, with the best server that is installed. */
export function serverFor(
  target: ApplicationPath,
  service: Service,
  model: Model,
  options: ServerOptions,
): string | Skip {
  if (
    target.importString.endsWith('()') &&
    needsArguments(model.read(target.path) ?? '', target.importString)
  )
    return {
      skip: both(
        `the factory ${target.importString} needs arguments that a server does not give`,
        `la fabrique ${target.importString} demande des arguments qu'un serveur ne donne pas`,
      ),
    };
  for (const name of ['flask-socketio', 'python-socketio'])
    if (findDependency(service.dependencies, name))
      return {
        skip: both(
          `${name} needs a server with settings of its own: see https://flask-socketio.readthedocs.io/en/latest/deployment.html`,
          `${name} demande un serveur réglé pour lui : voir https://flask-socketio.readthedocs.io/en/latest/deployment.html`,
        ),
      };
  const has = (name: string) =>
    options.installs?.includes(name) === true || presence(model, service.dependencies, name) === 'installed';
  const address = { ...(options.address ?? { host: '0.0.0.0', port: '$PORT' }), ...options };
  const command = isWsgi(target) ? wsgi(target, has, address) : asgi(target, has, address);
  return (
    command ?? {
      skip: both(
        'no production server is installed that it could be started with',
        "aucun serveur de production n'est installé pour le démarrer",
      ),
    }
  );
}

/** Whether an application speaks WSGI; the others of Python speak ASGI. */
export function isWsgi({ object }: ApplicationPath): boolean {
  return WSGI.includes(object.framework);
}

/** How a server is to run, and where it listens. */
interface Run extends ServerOptions {
  host: string;
  port: string;
}

type Has = (name: string) => boolean;

/** The application to load. Of Django's two, the WSGI one where nothing asks for the other. */
export function targetOf(
  service: Service,
  model: Model,
  author: AuthoredServer | null,
): ApplicationPath | null {
  const applications = model.factsOf(service, 'application');
  const wsgiObject = applications.find(({ framework }) => framework === 'django-wsgi');
  const needsAsgi = ['channels', 'daphne', 'uvicorn', 'hypercorn'].some((name) =>
    findDependency(service.dependencies, name),
  );
  if (service.framework === 'django' && wsgiObject && !needsAsgi) {
    const { path } = wsgiObject.span;
    const locate = (module: string) => model.locate(path, module);
    const named = { path, name: wsgiObject.name, isFactory: wsgiObject.factory, object: wsgiObject };
    return importPath(named, service.root, model.module(path), locate);
  }
  return knownApplication(service, model, author) ?? service.application;
}

/** The application that the author's command names is in use: it is taken as it is. */
function knownApplication(
  service: Service,
  model: Model,
  author: AuthoredServer | null,
): ApplicationPath | null {
  const server = author?.server;
  // A module alone leaves the object to the program's own search.
  if (!server?.application?.includes(':')) return null;
  const object = service.application?.object ?? model.factsOf(service, 'application')[0];
  if (!object) return null;
  const searchPath = option(server.command, ['--chdir', '--pythonpath', '--app-dir'])?.value ?? '';
  const isFactory = option(server.command, ['--factory', '--call']) !== null;
  const importString = server.application + (isFactory ? '()' : '');
  return { path: object.span.path, importString, searchPath, object };
}

/** A factory with a parameter that has no default. */
function needsArguments(text: string, importString: string): boolean {
  const name = importString.slice(importString.indexOf(':') + 1, -2);
  const parameters = new RegExp(`\\bdef\\s+${escaped(name)}\\s*\\(([^)]*)\\)`).exec(text)?.[1] ?? '';
  return parameters.split(',').some((parameter) => /^\s*\w+[^=]*$/.test(parameter));
}

function gunicorn(target: ApplicationPath, { host, port }: Run, options: string[]): string {
  const application = target.importString.includes('(') ? `'${target.importString}'` : target.importString;
  const path = target.searchPath ? [`--pythonpath ${target.searchPath}`] : [];
  return ['gunicorn', application, `--bind ${host}:${port}`, ...options, ...path].join(' ');
}

function wsgi(target: ApplicationPath, has: Has, run: Run): string | null {
  const threads = run.threads ? [`--threads ${run.threads}`] : [];
  if (has('gunicorn')) return gunicorn(target, run, [...(run.single ? ['--workers 1'] : []), ...threads]);
  if (!has('waitress')) return null;
  const factory = target.importString.endsWith('()');
  const application = target.importString.replace('()', '');
  return `${environment(target)}waitress-serve --host=${run.host} --port=${run.port} ${factory ? '--call ' : ''}${application}`;
}

function asgi(target: ApplicationPath, has: Has, run: Run): string | null {
  const factory = target.importString.endsWith('()');
  const application = target.importString.replace('()', '');
  const workers = run.single ? ['--workers 1'] : [];
  if (has('gunicorn') && has('uvicorn') && has('uvicorn-worker'))
    return gunicorn(target, run, ['--worker-class uvicorn_worker.UvicornWorker', ...workers]);
  if (has('uvicorn')) {
    const options = [
      ...(factory ? ['--factory'] : []),
      `--host ${run.host}`,
      `--port ${run.port}`,
      ...workers,
      ...(target.searchPath ? [`--app-dir ${target.searchPath}`] : []),
    ];
    return ['uvicorn', application, ...options].join(' ');
  }
  if (has('hypercorn'))
    return `${environment(target)}hypercorn '${target.importString}' --bind ${run.host}:${run.port}`.replace(
      /'([\w.:]+)'/,
      '$1',
    );
  return has('daphne') && !factory
    ? `${environment(target)}daphne -b ${run.host} -p ${run.port} ${application}`
    : null;
}

/** Servers without an option for it take the search path from the environment. */
function environment(target: ApplicationPath): string {
  return target.searchPath ? `env PYTHONPATH=${target.searchPath} ` : '';
}
