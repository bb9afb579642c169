import { option, parseShell, ShellError, type SimpleCommand } from '@unblock/codemods/shell/index';
import type { Expression } from './facts.ts';
import type { Model, ServerCommand, Service, StartCommand } from './model.ts';
import { joinPath } from './paths.ts';

/** The configuration file that a gunicorn command reads: its path, or why it cannot be followed. */
export type GunicornFile = { path: string } | 'none' | 'unknown';

/**
 * The configuration file of a gunicorn command: the one `-c` names, else `gunicorn.conf.py` in its folder.
 * https://docs.gunicorn.org/en/stable/configure.html#configuration-file
 */
export function gunicornFile(
  model: Model,
  service: Service,
  start: StartCommand,
  server: ServerCommand,
): GunicornFile {
  const { command } = server;
  const more = furtherArguments(service, start, server);
  if (more === 'unknown') return 'unknown';
  const folder = start.commands.find((entry) => entry.command === command)?.folder ?? service.root;
  const named = option(command, ['-c', '--config']) ?? (more && option(more, ['-c', '--config']));
  if (named) {
    // Images conventionally hold the repository in /app.
    const file = named.value?.replace(/^file:/, '').replace(/^\/(usr\/src\/)?app\//, '');
    const path = file?.endsWith('.py') ? joinPath(folder, file) : null;
    return path && model.paths.has(path) ? { path } : 'unknown';
  }
  const path = joinPath(joinPath(folder, option(command, ['--chdir'])?.value ?? ''), 'gunicorn.conf.py');
  return model.paths.has(path) ? { path } : 'none';
}

/** Options that decide nothing a configuration file is asked for here. */
const ASIDE =
  /^(--config|-c|--timeout|-t|--graceful-timeout|--keep-alive|--max-requests(-jitter)?|--limit-request-[\w-]+|--backlog|--access-logfile|--access-logformat|--error-logfile|--log-(file|level|config|syslog[\w-]*)|--logger-class|--capture-output|--enable-stdio-inheritance|--worker-tmp-dir|--name|-n|--pid|-p|--statsd-[\w-]+)(=|$)/;

/**
 * What GUNICORN_CMD_ARGS adds to the command line, as a command; null where it is not set. It wins over the configuration
 * file: with an option that decides what is asked for there, the file says nothing certain.
 * https://docs.gunicorn.org/en/stable/settings.html#settings
 */
function furtherArguments(
  service: Service,
  { commands }: StartCommand,
  { command }: ServerCommand,
): SimpleCommand | null | 'unknown' {
  const name = 'GUNICORN_CMD_ARGS';
  const isSetBefore = commands.some(
    ({ command: { words, assignments } }) =>
      (words[0]?.value === 'export' && words.some(({ raw }) => raw.startsWith(name))) ||
      (words.length === 0 && assignments.some((entry) => entry.name === name)),
  );
  if (isSetBefore) return 'unknown';
  const declared = [...service.deployables.flatMap((entry) => entry.variables), ...command.assignments];
  const values = declared.filter((entry) => entry.name === name).map(({ value }) => value);
  if (values.length === 0) return null;
  const [value] = values;
  const parsed = values.length > 1 || typeof value !== 'string' ? null : gunicornArguments(value);
  const options = parsed?.words.filter(({ raw }) => /^-./.test(raw)) ?? [];
  return parsed && options.every(({ raw }) => ASIDE.test(raw)) ? parsed : 'unknown';
}

/** The value of GUNICORN_CMD_ARGS as a command with those options; null where it cannot be read. */
export function gunicornArguments(value: string): SimpleCommand | null {
  try {
    return parseShell(`gunicorn ${value}`)[0] ?? null;
  } catch (error) {
    if (error instanceof ShellError) return null;
    throw error;
  }
}

/** A setting of a gunicorn configuration file, where it stands; null when the file does not set it. */
export function gunicornSetting(model: Model, path: string, name: string): Expression | null {
  return model.module(path)?.bindings[name] ?? null;
}

/**
 * Whether a gunicorn configuration file may give a setting in any way: in a branch, twice, by `locals()["bind"] = ...`, from
 * another module, or under a name that it composes.
 */
export function mayGiveSetting(model: Model, path: string, name: string): boolean {
  const text = (model.read(path) ?? '').replace(/^[ \t]*#.*$/gm, '');
  return new RegExp(`\\b${name}\\b|\\b(locals|globals|vars|exec|setattr)\\s*\\(|\\bimport\\s+\\*`).test(text);
}
