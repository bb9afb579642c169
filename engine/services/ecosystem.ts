import type { SimpleCommand } from '@unblock/codemods/shell/index';
import { joinWords } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { Expression } from '../facts.ts';
import { summarizeJson } from '../node/json.ts';
import { summarizeNode } from '../node/module.ts';
import { parseNode } from '../node/parse.ts';
import { joinPath } from '../paths.ts';
import { type Called, hiddenCommands } from './scripts.ts';
import type { StartContext } from './start.ts';

/**
 * The processes of the file that `pm2 start ecosystem.config.js` is given, side by side; null for another command, and where
 * the file is not there or not written out. https://pm2.keymetrics.io/docs/usage/application-declaration/
 */
export function ecosystemCommands(context: StartContext, { words }: SimpleCommand): Called[] | null {
  if (!/^pm2(-runtime)?$/.test(programName(words[0]?.value ?? ''))) return null;
  const named = words.slice(1).find(({ value }) => /\.(json|[cm]?js)$/.test(value ?? ''))?.value;
  const path = named ? joinPath(context.root, named) : '';
  const text =
    /(ecosystem|pm2|process|processes)[\w.-]*$/.test(path) && context.paths.has(path)
      ? context.read(path)
      : null;
  if (text === null) return null;
  const summary = path.endsWith('.json')
    ? summarizeJson(path, text)
    : summarizeNode(path, parseNode(path, text));
  const exported = summary?.bindings[summary.exports.default ?? ''];
  const apps = exported?.kind === 'object' ? exported.properties.apps : exported;
  if (apps?.kind !== 'list') return null;
  const commands = apps.items.map((app) => commandOf(app));
  return commands.every((command) => command !== null)
    ? commands.map(({ script, args, cwd }) => ({
        ...hiddenCommands(joinPath(context.root, cwd), `${runnerOf(script)}${args ? ` ${args}` : ''}`),
        isBeside: commands.length > 1,
      }))
    : null;
}

/** npm and its like are programs; everything else is a file for Node. */
function runnerOf(script: string): string {
  return /^(npm|yarn|pnpm|bun)$/.test(script) ? script : joinWords(['node', script]);
}

function commandOf(app: Expression): { script: string; args: string; cwd: string } | null {
  if (app.kind !== 'object') return null;
  const text = (key: string) => {
    const value = app.properties[key];
    return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
  };
  const script = text('script');
  // Another interpreter, or a folder that is worked out when it runs.
  const isPlain = !app.properties.interpreter && (!app.properties.cwd || text('cwd') !== null);
  const cwd = text('cwd') ?? '';
  return script !== null && isPlain && !cwd.startsWith('/')
    ? { script, args: text('args') ?? '', cwd }
    : null;
}
