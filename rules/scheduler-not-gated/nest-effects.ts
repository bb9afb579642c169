import type { SgNode } from '@ast-grep/napi';
import type { Model, ScheduledJob } from '@unblock/engine';
import { definitionOf } from '@unblock/engine/node/nest';
import { parseNode } from '@unblock/engine/node/parse';
import type { Effect } from './effects.ts';

/** How far calls of the repository's own methods are followed. */
const DEPTH = 3;
const SENDS = /^(send|notify|publish|charge|tweet|payout|refund)(?![a-z])/;
const ADDS = /^(create|createMany\w*|insert|insertOne|insertMany|insertInto|bulkCreate|increment|decrement)$/;
const CHANGES = /^(delete|remove|destroy|softDelete|update|upsert|replace|save|findOneAnd|findByIdAnd)/;
const SUMS = /["']?\$(inc|push)["']?\s*:|\b(increment|decrement)\s*:/;
const KEEPS_ONE = /\bonConflict|\borIgnore\(|\bskipDuplicates\s*:\s*true/;

/** A method of the repository: its file, the class it stands in, and its body. */
interface Method {
  path: string;
  holder: SgNode;
  body: SgNode;
}

/** What one of the handlers does that others see; one that does harm when it is done twice comes first. */
export function effectOfJobs(model: Model, jobs: readonly ScheduledJob[]): Effect | null {
  let first: Effect | null = null;
  for (const { span, className, method } of jobs) {
    const found = methodOf(model, span.path, className, method);
    const effect = found && effectIn(model, found, DEPTH);
    if (effect?.harm) return effect;
    first ??= effect;
  }
  return first;
}

function effectIn(model: Model, { path, holder, body }: Method, depth: number): Effect | null {
  let first: Effect | null = null;
  for (const call of body.findAll({ rule: { kind: 'call_expression' } })) {
    const own = depth > 0 ? calledMethod(model, path, holder, call) : null;
    const inner = own && own.body.id() !== body.id() ? effectIn(model, own, depth - 1) : null;
    const found = inner ?? effectOf(call, own !== null, isOfQueue(holder, call));
    if (found?.harm) return found;
    first ??= found;
  }
  return first;
}

/** What a call does by its name: of a method that was followed, only that it sends. */
function effectOf(call: SgNode, isFollowed: boolean, isQueue: boolean): Effect | null {
  const callee = call.field('function')?.text() ?? '';
  const name = /(\w+)(<.*>)?$/s.exec(callee)?.[1] ?? '';
  const object = callee.slice(0, -name.length);
  const given = call.field('arguments')?.text() ?? '';
  const shown = callee.replace(/\(.*\)/s, '(…)').replace(/\s+/g, '');
  const harmful = { call: shown, harm: true };
  const harmless = { call: shown, harm: false };
  if (SENDS.test(name)) return object || isFollowed ? harmful : null;
  if (isFollowed) return null;
  if (name === 'fetch' && !object) return /method\s*:\s*["'`]POST/.test(given) ? harmful : null;
  if (!object) return null;
  if ((isQueue || /queue\.$/i.test(object)) && /^add(Bulk)?$/.test(name))
    return /\bjobId\b/.test(given) ? harmless : harmful;
  if (name === 'post' && /axios|http|client/i.test(object)) return harmful;
  if (SUMS.test(given)) return harmful;
  if (ADDS.test(name) && !/^(Object|Reflect|Array)\.$/.test(object))
    return KEEPS_ONE.test(statementText(call)) ? harmless : harmful;
  return CHANGES.test(name) ? harmless : null;
}

/** The whole chain of calls that one stands in. */
function statementText(call: SgNode): string {
  const chain = call
    .ancestors()
    .findLast((up) => up.kind() === 'expression_statement' || up.kind() === 'variable_declarator');
  return (chain ?? call).text();
}

/** The method behind `this.m()` and `this.service.m()`, where the class says what `service` is. */
function calledMethod(model: Model, path: string, holder: SgNode, call: SgNode): Method | null {
  const callee = call.field('function');
  const name = callee?.kind() === 'member_expression' ? (callee.field('property')?.text() ?? '') : '';
  const object = callee?.field('object');
  if (!name || !object) return null;
  if (object.kind() === 'this') return methodIn(path, holder, name);
  if (object.kind() !== 'member_expression' || object.field('object')?.kind() !== 'this') return null;
  const type = typeOf(holder, object.field('property')?.text() ?? '');
  const defined = type ? definitionOf(model, path, type) : null;
  return defined && methodOf(model, defined.path, defined.name, name);
}

/** Whether a call is one of a field that the class declares as a `Queue`. */
function isOfQueue(holder: SgNode, call: SgNode): boolean {
  const object = call.field('function')?.field('object');
  const isField = object?.kind() === 'member_expression' && object.field('object')?.kind() === 'this';
  return isField && typeOf(holder, object.field('property')?.text() ?? '') === 'Queue';
}

/** The class that a field or a parameter of the constructor is declared with. */
function typeOf(holder: SgNode, field: string): string | null {
  const declared = holder
    .findAll({ rule: { any: [{ kind: 'required_parameter' }, { kind: 'public_field_definition' }] } })
    .find((node) => (node.field('pattern') ?? node.field('name'))?.text() === field);
  const type = declared?.field('type')?.text().replace(/^:\s*/, '') ?? '';
  return /^\w+$/.test(type) ? type : null;
}

function methodOf(model: Model, path: string, className: string, name: string): Method | null {
  const text = model.read(path);
  if (!text?.includes(className) || !text.includes(name)) return null;
  const holder = parseNode(path, text)
    .findAll({ rule: { any: [{ kind: 'class_declaration' }, { kind: 'abstract_class_declaration' }] } })
    .find((node) => node.field('name')?.text() === className);
  return holder ? methodIn(path, holder, name) : null;
}

function methodIn(path: string, holder: SgNode, name: string): Method | null {
  const method = holder
    .findAll({ rule: { kind: 'method_definition' } })
    .find((node) => node.field('name')?.text() === name);
  const body = method?.field('body');
  return body ? { path, holder, body } : null;
}
