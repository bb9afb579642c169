import { parsePython } from '@unblock/codemods/python/parse';
import { both, type Model, type SchedulerStart, type Skip } from '@unblock/engine';
import type { SchedulerObject } from '@unblock/engine/python/apscheduler';
import { argumentsOf, calleeOf, keyword, type Node } from '@unblock/engine/python/tree';
import { type SharedMemory, sharedMemory } from '../process-memory.ts';
import { type Defined, definitionOf } from '../python-definitions.ts';
import { type Effect, effectIn } from './effects.ts';
import { isOf } from './later.ts';
import type { PythonSchedule } from './python.ts';

/** Names of jobs that each process has to do for itself. */
export const OWN =
  /heart_?beat|ping|keep_?(it_)?(alive|awake|warm)|wake_?up|metric|cache|refresh|reload|warm_?up/i;
/** What changes the memory of the process. */
const MEMORY = /^[ \t]*global\s|\bapp\.state\.\w+\s*=/m;

/** What the jobs of a scheduler do, as far as the code shows. */
export interface Jobs {
  /** Jobs that are given to it in the files of the web process. */
  count: number;
  /** What one of them does that others see; null where nothing of the kind is found. */
  effect: Effect | null;
  /** Jobs that change nothing but the memory of their own process: each process has to run them. */
  own: string[];
  /** Jobs whose function is not found. */
  unseen: number;
  /** What a job that others see works on in the memory of its process, and requests too; null where none does. */
  memory: SharedMemory | null;
  /** No other job does what others see. */
  isMemoryOnly: boolean;
}

/** The jobs that the files of a web process give to an APScheduler. */
export function jobsOf(
  model: Model,
  files: ReadonlySet<string>,
  start: SchedulerStart,
  object: SchedulerObject,
): Jobs {
  return jobsGiven(model, files, (path, call) => isOf(model, path, call, start, object));
}

/** The jobs that the files of a web process give to a scheduler, by methods or decorators. */
export function jobsGiven(
  model: Model,
  files: ReadonlySet<string>,
  isGiven: (path: string, call: Node) => boolean,
): Jobs {
  const jobs: Jobs = { count: 0, effect: null, own: [], unseen: 0, memory: null, isMemoryOnly: false };
  let ofMemory: Effect | null = null;
  for (const path of [...files].sort()) {
    const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
    if (!/\.(add_job|add_schedule|scheduled_job|task)\(/.test(text)) continue;
    for (const call of parsePython(text).findAll({ rule: { kind: 'call' } })) {
      const method = call.field('function')?.field('attribute')?.text() ?? '';
      if (!/^(add_job|add_schedule|scheduled_job|task)$/.test(method) || !isGiven(path, call)) continue;
      jobs.count += 1;
      const job = method.startsWith('add_') ? given(model, path, call) : decorated(path, call);
      if (job) ofMemory = look(model, files, job, jobs) ?? ofMemory;
      else jobs.unseen += 1;
    }
  }
  jobs.isMemoryOnly = jobs.memory !== null && jobs.effect === null;
  jobs.effect ??= ofMemory;
  return jobs;
}

/** Notes what a job does; gives back the effect of one that works on the memory of its process. */
function look(model: Model, files: ReadonlySet<string>, job: Defined, jobs: Jobs): Effect | null {
  const { path, node } = job;
  const known = effectIn(model, path, node);
  const effect = known?.harm ? known : (sends(node) ?? known);
  const name = node.field('name')?.text() ?? '';
  const memory = sharedMemory(model, files, [job]);
  if (memory && known) {
    jobs.memory ??= memory;
    return effect;
  }
  if (memory || (!effect && (OWN.test(name) || MEMORY.test(node.text())))) {
    jobs.own.push(name || node.text());
    return null;
  }
  if (effect?.harm && !jobs.effect?.harm) jobs.effect = effect;
  jobs.effect ??= effect;
  return null;
}

/** A call that sends by its name, whatever makes the mail or message. */
function sends(node: Node): Effect | null {
  const calls = node.findAll({ rule: { kind: 'call' } }).map(calleeOf);
  const call = calls.find((callee) => /^(send|notify|e?mail)_\w+$|\.(send|notify|publish)$/.test(callee));
  return call === undefined ? null : { call, harm: true };
}

/** The function that `add_job` is given: by name, in a lambda or a partial, or behind the keyword. */
function given(model: Model, path: string, call: Node): Defined | null {
  const positional = argumentsOf(call).filter((node) => node.kind() !== 'keyword_argument');
  const named = keyword(call, 'func');
  for (const argument of named ? [named] : positional.slice(0, 2)) {
    if (argument.kind() === 'lambda') return { path, node: argument };
    const inner =
      argument.kind() === 'call' && /(^|\.)partial$/.test(calleeOf(argument))
        ? argumentsOf(argument)[0]
        : argument;
    const found = definitionOf(model, path, inner ?? null);
    if (found) return found;
  }
  return null;
}

/** The function under `@scheduler.scheduled_job(...)`. */
function decorated(path: string, call: Node): Defined | null {
  const holder = call.parent()?.kind() === 'decorator' ? call.parent()?.parent() : null;
  const node = holder?.kind() === 'decorated_definition' ? holder.field('definition') : null;
  return node && { path, node };
}

/** Why the scheduler cannot be left to one process: some of its jobs are for each of them. */
export function keptByEach({ own }: Jobs): Skip | null {
  const [name] = own;
  return name === undefined
    ? null
    : {
        skip: both(
          `${name}() changes the memory of its own process, so each process has to run it; the other jobs belong on a scheduler of their own`,
          `${name}() modifie la mémoire de son propre processus : chaque processus doit l'exécuter ; les autres tâches ont leur place sur un planificateur à part`,
        ),
      };
}

/** What the jobs share with requests, for the schedule. */
export function memoryOf({ memory, isMemoryOnly }: Jobs): PythonSchedule['memory'] {
  return memory && { shared: memory, isOnly: isMemoryOnly };
}

/** What some functions share with requests, of those that do what others see. */
export function memoryOfAll(
  model: Model,
  files: ReadonlySet<string>,
  functions: readonly Defined[],
): PythonSchedule['memory'] {
  const seen = functions
    .filter(({ path, node }) => effectIn(model, path, node))
    .map((one) => sharedMemory(model, files, [one]));
  const shared = seen.find((memory) => memory !== null);
  return shared ? { shared, isOnly: seen.every((memory) => memory !== null) } : null;
}
