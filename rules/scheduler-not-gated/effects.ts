import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { expressionOf } from '@unblock/engine/python/expression';
import { classOf, targetOf } from '@unblock/engine/python/names';
import { argumentsOf, calleeOf, functionAround, type Node } from '@unblock/engine/python/tree';

/** How far calls of the repository's own functions are followed. */
const DEPTH = 3;
/** Calls that change a database, by their last name; `commit` of any connection or session. */
const WRITES =
  /^(commit|insert_(one|many)|update_(one|many)|replace_one|delete_(one|many)|bulk_write|find_one_and_(update|delete|replace)|bulk_create|bulk_update)$/;
const DJANGO_WRITES = /\.objects\b.*\.(create|update|delete|get_or_create|update_or_create)$/;
const SENDS = /^(send_?mail|send_(message|email|sms|notification|photo|document)s?|sendmail)$/;
const QUEUES = /^(delay|apply_async|send_task|enqueue)$/;
const REQUESTS = /(^|\.)(post|put|patch)$/;
const CHANGES = /^\s*(insert|update|delete|replace|merge)\b/i;
/** Calls that run a function handed to them. */
const RUNS =
  /(^|\.)(to_thread|run_in_executor|run_in_threadpool|run_sync|run_until_complete|gather|wait_for)$/;

/** A function of the repository: its file and its definition. */
export interface Defined {
  path: string;
  node: Node;
}

/** The first call below a node that others see: it changes a database, sends something, or asks another service to change. */
export function effectIn(model: Model, path: string, node: Node, depth = DEPTH): string | null {
  for (const call of node.findAll({ rule: { kind: 'call' } })) {
    const callee = calleeOf(call);
    const own = definitionOf(model, path, call.field('function'));
    const handed = RUNS.test(callee)
      ? argumentsOf(call).map((argument) => definitionOf(model, path, argument))
      : [];
    for (const found of [own, ...handed]) {
      const inner =
        found && depth > 0 && found.node.id() !== node.id()
          ? effectIn(model, found.path, found.node, depth - 1)
          : null;
      if (inner) return inner;
    }
    if (!own && isEffect(model, path, call, callee)) return callee;
  }
  return null;
}

function isEffect(model: Model, path: string, call: Node, callee: string): boolean {
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  if (!callee.includes('.')) return name === 'send_mail' && isFrom(model, path, name, /^django\.core\.mail/);
  if (WRITES.test(name) || SENDS.test(name) || QUEUES.test(name) || DJANGO_WRITES.test(callee)) return true;
  if (name === 'execute' || name === 'executemany') {
    const statement = argumentsOf(call)[0]
      ?.find({ rule: { kind: 'string_content' } })
      ?.text();
    return CHANGES.test(statement ?? '');
  }
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

/** The function of the repository that an expression names: `f`, `module.f`, `self.f`; null for any other. */
export function definitionOf(model: Model, path: string, expression: Node | null): Defined | null {
  if (expression?.kind() === 'identifier') {
    for (let scope = functionAround(expression); scope; scope = functionAround(scope)) {
      const inner = definedIn(scope.field('body'), expression.text());
      if (inner) return { path, node: inner };
    }
    const target = targetOf(model, path, expression.text());
    return target?.kind === 'definition' ? topLevel(model, target.path, target.name) : null;
  }
  if (expression?.kind() !== 'attribute') return null;
  const object = expression.field('object');
  const name = expression.field('attribute')?.text() ?? '';
  if (object?.kind() !== 'identifier') return null;
  if (object.text() === 'self') {
    const around = expression.ancestors().find((up) => up.kind() === 'class_definition');
    const method = around ? definedIn(around.field('body'), name) : null;
    return method && { path, node: method };
  }
  const target = targetOf(model, path, object.text());
  if (target?.kind === 'module') return topLevel(model, target.path, name);
  // A class, or an object that one of the repository's classes makes.
  const made = classOf(model, expressionOf(path, object)) ?? target;
  return made?.kind === 'definition' ? methodOf(model, made.path, made.name, name) : null;
}

function methodOf(model: Model, path: string, className: string, name: string): Defined | null {
  const text = model.read(path);
  const found =
    text && mayDefine(text, name)
      ? treeOf(text)
          .findAll({ rule: { kind: 'class_definition' } })
          .find((node) => node.field('name')?.text() === className)
      : undefined;
  const node = definedIn(found?.field('body') ?? null, name);
  return node && { path, node };
}

function topLevel(model: Model, path: string, name: string): Defined | null {
  const text = model.read(path);
  const node = text && mayDefine(text, name) ? definedIn(treeOf(text), name) : null;
  return node && { path, node };
}

function mayDefine(text: string, name: string): boolean {
  return new RegExp(`\\bdef\\s+${escaped(name)}(?!\\w)`).test(text);
}

/** Functions of one file are asked for one after the other: its tree is kept until another one's is wanted. */
let last: { text: string; tree: Node } | null = null;

function treeOf(text: string): Node {
  if (last?.text !== text) last = { text, tree: parsePython(text) };
  return last.tree;
}

/** A function by its name among the statements of a block, decorated or not. */
function definedIn(block: Node | null, name: string): Node | null {
  for (const statement of block?.namedChildren() ?? []) {
    const definition =
      statement.kind() === 'decorated_definition' ? statement.field('definition') : statement;
    if (definition?.kind() === 'function_definition' && definition.field('name')?.text() === name)
      return definition;
  }
  return null;
}
