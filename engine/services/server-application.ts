import { option, type SimpleCommand } from '@unblock/codemods/shell/index';
import type { ServerCommand } from '../model.ts';
import { joinPath } from '../paths.ts';
import { repositoryPath } from './image-path.ts';
import type { StartContext } from './start.ts';
import { uwsgiApplication } from './uwsgi.ts';

/** Switches of server programs: options without a value, so that what follows them is not taken for theirs. */
const SWITCHES: Partial<Record<ServerCommand['program'], RegExp>> = {
  gunicorn:
    /^(-[DR]|--(reload|preload|daemon|spew|check-config|print-config|reuse-port|enable-stdio-inheritance|capture-output|initgroups|log-syslog|disable-redirect-access-to-syslog|suppress-ragged-eofs|do-handshake-on-connect|proxy-protocol|strip-header-spaces|permit-[\w-]+|casefold-http-method))$/,
  uvicorn:
    /^--(reload|factory|proxy-headers|server-header|date-header|access-log|use-colors|reset-contextvars)$/,
  hypercorn: /^(-D|--(debug|reload|daemon))$/,
  daphne: /^--proxy-headers$/,
  granian:
    /^--(access-log|log|reload|factory|ws|opt|respawn-failed-workers|uvloop|metrics|blocking-threads-idle|static-path-precompressed)$/,
  waitress:
    /^--(call|expose-tracebacks|ipv[46]|asyncore-use-poll|log-socket-errors|(log|clear)-untrusted-proxy-headers)$/,
};
const ALWAYS = /^(--(no-[\w-]+|version|help|debug|dev)|-[hV])$/;

/**
 * The application a server program is given: `app.main:app`. gunicorn also takes it from its configuration file.
 *
 * @param words the words behind the program.
 */
export function applicationOf(
  context: StartContext,
  program: ServerCommand['program'],
  command: SimpleCommand,
  words: readonly string[],
): string | null {
  if (program === 'flask') return flaskApplication(context, command);
  if (program === 'uwsgi') return uwsgiApplication(context, command);
  return applicationWord(program, words) ?? (program === 'gunicorn' ? configured(context, command) : null);
}

/** The first word that is neither an option nor an option's value. */
function applicationWord(program: ServerCommand['program'], words: readonly string[]): string | null {
  const switches = SWITCHES[program];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) return word || null;
    const isWhole = word.includes('=') || /^-\w./.test(word) || ALWAYS.test(word) || switches?.test(word);
    if (!isWhole) index += 1;
  }
  return null;
}

/** `wsgi_app` of gunicorn's configuration file. https://docs.gunicorn.org/en/stable/settings.html#wsgi-app */
function configured(context: StartContext, command: SimpleCommand): string | null {
  const named =
    option(command, ['-c', '--config'])?.value?.replace(/^(file|python):/, '') ?? 'gunicorn.conf.py';
  const path = repositoryPath(context.root, named, (file) => context.paths.has(file));
  const text = context.paths.has(path) ? context.read(path) : null;
  return /^wsgi_app\s*=\s*["']([\w.:()]+)["']/m.exec(text ?? '')?.[1] ?? null;
}

/** What `--app` names, else FLASK_APP: in front of the command, exported or declared by a manifest, in `.flaskenv`. */
function flaskApplication(context: StartContext, command: SimpleCommand): string | null {
  const given = option(command, ['--app', '-A']);
  const declared = [...(context.variables ?? []), ...command.assignments];
  const variable = declared.findLast(({ name }) => name === 'FLASK_APP');
  if (given || variable) return (given ?? variable)?.value ?? null;
  const flaskenv = context.read(joinPath(context.root, '.flaskenv')) ?? '';
  return /^FLASK_APP=["']?([^\s"']+)["']?\s*$/m.exec(flaskenv)?.[1] ?? null;
}

/** Where `fastapi run` looks when it is given no file. https://fastapi.tiangolo.com/fastapi-cli/ */
const FASTAPI_FILES = ['main.py', 'app.py', 'api.py', 'app/main.py', 'app/app.py', 'app/api.py'];

/** The file that `fastapi run` loads; null where it is not in the repository. */
export function fastapiEntry(context: StartContext, words: readonly string[]): string | null {
  const rest = words.slice(words.findIndex((word) => word === 'run' || word === 'dev') + 1);
  const file = rest.find((word) => word.endsWith('.py'));
  const candidates = file
    ? [repositoryPath(context.root, file, (path) => context.paths.has(path))]
    : FASTAPI_FILES.map((name) => joinPath(context.root, name));
  return candidates.find((path) => context.paths.has(path)) ?? null;
}
