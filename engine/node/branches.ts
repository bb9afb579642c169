import type { SgNode } from '@ast-grep/napi';

const BRANCH = /^(if_statement|ternary_expression|switch_case)$/;
const OPERATOR = /^(if_statement|ternary_expression|switch_case|binary_expression)$/;

/**
 * Whether a node stands below an `if`, a ternary or a case: it holds in one environment and not in another; which, is not told.
 *
 * @param operators whether `&&` and `||` in front of it count as well.
 */
export function isInBranch(node: SgNode, operators: boolean): boolean {
  const kinds = operators ? OPERATOR : BRANCH;
  return node.ancestors().some((up) => kinds.test(String(up.kind())));
}
