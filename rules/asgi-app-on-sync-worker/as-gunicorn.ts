import { applyEdits, type Edit } from '@unblock/codemods';
import { type CommandOption, option } from '@unblock/codemods/shell/index';
import type { ServerCommand } from '@unblock/engine';

/** A command of another server as gunicorn takes it. */
export interface GunicornCommand {
  edits: Edit[];
  /** The command as it then stands. */
  written: string;
}

const ADDRESS: Readonly<Record<string, { host: string[]; port: string[] }>> = {
  uvicorn: { host: ['--host'], port: ['--port'] },
  daphne: { host: ['-b', '--bind'], port: ['-p', '--port'] },
};

/** Options that mean the same to gunicorn, with the values it takes. */
const KEPT = /^(--workers[ =]\S+|--log-level[ =](debug|info|warning|error|critical))$/;

/**
 * Writes a uvicorn or daphne command for gunicorn: the program and the address change, what means the same stays. Null
 * where a word of the command has no counterpart, or its place is hidden by quoting.
 */
export function asGunicorn({ program, command, application, text }: ServerCommand): GunicornCommand | null {
  const { words } = command;
  const [name] = words;
  const last = words.at(-1);
  const spelled = ADDRESS[program];
  // `python -m uvicorn` begins with another word.
  if (!name || !last || !spelled || name.raw !== program || words.some(({ start }) => start < 0)) return null;
  const host = option(command, spelled.host);
  const port = option(command, spelled.port);
  const given = [host, port].filter((entry) => entry !== null);
  if (given.some(({ raw }) => !/^[\w.$:{}-]+$/.test(raw)) || /:/.test(host?.raw ?? '')) return null;
  const inside = (at: number) => given.some((entry) => entry.flag.start <= at && at < endOf(entry));
  const others = words.slice(1).filter(({ start, value }) => !inside(start) && value !== application);
  if (!areKept(others.map(({ raw }) => raw))) return null;

  const address = `--bind ${host?.raw ?? '127.0.0.1'}:${port?.raw ?? '8000'}`;
  const [first, second] = given.sort((a, b) => a.flag.start - b.flag.start);
  const edits: Edit[] = [{ start: name.start, end: name.end, text: 'gunicorn' }];
  if (first) edits.push({ start: first.flag.start, end: endOf(first), text: address });
  if (second) {
    const before = words.findLast(({ end }) => end <= second.flag.start);
    edits.push({ start: before?.end ?? second.flag.start, end: endOf(second), text: '' });
  }
  const own = edits.map((edit) => ({ ...edit, start: edit.start - name.start, end: edit.end - name.start }));
  return { edits, written: applyEdits(text.text.slice(name.start, last.end), own) };
}

function areKept(words: readonly string[]): boolean {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const isWhole = word.includes('=');
    if (!KEPT.test(isWhole ? word : `${word} ${words[index + 1] ?? ''}`)) return false;
    if (!isWhole) index++;
  }
  return true;
}

function endOf(entry: CommandOption): number {
  return Math.max(entry.flag.end, entry.end);
}
