import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { expressionOf } from '@unblock/engine/python/expression';
import { targetOf } from '@unblock/engine/python/names';
import { argumentsOf, calleeOf, type Node } from '@unblock/engine/python/tree';
import { definitionOf } from '../python-definitions.ts';
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

/** What a job of `every(…).do(job)`, or below `@repeat(every(…))`, does that others see, in the files of a web process. */
export function plannedEffect(model: Model, files: ReadonlySet<string>): Effect | null {
  let first: Effect | null = null;
  for (const path of [...files].sort()) {
    const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
    if (!/\bschedule\b/.test(text) || !/\.do\(|@(\w+\.)?repeat\(/.test(text)) continue;
    for (const job of plannedJobs(model, path, parsePython(text))) {
      const effect = effectIn(model, job.path, job.node);
      if (effect?.harm) return effect;
      first ??= effect;
    }
  }
  return first;
}

function plannedJobs(model: Model, path: string, root: Node) {
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
