import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, SchedulerStart } from '@unblock/engine';
import { type SchedulerObject, schedulerOf } from '@unblock/engine/python/apscheduler';
import { waysTo } from '@unblock/engine/python/callers';
import { enclosingFunction, expressionOf, spanOf } from '@unblock/engine/python/expression';
import { classAround, placeOf } from '@unblock/engine/python/scheduler';
import { calleeOf, type Node } from '@unblock/engine/python/tree';

const CHANGES = /\.(add_job|remove_job|modify_job|reschedule_job|pause_job|resume_job)$/;

/**
 * The file in which a web process changes the jobs of a scheduler while it serves requests; null where it does not. A
 * scheduler in another process would not learn of it, and one that is not started keeps such jobs in memory.
 */
export function changedLater(
  model: Model,
  files: ReadonlySet<string>,
  start: SchedulerStart,
  object: SchedulerObject,
): string | null {
  for (const path of [...files].sort()) {
    const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
    if (!/\.(add|remove|modify|reschedule|pause|resume)_job\(/.test(text)) continue;
    const calls = parsePython(text)
      .findAll({ rule: { kind: 'call' } })
      .filter((call) => CHANGES.test(calleeOf(call)) && isOf(model, path, call, start, object));
    if (calls.some((call) => !isAtStart(model, path, call, files))) return path;
  }
  return null;
}

/** Whether a call is one of a scheduler's methods. */
export function isOf(
  model: Model,
  path: string,
  call: Node,
  start: SchedulerStart,
  object: SchedulerObject,
): boolean {
  const receiver = call.field('function')?.field('object');
  if (!receiver) return false;
  if (path === start.span.path && receiver.text() === start.receiver) return true;
  const made = schedulerOf(model, expressionOf(path, receiver));
  return made?.span.path === object.span.path && made.span.start === object.span.start;
}

/** Whether a call runs when the process starts: at import, in a start-up hook, in a function that one of these calls. */
function isAtStart(model: Model, path: string, call: Node, files: ReadonlySet<string>): boolean {
  const scope = enclosingFunction(call);
  const place = placeOf(call, scope);
  if (place !== 'function') return true;
  const begun = {
    span: spanOf(path, call),
    place,
    inFunction: scope?.field('name')?.text() ?? null,
    inClass: scope ? classAround(scope) : null,
    conditions: [],
  };
  return waysTo(model, begun, files).length > 0;
}

/** Whether a call gives a scheduler a job, by a method or as a decorator. */
export function givesJob(call: Node): boolean {
  return /\.(add_job|scheduled_job)$/.test(calleeOf(call));
}
