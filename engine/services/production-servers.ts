import type { ServerCommand } from '../model.ts';

/** Programs that serve production, as a command or a compose file names them. */
export const PRODUCTION_SERVER =
  /\b(gunicorn|uvicorn|hypercorn|daphne|waitress(-serve)?|granian|uwsgi|fastapi\s+run)\b/;

/** The same, as programs that are given the application they serve. */
export const PROGRAMS: readonly ServerCommand['program'][] = [
  'gunicorn',
  'uvicorn',
  'hypercorn',
  'daphne',
  'waitress',
  'granian',
  'uwsgi',
];

/** Packages that serve an application of Python in production, or adapt it to a platform that does. */
export const SERVER_PACKAGES: readonly string[] = [
  ...PROGRAMS,
  'pyuwsgi',
  'bjoern',
  'cheroot',
  'cherrypy',
  'meinheld',
  'mod-wsgi',
  'gevent',
  'eventlet',
  'tornado',
  'twisted',
  'mangum',
  'serverless-wsgi',
  'zappa',
  'aws-wsgi',
  'apig-wsgi',
  'functions-framework',
];

/** Whether a command serves production: by such a program, and not so that it starts again at each change. */
export function servesProduction({ program, command }: Pick<ServerCommand, 'program' | 'command'>): boolean {
  return PROGRAMS.includes(program) && !command.words.some(({ value }) => value === '--reload');
}
