import { parsePython } from '@unblock/codemods/python/parse';
import type { Fact, ServerCall } from '../facts.ts';
import type { Model } from '../model.ts';
import { keyword } from '../python/tree.ts';

/**
 * Whether every server of the files runs in a thread of another program, as the page that keeps a bot awake: what is deployed
 * is that program, and a server that loads the application would never start it.
 */
export function servesBeside(ground: Pick<Model, 'read'>, facts: readonly Fact[]): boolean {
  const served = new Set(facts.flatMap(({ kind, span }) => (kind === 'application' ? [span.path] : [])));
  // `bot.run()` in a file without an application is no server.
  const calls = facts.filter(
    (fact): fact is ServerCall =>
      fact.kind === 'server-call' && (fact.api !== null || served.has(fact.span.path)),
  );
  return (
    served.size > 0 &&
    [...served].every((path) => calls.some(({ span }) => span.path === path)) &&
    calls.every((call) => isInThread(call, ground))
  );
}

function isInThread({ span, inFunction }: ServerCall, ground: Pick<Model, 'read'>): boolean {
  const text = span.path.endsWith('.py') && inFunction ? (ground.read(span.path) ?? '') : '';
  if (!text.includes('Thread(')) return false;
  return parsePython(text)
    .findAll({ rule: { kind: 'call', has: { field: 'function', regex: '(^|\\.)Thread$' } } })
    .some((call) => keyword(call, 'target')?.text() === inFunction);
}
