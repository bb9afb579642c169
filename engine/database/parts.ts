import type { Node } from '../python/tree.ts';

/** The parts from which an expression takes its value as they are; null where it is a name, a member or a call. */
export function partsOf(node: Node): Node[] | null {
  const present = (nodes: readonly (Node | null | undefined)[]) => nodes.filter((inner) => !!inner);
  switch (node.kind()) {
    case 'string':
      return present(
        node
          .children()
          .filter((child) => child.kind() === 'interpolation')
          .map((child) => child.field('expression') ?? child.namedChildren()[0]),
      );
    case 'none':
    case 'false':
      return [];
    case 'concatenated_string':
    case 'binary_operator':
      return node.namedChildren();
    case 'parenthesized_expression':
    case 'await':
      return node.namedChildren().slice(0, 1);
    case 'boolean_operator':
      return present([node.field('left'), node.field('right')]);
    case 'conditional_expression':
      return present([node.namedChildren()[0], node.namedChildren()[2]]);
    default:
      return null;
  }
}

/** What is written in a string, between what it takes in. */
export function textsOf(string: Node, parts: readonly Node[]): string[] {
  if (parts.length === 0) return [string.text().replace(/^\w*("""|'''|["'])|["']+$/g, '')];
  return string
    .children()
    .filter((child) => child.kind() === 'string_content')
    .map((child) => child.text());
}
