import { applyEdits, type Edit } from '@unblock/codemods';
import { option, parseShell, removeFlag, removeOption, setOption } from '@unblock/codemods/shell/index';
import { presence } from '../dependencies/installed.ts';
import { listeningOf, setListening } from '../listen.ts';
import type { Model, ServerCommand, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { type AuthoredServer, plainText } from './author.ts';

const PACKAGES: Partial<Record<ServerCommand['program'], string>> = {
  gunicorn: 'gunicorn',
  uvicorn: 'uvicorn',
  hypercorn: 'hypercorn',
  daphne: 'daphne',
  waitress: 'waitress',
  granian: 'granian',
};
const FOLDER = ['--chdir', '--app-dir'];

/** The author's command for a server, with the folder it runs in. */
export interface AuthoredCommand {
  text: string;
  folder: string;
}

/**
 * The author's own command for a production server with all its flags, on `$PORT` of all interfaces; null where there is
 * none, where its program is not installed, or where it says in a way of its own where to listen.
 *
 * @param single one worker only, whatever the author says.
 */
export function authoredCommand(
  { server, placed }: AuthoredServer,
  service: Service,
  model: Model,
  single: boolean,
): AuthoredCommand | null {
  const name = server ? PACKAGES[server.program] : undefined;
  const plain = plainText(placed);
  if (!server || !name || plain === null || presence(model, service.dependencies, name) !== 'installed')
    return null;
  let text = plain;
  const edit = (change: (current: ServerCommand) => Edit[] | null): boolean => {
    const command = parseShell(text).at(-1);
    const edits = command ? change({ ...server, command, text: { ...server.text, text } }) : null;
    if (!edits) return false;
    text = applyEdits(text, edits);
    return true;
  };
  let { folder } = placed;
  const moved = option(server.command, FOLDER)?.value;
  if (folder !== service.root && moved && joinPath(folder, moved) === service.root) {
    edit(({ command }) => removeOption(text, command, FOLDER));
    folder = service.root;
  }
  const isWritten =
    edit(({ command }) => removeFlag(text, command, ['--reload'])) &&
    (!single || edit(({ command }) => setOption(text, command, workersOf(command), '1'))) &&
    edit((current) => listenEverywhere(current, text));
  return isWritten ? { text, folder } : null;
}

function workersOf(command: ServerCommand['command']): string[] {
  return option(command, ['-w']) ? ['-w'] : ['--workers'];
}

function listenEverywhere(server: ServerCommand, text: string): Edit[] | null {
  const listening = listeningOf(server, new Map());
  if (!listening) return null;
  const isPublic = listening.hostGiven && /^(0\.0\.0\.0|::|\[::\]|\*)?$/.test(listening.host ?? 'unknown');
  const isGiven = listening.portGiven && listening.port === null && /\$\{?PORT\b/.test(text);
  if (isPublic && isGiven) return [];
  const host = isPublic ? null : '0.0.0.0';
  // What is not known of an address is written whole.
  const edits = setListening(server, host, isGiven ? null : '$PORT');
  return edits && distinct(edits);
}

/** Two options added at one place become one insertion. */
function distinct(edits: readonly Edit[]): Edit[] {
  const merged: Edit[] = [];
  for (const edit of edits) {
    const same = merged.find(({ start, end }) => start === edit.start && end === edit.end && start === end);
    if (same) same.text += edit.text;
    else merged.push({ ...edit });
  }
  return merged;
}
