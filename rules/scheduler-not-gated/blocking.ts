import { both, type Fix, findDependency, type Model, type Service, type Skip } from '@unblock/engine';
import { isPassedByAll } from '@unblock/engine/gate';
import { waysTo } from '@unblock/engine/python/callers';
import { expressionOf } from '@unblock/engine/python/expression';
import { conditionsOf } from '@unblock/engine/python/scheduler';
import { argumentsOf, calleeOf, keyword, type Node } from '@unblock/engine/python/tree';
import { begunBy, unlockedCalls } from '../begun-calls.ts';
import { type BegunCall, guardBegun } from '../guard-begun.ts';
import { definitionOf } from '../python-definitions.ts';
import { jobsGiven, keptByEach, memoryOf } from './jobs.ts';
import type { PythonSchedule } from './python.ts';

/** Schedulers that do not return once they run, so a web process begins them in a thread or a task. */
const LIBRARIES: readonly { method: RegExp; module: RegExp; name: RegExp; title: string }[] = [
  { method: /^(run|serve)$/, module: /^rocketry(\.|$)/, name: /^Rocketry$/, title: 'Rocketry' },
  { method: /^start$/, module: /^apscheduler(\.|$)/, name: /(^|\.)BlockingScheduler$/, title: 'APScheduler' },
  {
    method: /^(start_in_background|run_until_stopped)$/,
    module: /^apscheduler(\.|$)/,
    name: /(^|\.)(Async)?Scheduler$/,
    title: 'APScheduler',
  },
];
const BEGINS = /\b(Thread|create_task|ensure_future|start_soon)\(|\.start_in_background\(/;

/** The start of a scheduler: the method, and the object it is called on. */
interface Started {
  title: string;
  method: string;
  path: string;
  object: Node;
}

/** The schedulers that a web process begins in a thread, in a task, or in the background of its event loop. */
export function blockingSchedules(
  model: Model,
  service: Service,
  files: ReadonlySet<string>,
): PythonSchedule[] {
  const { dependencies } = service;
  const isUsed = ['apscheduler', 'rocketry'].some((name) => findDependency(dependencies, name));
  if (dependencies.complete && !isUsed) return [];
  return unlockedCalls(model, service, files, BEGINS).flatMap((begun) => {
    const started = startedBy(model, begun.path, begun.call);
    return (started && scheduleOf(model, service, files, begun, started)) ?? [];
  });
}

function scheduleOf(
  model: Model,
  service: Service,
  files: ReadonlySet<string>,
  { path, call }: BegunCall,
  { title, method, object, path: home }: Started,
): PythonSchedule | null {
  const begun = begunBy({ path, call });
  const way = waysTo(model, begun, files).find(({ conditions }) =>
    conditions.every((condition) => isPassedByAll(condition, object.text())),
  );
  if (!way) return null;
  const maker = makerOf(model, home, object);
  const jobs = jobsGiven(model, files, (other, given) => {
    const receiver = given.field('function')?.field('object');
    const made = receiver ? makerOf(model, other, receiver) : null;
    return (
      made !== null &&
      made.call.span.path === maker?.call.span.path &&
      made.call.span.start === maker.call.span.start
    );
  });
  if (jobs.own.length > 0 && jobs.own.length === jobs.count) return null;
  return {
    kind: 'library',
    span: begun.span,
    key: `${object.text()}.${method} ${begun.inFunction ?? ''}`,
    what: `${object.text()}.${method}()`,
    library: title,
    effect: jobs.effect,
    way,
    changedIn: null,
    memory: memoryOf(jobs),
    edits: () => keptByEach(jobs) ?? isStopped(service, model, object) ?? guarded(model, service, path, call),
  };
}

function guarded(model: Model, service: Service, path: string, call: Node): Fix['edits'] | Skip {
  return guardBegun({ path, call }, 'RUN_SCHEDULER', service, model);
}

/** The scheduler that a call begins: by itself, by a thread or a task, or in the function that one of those runs. */
function startedBy(model: Model, path: string, call: Node): Started | null {
  const callee = calleeOf(call);
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  if (name === 'start_in_background') return startOf(model, path, call.field('function'));
  if (!/^(Thread|create_task|ensure_future|start_soon)$/.test(name)) return null;
  const first = argumentsOf(call)[0] ?? null;
  const handed =
    name === 'Thread' ? keyword(call, 'target') : first?.kind() === 'call' ? first.field('function') : first;
  const started = startOf(model, path, handed);
  if (started) return started;
  const own = definitionOf(model, path, handed);
  if (!own) return null;
  for (const inner of own.node.findAll({ rule: { kind: 'call' } })) {
    const found = startOf(model, own.path, inner.field('function'));
    // Only what nothing in the function decides on.
    if (found && conditionsOf(own.path, inner, own.node).length === 0) return found;
  }
  return null;
}

function startOf(model: Model, path: string, method: Node | null): Started | null {
  const object = method?.kind() === 'attribute' ? method.field('object') : null;
  const name = method?.field('attribute')?.text() ?? '';
  if (!object || !LIBRARIES.some((library) => library.method.test(name))) return null;
  const maker = makerOf(model, path, object);
  const found = LIBRARIES.find(
    (library) =>
      library.method.test(name) &&
      maker !== null &&
      library.module.test(maker.module) &&
      library.name.test(maker.name),
  );
  return found ? { title: found.title, method: name, path, object } : null;
}

/** The call that made an object, also of `async with AsyncScheduler() as scheduler`. */
function makerOf(model: Model, path: string, object: Node) {
  const made = model.producer(expressionOf(path, object));
  if (made || object.kind() !== 'identifier') return made;
  const held = object
    .ancestors()
    .filter((up) => up.kind() === 'with_statement')
    .flatMap((up) => up.findAll({ rule: { kind: 'as_pattern' } }))
    .find((pattern) => pattern.field('alias')?.text() === object.text());
  const value = held?.namedChildren()[0];
  return value ? model.producer(expressionOf(path, value)) : null;
}

/** APScheduler 3 raises an error when it stops a scheduler that does not run. */
function isStopped(service: Service, model: Model, object: Node): Skip | null {
  const stop = model
    .factsOf(service, 'scheduler-shutdown')
    .find(({ receiver, guarded: isGuarded }) => receiver === object.text() && !isGuarded);
  return stop
    ? {
        skip: both(
          `\`${stop.span.path}\` stops \`${stop.receiver}\`, which is an error for a scheduler that does not run`,
          `\`${stop.span.path}\` arrête \`${stop.receiver}\`, ce qui est une erreur pour un planificateur qui ne tourne pas`,
        ),
      }
    : null;
}
