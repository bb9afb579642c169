import type { Fix, Model, Service, Skip, StartCommand } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { packageScript } from '@unblock/engine/services/scripts';
import { contractsOf } from '@unblock/engine/started';
import { startedFiles, waitsForSignal } from './files.ts';
import { type Evidence, textsOf } from './words.ts';

/** Images whose `sh` stays in front of what it starts: those of Debian. Alpine's takes its place. */
const DEBIAN = /^(?:docker\.io\/)?(?:library\/)?node:(?!.*alpine)/;
/** What only a shell understands: `node server.js >> app.log`. */
const SHELL = /[<>|&;`]/;
const MANAGERS = /^(npm|yarn|pnpm)$/;
/** Code that asks for what a package manager tells its scripts. */
const TOLD = /npm_(package|config|lifecycle)_/;

/** An image whose first process is a package manager or a shell, in front of code that waits for a signal. */
export function findShell(service: Service, model: Model): Entry[] {
  return service.starts.flatMap((start): Entry[] => {
    const found = startedBy(start, service, model);
    const contracts = contractsOf(model, [start]).filter(({ runs }) => runs.value === 'server');
    const [contract] = contracts;
    const files = found && contract ? startedFiles(service, model) : [];
    if (!found || !contract || !waitsForSignal(model, files)) return [];
    if (files.some((path) => TOLD.test(model.read(path) ?? ''))) return [];
    const { source } = start.command;
    const evidence: Evidence = {
      kind: 'shell',
      name: start.command.text,
      path: source.path,
      program: found.program,
      words: found.words,
    };
    const texts = textsOf(evidence, contract);
    return [
      {
        finding: {
          rule: 'shutdown-ignored',
          severity: 'advice',
          service: service.root,
          span: { path: source.path, start: source.start, end: source.end },
          title: texts.title,
          message: texts.message,
          fix: 'review',
          key: `${found.program} in front of the server`,
          platforms: contracts.map(({ id }) => id),
        },
        fix: (): Fix | Skip => {
          const text = model.read(source.path);
          if (text === null) return unreadable(source.path);
          const exec = `[${found.words.map((word) => JSON.stringify(word)).join(', ')}]`;
          const edits = [{ start: source.start, end: source.end, text: exec }];
          const { patch, paragraph } = texts;
          return { safety: 'review', title: patch, paragraph, edits: [{ path: source.path, edits }] };
        },
      },
    ];
  });
}

/** The first process of an image, where one command without a setting of its own is all that it starts. */
function startedBy(
  { command, commands, server }: StartCommand,
  service: Service,
  model: Model,
): { program: string; words: string[] } | null {
  const { path, kind } = command.source;
  const image = kind === 'Dockerfile' ? (model.read(path) ?? '') : '';
  const [only, other] = commands;
  if (!DEBIAN.test(baseOf(image)) || /^[ \t]*ENTRYPOINT\b/im.test(image) || !only || other || !server)
    return null;
  const words = only.command.words.map(({ value }) => value);
  const isPlain = words[0] === 'node' && words.every((word) => word !== null && !/[$*]/.test(word));
  // What is written where, a file in its place would not know.
  if (SHELL.test(command.text)) return null;
  const isSame = only.folder === service.root && only.command.assignments.length === 0;
  if (!isPlain || !isSame || only.command.wrappers.length > 0) return null;
  const [program = '', ...given] = command.text.trim().split(/\s+/);
  const plain = words.flatMap((word) => word ?? []);
  if (MANAGERS.test(program)) {
    const script = given.find((word) => word !== 'run') ?? '';
    const place = { paths: model.paths, read: (file: string) => model.read(file), root: service.root };
    const around = ['pre', 'post'].map((when) => packageScript(place, when + script));
    if (SHELL.test(packageScript(place, script)?.text ?? '')) return null;
    const isBare =
      given.every((word) => word === 'run' || word === script) && around.every((one) => one === null);
    return isBare && script !== '' ? { program, words: plain } : null;
  }
  return program === 'node' && command.form === 'shell' ? { program: 'sh', words: plain } : null;
}

/** The image of the last stage, through stages that begin with another one. */
function baseOf(text: string): string {
  const stages = [...text.matchAll(/^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)(?:[ \t]+AS[ \t]+(\S+))?/gim)];
  let base = stages.at(-1)?.[1] ?? '';
  for (let depth = 0; depth < stages.length; depth++)
    base = stages.find(([, , name]) => name?.toLowerCase() === base.toLowerCase())?.[1] ?? base;
  return base;
}
