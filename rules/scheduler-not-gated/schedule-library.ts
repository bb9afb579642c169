import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { enclosingFunction, expressionOf } from '@unblock/engine/python/expression';
import { targetOf } from '@unblock/engine/python/names';
import { conditionsOf, isUnderMain } from '@unblock/engine/python/scheduler';
import { argumentsOf, calleeOf, type Node } from '@unblock/engine/python/tree';
import { type Defined, definitionOf } from '../python-definitions.ts';
import { type Effect, effectIn } from './effects.ts';

/** Whether a call runs the due jobs of the library `schedule`: of the module, or of a scheduler made of it. */
export function runsPending(model: Model, path: string, call: Node): boolean {
  const callee = calleeOf(call);
  return /(^|\.)run_pending$/.test(callee) && isOfLibrary(model, path, call.field('function'));
}

function isOfLibrary(model: Model, path: string, callee: Node | null): boolean {
  const object = callee?.kind() === 'attribute' ? callee.field('object') : callee;
  if (!object) return false;
  const target = object.kind() === 'identifier' ? targetOf(model, path, object.text()) : null;
  if (target?.kind === 'outside') return target.module === 'schedule';
  return model.producer(expressionOf(path, object))?.module === 'schedule';
}

/** The jobs of `every(…).do(job)`, and those below `@repeat(every(…))`, in the files of a web process. */
export function plannedJobs(model: Model, files: ReadonlySet<string>): Defined[] {
  return plans(model, files).flatMap(({ job }) => job ?? []);
}

/**
 * The files that plan the jobs when they are imported, besides those that a function plans itself; null where a job is not
 * found, or planned under a condition or in another function.
 */
export function givingFiles(model: Model, files: ReadonlySet<string>, own: Defined): string[] | null {
  const found = new Set<string>();
  for (const { path, node, job } of plans(model, files)) {
    const scope = enclosingFunction(node);
    const isOwn = path === own.path && scope?.range().start.index === own.node.range().start.index;
    if (!job || isUnderMain(node) || conditionsOf(path, node, isOwn ? own.node : null).length > 0)
      return null;
    if (scope && !isOwn) return null;
    if (!isOwn) found.add(path);
  }
  return [...found];
}

/** A place that plans a job. */
interface Plan {
  path: string;
  node: Node;
  /** Null where its function is not found. */
  job: Defined | null;
}

function plans(model: Model, files: ReadonlySet<string>): Plan[] {
  return [...files].sort().flatMap((path) => {
    const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
    if (!/\bschedule\b/.test(text) || !/\.do\(|@(\w+\.)?repeat\(/.test(text)) return [];
    return plansIn(model, path, parsePython(text));
  });
}

/** What one of the jobs does that others see. */
export function plannedEffect(model: Model, jobs: readonly Defined[]): Effect | null {
  let first: Effect | null = null;
  for (const { path, node } of jobs) {
    const effect = effectIn(model, path, node);
    if (effect?.harm) return effect;
    first ??= effect;
  }
  return first;
}

function plansIn(model: Model, path: string, root: Node): Plan[] {
  const handed = root
    .findAll({ rule: { kind: 'call' } })
    .filter((call) => /\bevery\b.*\.do$/s.test(calleeOf(call)))
    .map((node) => ({ path, node, job: definitionOf(model, path, argumentsOf(node)[0] ?? null) }));
  const decorated = root.findAll({ rule: { kind: 'decorated_definition' } }).flatMap((node): Plan[] => {
    const isPlan = node
      .children()
      .some((child) => child.kind() === 'decorator' && /^@(\w+\.)?repeat\(.*\bevery\b/s.test(child.text()));
    const definition = node.field('definition');
    return isPlan && definition ? [{ path, node, job: { path, node: definition } }] : [];
  });
  return [...handed, ...decorated];
}
