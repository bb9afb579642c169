import type { SgNode } from '@ast-grep/napi';
import type { ItemList } from '../list.ts';
import { isTrivia, spanOf } from './parse.ts';

/** The items among the nodes of a comma-separated list, without brackets, commas and comments. */
export function itemsOf(nodes: readonly SgNode[]): SgNode[] {
  const marks = [',', '(', ')'];
  return nodes.filter((node) => !marks.includes(String(node.kind())) && !isTrivia(node));
}

/** The layout of a list whose nodes are given, brackets included where it has them. */
export function itemListOf(nodes: readonly SgNode[], open: number, unit: string): ItemList {
  const spans = (kind: string) => nodes.filter((node) => node.kind() === kind).map(spanOf);
  return { items: itemsOf(nodes).map(spanOf), commas: spans(','), comments: spans('comment'), open, unit };
}
