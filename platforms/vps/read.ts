import { posix } from 'node:path';
import type { CommandText, DeclaredVariable, Deployable } from '../deployable.ts';
import { type ManifestFile, roleOf, variable } from '../reading.ts';

/** A `Key=value` line of a unit, with its continuation lines. */
interface Entry {
  key: string;
  /** The value in one line. */
  value: string;
  start: number;
  end: number;
}

/**
 * Reads a systemd service unit; a unit without ExecStart deploys nothing. Its folders are those of the server, so the
 * root is that of the repository.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html
 */
export function readSystemd(file: ManifestFile): Deployable[] {
  const entries = serviceEntries(file.text);
  const start = commandOf(file, entries, 'ExecStart');
  // A unit that starts containers says nothing of the process inside them.
  if (!start || /\b(docker|podman|nerdctl)(-compose)?\b/.test(start.text)) return [];
  const name = posix.basename(file.path, '.service').replace(/@$/, '');
  return [
    {
      platform: 'vps',
      kind: 'systemd',
      path: file.path,
      name,
      role: roleOf(name, 'web'),
      root: '',
      freePlan: false,
      start,
      build: null,
      preDeploy: commandOf(file, entries, 'ExecStartPre'),
      health: null,
      dockerfile: null,
      variables: entries
        .filter(({ key }) => key === 'Environment')
        .flatMap(({ value }) => variablesOf(value)),
    },
  ];
}

/** The last command of a key; the marks in front of the program (`-`, `@`, `+`) are not part of it. */
function commandOf(file: ManifestFile, entries: readonly Entry[], key: string): CommandText | null {
  const entry = entries.findLast((candidate) => candidate.key === key && candidate.value !== '');
  if (!entry) return null;
  const marks = /^[-@:+!|]*/.exec(entry.value)?.[0].length ?? 0;
  const source = { path: file.path, kind: 'systemd', start: entry.start + marks, end: entry.end } as const;
  return { text: entry.value.slice(marks), form: 'exec', source };
}

function serviceEntries(text: string): Entry[] {
  const entries: Entry[] = [];
  let section = '';
  let offset = 0;
  let open: Entry | null = null;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    const comment = /^[#;]/.test(trimmed);
    const end = offset + line.trimEnd().length;
    if (open && !comment) {
      open.value = `${open.value.slice(0, -1)} ${trimmed}`;
      open.end = end;
      if (!trimmed.endsWith('\\')) open = null;
    } else if (!comment && trimmed.startsWith('[')) {
      section = trimmed;
    } else if (!comment && section === '[Service]' && trimmed.includes('=')) {
      const equals = line.indexOf('=');
      const value = line.slice(equals + 1).trim();
      const start = offset + line.indexOf(value, equals + 1);
      const entry = { key: line.slice(0, equals).trim(), value, start, end };
      entries.push(entry);
      if (value.endsWith('\\')) open = entry;
    }
    offset += line.length + 1;
  }
  return entries;
}

/** `A=b "C=d e"`: words, of which quoted ones may hold spaces. */
function variablesOf(value: string): DeclaredVariable[] {
  const words = value.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return words.flatMap((word) => {
    const text = /^["']/.test(word) ? word.slice(1, -1) : word;
    const equals = text.indexOf('=');
    return equals > 0 ? [variable(text.slice(0, equals), text.slice(equals + 1))] : [];
  });
}
