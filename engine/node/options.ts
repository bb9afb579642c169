import { named } from './expression.ts';
import type { parseNode } from './parse.ts';

export type Node = ReturnType<typeof parseNode>;

/** The value of a property of an object literal; null where it is not written there, or a spread may hide it. */
export function propertyOf(object: Node | null | undefined, name: string): Node | null {
  const pairs = (object?.children() ?? []).filter((child) => child.kind() === 'pair');
  const pair = pairs.find((child) => child.field('key')?.text().replace(/['"]/g, '') === name);
  return pair?.field('value') ?? null;
}

/** Whether an object literal has a property of that name, in whatever notation, or may have it by a spread. */
export function mayHave(object: Node, name: string): boolean {
  return object.children().some((child) => {
    const key = child.field('key') ?? child.field('name') ?? child;
    return child.kind() === 'spread_element' || key.text().replace(/['"]/g, '') === name;
  });
}

/** A node itself, or the value of the constant of its file that it names; null where another value may stand there. */
export function constantOf(node: Node | null | undefined, root: Node, depth = 0): Node | null {
  if (!node || depth > 6) return null;
  if (/^(as_expression|satisfies_expression|parenthesized_expression)$/.test(String(node.kind())))
    return constantOf(named(node)[0], root, depth + 1);
  if (node.kind() !== 'identifier') return node;
  const declared = root
    .findAll({ rule: { kind: 'variable_declarator' } })
    .filter((entry) => entry.field('name')?.text() === node.text());
  const [only, other] = declared;
  const isConstant = only && !other && only.parent()?.children()[0]?.text() === 'const';
  return isConstant ? constantOf(only.field('value'), root, depth + 1) : null;
}

const PRODUCTION =
  /^(process\.env\.NODE_ENV|process\.env\[['"]NODE_ENV['"]\]|\w+\.get\(['"]env['"]\))\s*===?\s*['"`]production['"`]$/;

/** Whether an expression holds in a process whose NODE_ENV is `production`, or is not known to be; null where it is not told. */
export function holdsIn(isProduction: boolean, node: Node | null, root: Node): boolean | null {
  const value = constantOf(node, root);
  if (!value) return null;
  if (value.kind() === 'true') return true;
  if (value.kind() === 'false') return false;
  if (PRODUCTION.test(value.text())) return isProduction ? true : null;
  if (value.kind() !== 'ternary_expression') return null;
  const condition = holdsIn(isProduction, value.field('condition'), root);
  return condition === null
    ? null
    : holdsIn(isProduction, value.field(condition ? 'consequence' : 'alternative'), root);
}
