import type { CommandText } from '@unblock/platforms';
import type { Model, ServerCommand, Service } from '../model.ts';
import { applicationFile } from './application-file.ts';
import { servesProduction } from './production-servers.ts';
import { recognise } from './recognise.ts';
import { expand, type PlacedCommand, type StartContext } from './start.ts';

/** A script that ends with the server of a service. */
export interface StartScript {
  text: CommandText;
  /** The commands in front of the server. */
  before: PlacedCommand[];
  placed: PlacedCommand;
  server: ServerCommand;
}

/** `start.sh`, `render_start.sh`, `run-prod.sh`; not what is for whoever works on the code. */
const STARTS = /^(?!.*(dev|debug|local|test|watch))[^/]*(start|run|boot|entrypoint|serve|launch)[^/]*\.sh$/i;

/**
 * The shell script beside a Python service that ends with a production server of its application; null without one, and
 * where there are several.
 */
export function startScript({ root, language }: Service, model: Model): StartScript | null {
  if (language !== 'python') return null;
  const context: StartContext = { root, paths: model.paths, read: (path) => model.read(path) };
  const folder = root === '' ? '' : `${root}/`;
  const scripts = [...model.paths].filter(
    (path) => path.endsWith('.sh') && path.startsWith(folder) && STARTS.test(path.slice(folder.length)),
  );
  const found = scripts.sort().flatMap((path) => readScript(context, path));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function readScript(context: StartContext, path: string): StartScript[] {
  const script = context.paths.has(path) ? context.read(path) : null;
  if (script === null) return [];
  const source = { path, kind: 'script', start: 0, end: script.length } as const;
  const text: CommandText = { text: script, form: 'shell', source };
  const commands = expand(context, text, 0);
  const servers = commands.flatMap((placed) => {
    const server = recognise(context, placed.text, placed.command, placed.folder);
    return server && servesProduction(server) ? [{ placed, server }] : [];
  });
  const [only] = servers;
  if (!only || servers.length > 1 || commands.at(-1) !== only.placed) return [];
  const file = applicationFile(context.paths, only.server, only.placed.folder);
  return file ? [{ text, before: commands.slice(0, -1), ...only }] : [];
}
