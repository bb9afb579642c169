import type { Model } from '@unblock/engine';
import { targetOf } from '@unblock/engine/python/names';
import { argumentsOf, calleeOf, functionAround, type Node } from '@unblock/engine/python/tree';
import { definitionOf } from '../python-definitions.ts';

/** How far calls of the repository's own functions are followed. */
const DEPTH = 3;
/** Calls that change a database, by their last name; `commit` of any connection or session. */
const WRITES =
  /^(commit|insert_(one|many)|update_(one|many)|replace_one|delete_(one|many)|bulk_write|find_one_and_(update|delete|replace)|bulk_create|bulk_update)$/;
const DJANGO_WRITES = /\.objects\b.*\.(create|update|delete|get_or_create|update_or_create)$/;
/** Those that add something each time. */
const ADDS = /^(insert_(one|many)|bulk_create)$/;
const SENDS = /^(send_?mail|send_(message|email|sms|notification|photo|document)s?|sendmail)$/;
const QUEUES = /^(delay|apply_async|send_task|enqueue)$/;
const REQUESTS = /(^|\.)(post|put|patch)$/;
const CHANGES = /^\s*(insert|update|delete|replace|merge)\b/i;
/** SQL that does more each time: a row that nothing keeps from coming twice, a sum. */
const ADDS_BY_SQL =
  /^\s*insert\b(?!\s+or\b)(?!.*\bon\s+(conflict|duplicate)\b)|^\s*update\b.*?(\w+)\s*=\s*\2\s*[-+]/is;
/** What a function does to objects before it commits: new ones, sums. */
const NEW_OBJECTS = /\.(add|add_all|bulk_save_objects)\(|\binsert\(|\.\w+\s*[-+]=/;
/** Calls that run a function handed to them. */
const RUNS =
  /(^|\.)(to_thread|run_in_executor|run_in_threadpool|run_sync|run_until_complete|gather|wait_for)$/;

/** What a job does that others see. */
export interface Effect {
  /** The call, as it is written. */
  call: string;
  /** Done twice, it does more than done once: something is sent, added or summed up. */
  harm: boolean;
}

/**
 * A call below a node that others see: it changes a database, sends something, or asks another service to change. One that
 * does harm when it is done twice comes first.
 */
export function effectIn(model: Model, path: string, node: Node, depth = DEPTH): Effect | null {
  const known = EFFECTS.get(model) ?? new Map<string, Effect | null>();
  EFFECTS.set(model, known);
  const { start, end } = node.range();
  const key = `${path}:${start.index}:${end.index}:${depth}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const effect = searched(model, path, node, depth);
  known.set(key, effect);
  return effect;
}

/** Helpers that call helpers are looked into once: each of them may be called from many places. */
const EFFECTS = new WeakMap<Model, Map<string, Effect | null>>();

function searched(model: Model, path: string, node: Node, depth: number): Effect | null {
  let first: Effect | null = null;
  for (const call of node.findAll({ rule: { kind: 'call' } })) {
    const found = effectOf(model, path, call, node, depth);
    if (found?.harm) return found;
    first ??= found;
  }
  return first;
}

function effectOf(model: Model, path: string, call: Node, node: Node, depth: number): Effect | null {
  const callee = calleeOf(call);
  const own = definitionOf(model, path, call.field('function'));
  const handed = RUNS.test(callee)
    ? argumentsOf(call).map((argument) => definitionOf(model, path, argument))
    : [];
  let first: Effect | null = null;
  for (const found of [own, ...handed]) {
    const inner =
      found && depth > 0 && found.node.id() !== node.id()
        ? effectIn(model, found.path, found.node, depth - 1)
        : null;
    if (inner?.harm) return inner;
    first ??= inner;
  }
  if (first || own || !isEffect(model, path, call, callee)) return first;
  return { call: callee, harm: doesMoreEachTime(call, callee) };
}

/** Whether a call that others see does more when it is done twice. */
function doesMoreEachTime(call: Node, callee: string): boolean {
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  const given = call.field('arguments')?.text() ?? '';
  if (SENDS.test(name) || QUEUES.test(name) || ADDS.test(name)) return true;
  if (name === 'create' || name === 'post' || name === 'patch') return true;
  if (name === 'commit') return NEW_OBJECTS.test(functionAround(call)?.text() ?? '');
  if (name === 'execute' || name === 'executemany') return ADDS_BY_SQL.test(statementIn(call));
  return /["']\$(inc|push)["']|\bF\(["']\w+["']\)\s*[-+]/.test(given);
}

/** The SQL that a call is given in place. */
function statementIn(call: Node): string {
  return (
    argumentsOf(call)[0]
      ?.find({ rule: { kind: 'string_content' } })
      ?.text() ?? ''
  );
}

function isEffect(model: Model, path: string, call: Node, callee: string): boolean {
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  if (!callee.includes('.')) return name === 'send_mail' && isFrom(model, path, name, /^django\.core\.mail/);
  if (WRITES.test(name) || SENDS.test(name) || QUEUES.test(name) || DJANGO_WRITES.test(callee)) return true;
  if (name === 'execute' || name === 'executemany') return CHANGES.test(statementIn(call));
  if (!REQUESTS.test(callee)) return false;
  const root = callee.split('.')[0] ?? '';
  return (
    isFrom(model, path, root, /^(requests|httpx|aiohttp)(\.|$)/) ||
    (/(^|_)(client|session|http)$/.test(root) && /\b(httpx|aiohttp|requests)\b/.test(model.read(path) ?? ''))
  );
}

function isFrom(model: Model, path: string, name: string, module: RegExp): boolean {
  const target = targetOf(model, path, name);
  return target?.kind === 'outside' && module.test(target.module);
}
