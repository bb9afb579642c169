import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { expressionOf } from '@unblock/engine/python/expression';
import { classOf, targetOf } from '@unblock/engine/python/names';
import { functionAround, type Node } from '@unblock/engine/python/tree';

/** A function of the repository: its file and its definition. */
export interface Defined {
  path: string;
  node: Node;
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
