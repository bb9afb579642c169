import { option } from '@unblock/codemods/shell/index';
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
  const variables = [...service.deployables.flatMap((entry) => entry.variables), ...command.assignments];
  if (variables.some(({ name }) => name === 'GUNICORN_CMD_ARGS')) return 'unknown';
  const folder = start.commands.find((entry) => entry.command === command)?.folder ?? service.root;
  const named = option(command, ['-c', '--config']);
  if (named) {
    // Images conventionally hold the repository in /app.
    const file = named.value?.replace(/^file:/, '').replace(/^\/(usr\/src\/)?app\//, '');
    const path = file?.endsWith('.py') ? joinPath(folder, file) : null;
    return path && model.paths.has(path) ? { path } : 'unknown';
  }
  const path = joinPath(joinPath(folder, option(command, ['--chdir'])?.value ?? ''), 'gunicorn.conf.py');
  return model.paths.has(path) ? { path } : 'none';
}

/** A setting of a gunicorn configuration file, where it stands; null when the file does not set it. */
export function gunicornSetting(model: Model, path: string, name: string): Expression | null {
  return model.module(path)?.bindings[name] ?? null;
}
