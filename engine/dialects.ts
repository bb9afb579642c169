import type { ServerCommand } from './model.ts';

/** How a server program is told where to listen, and where it listens when it is told nothing. */
export interface Dialect {
  /** Options that take `host:port`; the first is the one to add. */
  bind?: readonly string[];
  host?: readonly string[];
  port?: readonly string[];
  /** A word `host:port`, `:port` or `port` after this sub-command. */
  positionalAfter?: string;
  /** A variable with options of the command line, of which the command's own win. */
  options?: string;
  /** Variables that give the address instead; the command's options win. */
  hostVariables?: readonly string[];
  portVariables?: readonly string[];
  /** Options for sockets and descriptors: the address then is none of our business. */
  elsewhere?: readonly string[];
  /** The option for the port takes whole addresses as well: `tcp://localhost:3000`. */
  plainPort?: true;
  /** A sub-command with a default host of its own. */
  development?: { word: string; defaultHost: string };
  defaultHost: string;
  defaultPort: number;
  /** Listens on all interfaces and on `PORT` by itself when that variable is set. */
  readsPort?: boolean;
  /** Serves nothing by itself: it has to be told. */
  hasNoDefault?: boolean;
}

/**
 * Documented defaults: https://docs.gunicorn.org/en/stable/settings.html#bind · https://www.uvicorn.org/settings/ ·
 * https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html · https://github.com/django/daphne ·
 * https://docs.pylonsproject.org/projects/waitress/en/stable/runner.html · https://flask.palletsprojects.com/en/stable/cli/ ·
 * https://fastapi.tiangolo.com/fastapi-cli/ · https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver ·
 * https://github.com/emmett-framework/granian#readme · https://uwsgi-docs.readthedocs.io/en/latest/Options.html ·
 * https://nextjs.org/docs/app/api-reference/cli/next · https://vite.dev/guide/cli#vite-preview ·
 * https://github.com/vercel/serve · https://github.com/http-party/http-server
 */
export const DIALECTS: Partial<Record<ServerCommand['program'], Dialect>> = {
  gunicorn: {
    bind: ['--bind', '-b'],
    options: 'GUNICORN_CMD_ARGS',
    defaultHost: '127.0.0.1',
    defaultPort: 8000,
    readsPort: true,
  },
  uvicorn: {
    host: ['--host'],
    port: ['--port'],
    hostVariables: ['UVICORN_HOST'],
    portVariables: ['UVICORN_PORT'],
    elsewhere: ['--uds', '--fd'],
    defaultHost: '127.0.0.1',
    defaultPort: 8000,
  },
  hypercorn: {
    bind: ['--bind', '-b'],
    elsewhere: ['-c', '--config'],
    defaultHost: '127.0.0.1',
    defaultPort: 8000,
  },
  daphne: {
    host: ['-b', '--bind'],
    port: ['-p', '--port'],
    elsewhere: ['-u', '--unix-socket', '-e', '--endpoint', '--fd'],
    defaultHost: '127.0.0.1',
    defaultPort: 8000,
  },
  waitress: {
    bind: ['--listen'],
    host: ['--host'],
    port: ['--port'],
    elsewhere: ['--unix-socket'],
    defaultHost: '0.0.0.0',
    defaultPort: 8080,
  },
  granian: {
    host: ['--host'],
    port: ['--port'],
    hostVariables: ['GRANIAN_HOST'],
    portVariables: ['GRANIAN_PORT'],
    elsewhere: ['--uds'],
    defaultHost: '127.0.0.1',
    defaultPort: 8000,
  },
  uwsgi: {
    bind: ['--http', '--http-socket', '--http11-socket'],
    elsewhere: ['--socket', '-s', '--uwsgi-socket', '--fastcgi-socket', '--https', '--shared-socket'],
    defaultHost: '0.0.0.0',
    defaultPort: 8080,
    hasNoDefault: true,
  },
  flask: {
    host: ['--host', '-h'],
    port: ['--port', '-p'],
    hostVariables: ['FLASK_RUN_HOST'],
    portVariables: ['FLASK_RUN_PORT'],
    defaultHost: '127.0.0.1',
    defaultPort: 5000,
  },
  fastapi: {
    host: ['--host'],
    port: ['--port'],
    elsewhere: ['--uds'],
    development: { word: 'dev', defaultHost: '127.0.0.1' },
    defaultHost: '0.0.0.0',
    defaultPort: 8000,
    readsPort: true,
  },
  django: { positionalAfter: 'runserver', defaultHost: '127.0.0.1', defaultPort: 8000 },
  next: {
    host: ['-H', '--hostname'],
    port: ['-p', '--port'],
    defaultHost: '0.0.0.0',
    defaultPort: 3000,
    readsPort: true,
  },
  // `vite preview`; `vite` itself is for development.
  vite: { host: ['--host'], port: ['--port'], defaultHost: 'localhost', defaultPort: 4173 },
  serve: {
    port: ['-l', '--listen', '-p'],
    plainPort: true,
    elsewhere: ['-c', '--config'],
    defaultHost: '0.0.0.0',
    defaultPort: 3000,
    readsPort: true,
  },
  'http-server': {
    host: ['-a'],
    port: ['-p', '--port'],
    defaultHost: '0.0.0.0',
    defaultPort: 8080,
    readsPort: true,
  },
};
