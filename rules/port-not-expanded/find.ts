import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { literalWords, parseShell } from '@unblock/codemods/shell/index';
import type { Model, Service, StartCommand } from '@unblock/engine';
import { webStarts } from '@unblock/engine/started';
import type { CommandText } from '@unblock/platforms';

type Placed = StartCommand['commands'][number];

/** A start command in which the name of the port reaches the program as it is written. */
export interface Unexpanded {
  starts: StartCommand[];
  placed: Placed;
  /** The word with the name: `0.0.0.0:${PORT}`. */
  word: string;
}

/** The whole of a word, or what stands behind `--port=` or `host:`. */
const NAME = /^(-{1,2}[\w.-]+=)?([\w.*[\]:-]*:)?\$(PORT|\{PORT(:?-\w+)?\})$/;
/** systemd replaces `$PORT` and `${PORT}`, and knows no fallback. */
const WITH_FALLBACK = /\$\{PORT:?-/;

/**
 * The start commands of a web process that no shell runs and that name `$PORT`. A command in the script of `sh -c`, or in a
 * script file, is run by a shell.
 */
export function unexpanded(service: Service, model: Model): Unexpanded[] {
  const found = new Map<string, Unexpanded>();
  for (const start of webStarts(service)) {
    const { command, commands } = start;
    if (command.form !== 'exec' || mayExpand(command, service, model)) continue;
    for (const placed of commands) {
      if (placed.text !== command || placed.command.nested > 0) continue;
      const word = placed.command.words.map(({ value, raw }) => value ?? unquoted(raw)).find(isName(command));
      if (word === undefined) continue;
      const key = `${command.source.path}:${command.source.start}:${placed.command.start}`;
      const known = found.get(key);
      if (known) known.starts.push(start);
      else found.set(key, { starts: [start], placed, word });
    }
  }
  return [...found.values()];
}

function isName({ source }: CommandText): (word: string) => boolean {
  return (word) => NAME.test(word) && (source.kind !== 'systemd' || WITH_FALLBACK.test(word));
}

function unquoted(raw: string): string {
  return /^".*"$/.test(raw) ? raw.slice(1, -1) : raw;
}

/** Something in front of the command may expand it: an entry script, or the launcher of an image that no Dockerfile makes. */
function mayExpand(command: CommandText, service: Service, model: Model): boolean {
  const { kind, path, start } = command.source;
  if (kind === 'Dockerfile') return entrypointExpands(path, start, model);
  if (kind !== 'fly.toml') return false;
  const dockerfile = service.deployables.find((own) => own.path === path)?.dockerfile;
  // The command takes the place of CMD: an ENTRYPOINT still runs in front of it.
  return !dockerfile || !model.paths.has(dockerfile) || entrypointExpands(dockerfile, -1, model);
}

function entrypointExpands(path: string, start: number, model: Model): boolean {
  const entrypoint = readDockerfile(model.read(path) ?? '').image?.entrypoint;
  if (!entrypoint || entrypoint.start === start) return false;
  if (entrypoint.form === 'shell') return true;
  const [program = ''] = literalWords(entrypoint.text) ?? [];
  const [behind] = parseShell(`${entrypoint.text} program`);
  // `tini --` starts what follows as it is.
  if (behind?.nested === 0 && behind.words[0]?.value === 'program') return false;
  const name = program.slice(program.lastIndexOf('/') + 1);
  const script = [...model.paths].find((file) => file === name || file.endsWith(`/${name}`));
  const text = script === undefined ? null : model.read(script);
  if (/\.sh$|entrypoint/.test(name))
    return text === null || /\beval\b|\benvsubst\b|\bsh\s+-\w*c\b/.test(text);
  // ENTRYPOINT and CMD are one command.
  return start >= 0;
}
