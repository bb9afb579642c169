import { applyEdits } from '@unblock/codemods';
import { minimalEdit } from '@unblock/codemods/rewrite';
import { option, removeFlag } from '@unblock/codemods/shell/index';
import { both, type Fix, type Model, type Service, type Skip, type StartCommand } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import type { Entry } from '@unblock/engine/entry';
import { groundOf } from '@unblock/engine/services/beside';
import type { PlacedCommand } from '@unblock/engine/services/start';
import { contractsOf } from '@unblock/engine/started';
import { type Deployable, editManifest } from '@unblock/platforms';
import { workerSteps } from '../declared-words.ts';
import { BEAT, beatMessage, beatParagraph } from './beat-words.ts';

const FLAGS = ['-B', '--beat'];

/** The beat that a worker of Celery carries along (`-B`) where the platform runs that worker several times. */
export function embeddedBeats(service: Service, model: Model): Entry[] {
  return service.starts.flatMap((start) => {
    const { command } = start;
    const process = service.deployables.find(
      (own) =>
        own.start?.source.path === command.source.path && own.start.source.start === command.source.start,
    );
    const placed = start.commands.find(({ command: { words } }) => {
      const values = words.map(({ value }) => value ?? '');
      return (
        /(^|\/)celery$/.test(values[0] ?? '') &&
        values.includes('worker') &&
        FLAGS.some((flag) => values.includes(flag))
      );
    });
    const count = process?.instances ?? 1;
    if (!process || !placed || count < 2) return [];
    return [entryOf(service, model, start, process, placed, count)];
  });
}

function entryOf(
  service: Service,
  model: Model,
  start: StartCommand,
  process: Deployable,
  placed: PlacedCommand,
  count: number,
): Entry {
  const { source } = start.command;
  const evidence = { path: process.path, name: process.name, count };
  const contracts = contractsOf(model, [start]);
  return {
    finding: {
      rule: 'scheduler-not-gated',
      severity: 'critical',
      service: service.root,
      span: { path: source.path, start: source.start, end: source.end },
      title: BEAT.title,
      message: beatMessage(evidence),
      fix: 'review',
      key: `celery -B ${process.name}`,
      platforms: contracts.map(({ id }) => id),
      steps: contracts.flatMap((contract) => workerSteps(contract, process.freePlan, contracts.length === 1)),
      group: `scheduler:${service.root}`,
    },
    fix: () => {
      const made = separated(model, start, process, placed);
      if ('skip' in made) return made;
      return {
        safety: 'review',
        title: BEAT.patch,
        paragraph: beatParagraph(evidence, made.command),
        edits: made.edits,
      };
    },
  };
}

/** Takes the flag off the worker and gives beat a process of its own. */
function separated(
  model: Model,
  start: StartCommand,
  process: Deployable,
  { text, command }: PlacedCommand,
): { edits: Fix['edits']; command: string } | Skip {
  const manifest = model.read(process.path);
  const application = option(command, ['-A', '--app'])?.raw;
  const ground = groundOf({ ...start, server: start.server ?? fake(text, command) }, process.root, model);
  if (manifest === null || !application || !ground) return HIDDEN;
  const beat = `${ground.run('celery')} -A ${application} beat --loglevel=info`;
  const worker = editCommand(model, text, removeFlag(text.text, command, FLAGS));
  if ('skip' in worker) return worker;
  const isOwn = worker.path === process.path;
  const before = isOwn ? applyEdits(manifest, worker.edits) : manifest;
  const added = editManifest(before, {
    kind: 'process',
    like: process,
    name: 'beat',
    role: 'scheduler',
    command: beat,
    variables: [],
  });
  if (!added) return HIDDEN;
  const whole = { path: process.path, edits: minimalEdit(0, manifest, applyEdits(before, added)) };
  return { edits: isOwn ? [whole] : [worker, whole], command: beat };
}

/** The worker's own command stands for a server where the process has none: it tells folder and environment. */
function fake(text: PlacedCommand['text'], command: PlacedCommand['command']): StartCommand['server'] {
  return { program: 'other', command, text, application: null, entry: null };
}

const HIDDEN: Skip = {
  skip: both(
    'the manifest has no place for a process of its own for beat',
    "le manifeste n'a pas de place pour un processus à part pour beat",
  ),
};
