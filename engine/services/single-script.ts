import { commandsIn, option, type SimpleCommand } from '@unblock/codemods/shell/index';
import { gunicornSetting } from '../gunicorn.ts';
import type { Model, Service } from '../model.ts';
import { folderOf, joinPath } from '../paths.ts';

/**
 * Whether the shell scripts beside a service that no manifest starts serve it by one worker, as their author asks: `-w 1`, or
 * `workers = 1` in the configuration file that `-c` names.
 */
export function singleScript({ root }: Service, model: Model): boolean {
  const scripts = [...model.paths].filter((path) => path.endsWith('.sh') && folderOf(path) === root);
  const served = scripts.flatMap((path) => {
    const text = model.read(path) ?? '';
    return /\b(gunicorn|uvicorn|hypercorn)\b/.test(text) ? serversIn(text) : [];
  });
  return served.length > 0 && served.every((command) => asksForOne(command, root, model));
}

function serversIn(text: string): SimpleCommand[] {
  return commandsIn(text).filter(({ words }) =>
    /(^|\/)(gunicorn|uvicorn|hypercorn)$/.test(words[0]?.value ?? ''),
  );
}

function asksForOne(command: SimpleCommand, root: string, model: Model): boolean {
  const asked = option(command, ['--workers', '-w']);
  if (asked) return asked.value === '1';
  const file = option(command, ['-c', '--config'])?.value;
  const path = file?.endsWith('.py') ? joinPath(root, file) : null;
  const workers = path && model.paths.has(path) ? gunicornSetting(model, path, 'workers') : null;
  const value = workers && model.resolve(workers);
  return value?.kind === 'literal' && String(value.value) === '1';
}
