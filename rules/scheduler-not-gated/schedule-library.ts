import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { expressionOf } from '@unblock/engine/python/expression';
import { targetOf } from '@unblock/engine/python/names';
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
  return [...files].sort().flatMap((path) => {
    const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
    if (!/\bschedule\b/.test(text) || !/\.do\(|@(\w+\.)?repeat\(/.test(text)) return [];
    return plannedIn(model, path, parsePython(text));
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

function plannedIn(model: Model, path: string, root: Node): Defined[] {
  const handed = root.findAll({ rule: { kind: 'call' } }).flatMap((call) => {
    const isPlan = /\bevery\b.*\.do$/s.test(calleeOf(call));
    return (isPlan && definitionOf(model, path, argumentsOf(call)[0] ?? null)) || [];
  });
  const decorated = root.findAll({ rule: { kind: 'decorated_definition' } }).flatMap((node) => {
    const isPlan = node
      .children()
      .some((child) => child.kind() === 'decorator' && /^@(\w+\.)?repeat\(.*\bevery\b/s.test(child.text()));
    const definition = node.field('definition');
    return isPlan && definition ? [{ path, node: definition }] : [];
  });
  return [...handed, ...decorated];
}
