import { option, type SimpleCommand } from '@unblock/codemods/shell/index';
import type { Fix, Model, Service, Skip, StartCommand } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import { holdsFolder } from '@unblock/engine/services/image-path';
import { commandSpan, written } from '@unblock/engine/started';
import * as words from './celery-words.ts';
import { filesOf, isMissing } from './find.ts';
import { type SearchPath, searchPathOf } from './search-path.ts';

/** A process of Celery, with the application that its command names. */
interface Process {
  start: StartCommand;
  command: SimpleCommand;
  part: 'worker' | 'beat';
  /** As it is written: `shop`, `shop.celery:app`. */
  application: string;
  search: SearchPath;
}

/** Processes of Celery whose application lies in a package that is not there: the command of the web process may be right. */
export function celeryEntries(service: Service, model: Model): Entry[] {
  if (service.language !== 'python') return [];
  const processes = service.starts.flatMap((start) => processesOf(start, service, model));
  const broken = processes.filter((process) => isBroken(process, service, model));
  return broken.map((process) => {
    const whole = processes.filter(
      (other) => !broken.includes(other) && other.search.base === process.search.base,
    );
    return entryOf(process, meantApplication(whole, process, service, model), service, model);
  });
}

function processesOf(start: StartCommand, service: Service, model: Model): Process[] {
  return start.commands.flatMap(({ command, text }): Process[] => {
    const [program, ...rest] = command.words.map(({ value }) => value ?? '');
    const part = rest.find((word) => word === 'worker' || word === 'beat');
    const application = option(command, ['-A', '--app'])?.value;
    if (!/(^|\/)celery$/.test(program ?? '') || !part || !application) return [];
    const server = { program: 'other' as const, command, text, application, entry: null };
    const search = searchPathOf({ server, starts: [start] }, service, model);
    if (!search || !/^\w[\w.]*(:\w+)?$/.test(application)) return [];
    return [{ start, command, part: part === 'beat' ? 'beat' : 'worker', application, search }];
  });
}

function topOf({ application }: Process): string {
  return application.split(/[.:]/)[0] ?? '';
}

/** Not one folder of the search path has the package, with or without an `__init__.py`. */
function isBroken(process: Process, service: Service, model: Model): boolean {
  const top = topOf(process);
  const { search } = process;
  const isThere = search.folders.some((folder) => holdsFolder(model.paths, joinPath(folder, top)));
  return !isThere && isMissing(top, filesOf(top, model), search, service, model);
}

/** What the other processes name where they agree, else the only application of Celery that is bound in a module; null without one. */
function meantApplication(
  whole: readonly Process[],
  { search }: Process,
  service: Service,
  model: Model,
): string | null {
  const named = new Set(whole.map(({ application }) => application));
  const [first] = named;
  if (first !== undefined) return named.size === 1 ? first : null;
  const made = model
    .factsOf(service, 'python-call')
    .filter(
      ({ expression, target, inFunction, inClass }) =>
        target !== null && !inFunction && !inClass && model.producer(expression)?.module === 'celery',
    );
  const [only] = made;
  const prefix = search.base === '' ? '' : `${search.base}/`;
  if (!only?.target || made.length !== 1 || !only.span.path.startsWith(prefix)) return null;
  const module = only.span.path
    .slice(prefix.length)
    .replace(/(\/__init__)?\.py$/, '')
    .replaceAll('/', '.');
  return /^\w[\w.]*$/.test(module) && /^\w+$/.test(only.target) ? `${module}:${only.target}` : null;
}

function entryOf(process: Process, target: string | null, service: Service, model: Model): Entry {
  const { start, command, part, application } = process;
  const text = start.commands.find((placed) => placed.command === command)?.text ?? start.command;
  const server = { program: 'other' as const, command, text, application, entry: null };
  const evidence = {
    part,
    top: topOf(process),
    base: process.search.base,
    target,
    command: written(server),
    path: text.source.path,
  };
  const message = words.message(evidence);
  return {
    finding: {
      rule: 'manifest-out-of-step',
      severity: 'important',
      service: service.root,
      span: commandSpan(server),
      title: words.title(evidence),
      message,
      fix: target ? 'safe' : 'manual',
      key: `celery ${part} ${application}`,
      platforms: [...start.platforms],
      ...(target ? {} : { steps: [message.todo] }),
    },
    fix: (): Fix | Skip => {
      const given = option(command, ['-A', '--app']);
      const word = command.words.find(
        ({ value }) => value !== null && value.replace(/^--app=/, '') === application,
      );
      if (!target) return { skip: message.todo };
      if (!given || !word || word.start < 0) return HIDDEN;
      const name = word.value?.startsWith('--app=') ? `--app=${target}` : target;
      const edit = editCommand(model, text, [{ start: word.start, end: word.end, text: name }]);
      if ('skip' in edit) return edit;
      return {
        safety: 'safe',
        title: words.PATCH,
        paragraph: words.paragraph(evidence, target),
        edits: [edit],
      };
    },
  };
}
