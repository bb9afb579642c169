import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import type { Begun } from '@unblock/engine/python/callers';
import { enclosingFunction, spanOf } from '@unblock/engine/python/expression';
import { classAround, conditionsOf, LOCK, placeOf } from '@unblock/engine/python/scheduler';
import { type BegunCall, startingCall } from './guard-begun.ts';

/** The calls in the web files of a service whose text has a hint, those of files that take a lock left out. */
export function unlockedCalls(
  model: Model,
  service: Service,
  files: ReadonlySet<string>,
  hint: RegExp,
): BegunCall[] {
  return service.files.flatMap((path) => {
    const text = files.has(path) ? (model.read(path) ?? '') : '';
    if (!hint.test(text) || LOCK.test(text)) return [];
    return parsePython(text)
      .findAll({ rule: { kind: 'call' } })
      .map((call) => ({ path, call }));
  });
}

/** A call as what begins something: its place, and what decides whether it does. */
export function begunBy({ path, call }: BegunCall): Begun {
  const scope = enclosingFunction(call);
  return {
    span: spanOf(path, call),
    place: placeOf(call, scope),
    inFunction: scope?.field('name')?.text() ?? null,
    inClass: scope ? classAround(scope) : null,
    conditions: conditionsOf(path, startingCall(call), scope),
  };
}
