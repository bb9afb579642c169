import type { parsePython } from '@unblock/codemods/python/parse';

export type Node = ReturnType<typeof parsePython>;

/** The text of what a call calls: `context.configure`. */
export function calleeOf(call: Node): string {
  return call.field('function')?.text() ?? '';
}

/** The arguments of a call, keywords as `keyword_argument` nodes. */
export function argumentsOf(call: Node): Node[] {
  const list = call.field('arguments');
  const isList = list?.kind() === 'argument_list';
  return isList ? list.namedChildren().filter((node) => node.kind() !== 'comment') : [];
}

/** The value of a keyword argument of a call. */
export function keyword(call: Node, name: string): Node | null {
  const found = argumentsOf(call).find(
    (node) => node.kind() === 'keyword_argument' && node.field('name')?.text() === name,
  );
  return found?.field('value') ?? null;
}

/** What a name may stand for where it is used: what its function assigns to it, else what the module does. */
export function valuesOf(root: Node, name: Node): Node[] {
  const all = root
    .findAll({ rule: { kind: 'assignment' } })
    .filter((assignment) => assignment.field('left')?.text() === name.text());
  const scope = functionAround(name);
  const own = all.filter((assignment) => functionAround(assignment)?.id() === scope?.id());
  const seen = own.length > 0 ? own : all.filter((assignment) => functionAround(assignment) === null);
  return seen.flatMap((assignment) => {
    const value = assignment.field('right');
    // `url = url.replace(...)` says nothing new of where the value comes from.
    const isOwnChange = value?.find({ rule: { kind: 'identifier', regex: `^${name.text()}$` } });
    return value && !isOwnChange ? [value] : [];
  });
}

/** The function a node stands in; null at module level. */
export function functionAround(node: Node): Node | null {
  return node.ancestors().find((ancestor) => ancestor.kind() === 'function_definition') ?? null;
}

/** The statement of the module's top level that holds a node. */
export function topStatement(node: Node): Node {
  return [node, ...node.ancestors()].at(-2) ?? node;
}

export function spanOf(node: Node): { start: number; end: number } {
  const range = node.range();
  return { start: range.start.index, end: range.end.index };
}
