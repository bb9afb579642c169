import type { Edit } from '@unblock/codemods';
import { replaceExpression } from '@unblock/codemods/python/index';
import { option, setOption } from '@unblock/codemods/shell/index';
import { editCommand } from './edit-command.ts';
import type { Span } from './facts.ts';
import { gunicornArguments, gunicornFile, gunicornSetting } from './gunicorn.ts';
import type { Model, Service } from './model.ts';
import { environmentOf } from './process-environment.ts';
import type { Skip } from './rule.ts';
import { isDeclared, type StartedServer } from './started.ts';
import { both } from './text.ts';

/** Spellings of the option; a new one is written with the first. */
const WORKER_OPTION: readonly string[] = ['-k', '--worker-class'];

/**
 * The worker class a gunicorn runs with, and the place that decides it: its command line, its configuration file, or
 * gunicorn's default `sync`. https://docs.gunicorn.org/en/stable/settings.html#worker-class
 */
export type WorkerClass =
  | { place: 'command'; value: string }
  /** `literal` is the string itself, also where it is only the fallback of an environment read. */
  | { place: 'file'; value: string; path: string; literal: Span }
  | { place: 'default' }
  | { place: 'unknown' };

/**
 * Tells the worker class of a started gunicorn. The command line wins over GUNICORN_CMD_ARGS, and that over the configuration
 * file; what replaces one of the first two is written into the command.
 */
export function workerClass({ server, starts }: StartedServer, service: Service, model: Model): WorkerClass {
  const [start] = starts;
  const added = environmentOf({ server, starts }, service).get('GUNICORN_CMD_ARGS');
  const options = added ? gunicornArguments(added) : null;
  const given = option(server.command, WORKER_OPTION) ?? (options && option(options, WORKER_OPTION));
  if (given) return given.value ? { place: 'command', value: given.value } : { place: 'unknown' };
  const file = start ? gunicornFile(model, service, start, server) : 'unknown';
  if (file === 'none') return { place: 'default' };
  const summary = file === 'unknown' ? null : model.module(file.path);
  if (file === 'unknown' || !summary || summary.imports.some(({ local }) => local === '*'))
    return { place: 'unknown' };
  const setting = gunicornSetting(model, file.path, 'worker_class');
  if (!setting) {
    // gunicorn reads every name of the file, whatever kind of statement binds it.
    const isBound =
      Object.hasOwn(summary.classes, 'worker_class') ||
      summary.imports.some(({ local }) => local === 'worker_class');
    return { place: isBound ? 'unknown' : 'default' };
  }
  const value = model.resolve(setting);
  if (value.kind === 'environment' && isDeclared(service, value.name)) return { place: 'unknown' };
  const literal = value.kind === 'environment' ? value.fallback : value;
  if (literal?.kind !== 'literal' || typeof literal.value !== 'string') return { place: 'unknown' };
  return {
    place: 'file',
    value: literal.value,
    path: file.path,
    literal: literal.declared,
  };
}

/** Gives a started gunicorn another worker class, where the one it has is given, or else in its command. */
export function setWorkerClass(
  { server }: StartedServer,
  worker: WorkerClass,
  value: string,
  model: Model,
): { path: string; edits: Edit[] } | Skip {
  if (worker.place !== 'file')
    return editCommand(model, server.text, setOption(server.text.text, server.command, WORKER_OPTION, value));
  const { path, start, end } = worker.literal;
  const text = model.read(path);
  if (text === null) return { skip: both(`${path} cannot be read`, `${path} ne peut pas être lu`) };
  const quote = text.slice(start, end).startsWith("'") ? "'" : '"';
  return { path, edits: replaceExpression(text, { start, end }, quote + value + quote) };
}
