import type { SgNode } from '@ast-grep/napi';
import type { Expression, Fact, SchedulerShutdown, SchedulerStart } from '../facts.ts';
import { enclosingFunction, expressionOf, named, spanOf } from './expression.ts';

/** A file that takes a lock, or a port as one. */
export const LOCK =
  /\b(flock|lockf|LOCK_EX|FileLock|portalocker|InterProcessLock|pg_try_advisory_lock)\b|\b(?:\w+_)?lock\w*\(|\.acquire\(|\.bind\(\(/;

/** `scheduler.start()` and what stops it again. Whether the object is a scheduler is for its origin to tell. */
export function extractSchedulers(path: string, root: SgNode): Fact[] {
  const text = root.text();
  if (!text.includes('cheduler')) return [];
  const known = text.includes('apscheduler');
  // A file that takes a lock, or a port as one, may let a single process start it: that is not followed.
  const lock: Expression[] = LOCK.test(text) ? [{ span: spanOf(path, root), kind: 'unknown' }] : [];
  return root
    .findAll({ rule: { kind: 'attribute', has: { field: 'attribute', regex: '^(start|shutdown)$' } } })
    .flatMap((node): Fact[] => {
      const object = node.field('object');
      if (!object || !(known || /sched/i.test(object.text()))) return [];
      const parent = node.parent();
      const call = parent?.kind() === 'call' && parent.field('function')?.id() === node.id() ? parent : null;
      const origin = originOf(path, object);
      if (node.field('attribute')?.text() === 'shutdown')
        return [shutdownOf(path, node, call, object, origin)];
      // In a lambda it starts at a time that is not told here.
      const isLater = node.ancestors().some((up) => up.kind() === 'lambda');
      if (!call || isLater) return [];
      const start = startOf(path, call, object, origin);
      return [{ ...start, conditions: [...start.conditions, ...lock] }];
    });
}

function startOf(path: string, call: SgNode, object: SgNode, origin: Expression): SchedulerStart {
  const scope = enclosingFunction(call);
  return {
    kind: 'scheduler-start',
    span: spanOf(path, call),
    library: 'apscheduler',
    receiver: object.text(),
    origin,
    place: placeOf(call, scope),
    inFunction: scope?.field('name')?.text() ?? null,
    inClass: scope ? classAround(scope) : null,
    statement: spanOf(path, statementOf(call)),
    conditions: conditionsOf(path, call, scope),
  };
}

function shutdownOf(
  path: string,
  node: SgNode,
  call: SgNode | null,
  object: SgNode,
  origin: Expression,
): SchedulerShutdown {
  const statement = statementOf(node);
  const awaited = call?.parent()?.kind() === 'await' ? call.parent() : call;
  return {
    kind: 'scheduler-shutdown',
    span: spanOf(path, call ?? node),
    receiver: object.text(),
    origin,
    statement: spanOf(path, statement),
    deferred: awaited?.parent()?.id() !== statement.id() || statement.kind() !== 'expression_statement',
    guarded: node
      .ancestors()
      .some(
        (up) =>
          up.kind() === 'if_statement' && /\.(running|state)\b/.test(up.field('condition')?.text() ?? ''),
      ),
  };
}

/** An attribute is what its one assignment makes it: that in the same class for `self.x`, in the file for `app.state.x`. */
function originOf(path: string, object: SgNode): Expression {
  if (object.kind() !== 'attribute') return expressionOf(path, object);
  const text = object.text();
  const around = object.ancestors();
  const scope = text.startsWith('self.')
    ? around.find((up) => up.kind() === 'class_definition')
    : around.at(-1);
  const values = (scope?.findAll({ rule: { kind: 'assignment' } }) ?? [])
    .filter((assignment) => assignment.field('left')?.text() === text)
    .map((assignment) => assignment.field('right'))
    .filter((value) => value !== null && value.kind() !== 'none');
  const [value] = values;
  return value && values.length === 1 ? expressionOf(path, value) : expressionOf(path, object);
}

/** Name of the class a method stands in, null for a plain function. */
export function classAround(scope: SgNode): string | null {
  const holder = scope.parent()?.kind() === 'decorated_definition' ? scope.parent() : scope;
  const body = holder?.parent();
  const around = body?.kind() === 'block' ? body.parent() : null;
  return around?.kind() === 'class_definition' ? (around.field('name')?.text() ?? null) : null;
}

const STARTUP_DECORATOR =
  /on_event\(\s*['"]startup|before_serving|before_first_request|before_app_first_request|listener\(['"](before|after)_server_start/;
const FACTORY = /^(create_app|make_app|build_app|get_app|create_application)$/;

/** Where a statement runs, as far as its own file tells. */
export function placeOf(node: SgNode, scope: SgNode | null): SchedulerStart['place'] {
  if (isUnderMain(node)) return 'main';
  if (!scope) return 'import';
  const name = scope.field('name')?.text() ?? '';
  const holder = scope.parent();
  const decorators = holder?.kind() === 'decorated_definition' ? holder.children() : [];
  if (decorators.some((child) => child.kind() === 'decorator' && STARTUP_DECORATOR.test(child.text())))
    return 'startup';
  if (name === 'lifespan') return 'lifespan';
  if (FACTORY.test(name) || (name === 'ready' && isDjangoConfig(scope))) return 'startup';
  return 'function';
}

function isDjangoConfig(scope: SgNode): boolean {
  const around = scope.ancestors().find((up) => up.kind() === 'class_definition');
  return /AppConfig/.test(around?.field('superclasses')?.text() ?? '');
}

/** The conditions of the ifs around a node, and of the early returns above it in its function. */
export function conditionsOf(path: string, node: SgNode, scope: SgNode | null): Expression[] {
  const conditions: Expression[] = [];
  let inner = node;
  for (const up of node.ancestors()) {
    const kind = String(up.kind());
    const condition =
      kind === 'if_statement' || kind === 'elif_clause' || kind === 'while_statement'
        ? up.field('condition')
        : kind === 'match_statement'
          ? up.field('subject')
          : kind === 'boolean_operator' || kind === 'conditional_expression'
            ? up
            : null;
    if (condition && condition.id() !== inner.id()) conditions.push(expressionOf(path, condition));
    inner = up;
  }
  const body = scope?.field('body');
  for (const statement of body ? named(body) : []) {
    if (statement.range().end.index > node.range().start.index) break;
    const condition = statement.kind() === 'if_statement' ? statement.field('condition') : null;
    const block = statement.field('consequence');
    if (condition && block && named(block).some((line) => line.kind() === 'return_statement'))
      conditions.push(expressionOf(path, condition));
  }
  return conditions;
}

export function statementOf(node: SgNode): SgNode {
  let statement = node;
  for (let up = node.parent(); up && up.kind() !== 'block' && up.kind() !== 'module'; up = up.parent())
    statement = up;
  return statement;
}

export function isUnderMain(node: SgNode): boolean {
  return node
    .ancestors()
    .some((up) => up.kind() === 'if_statement' && /__name__/.test(up.field('condition')?.text() ?? ''));
}
