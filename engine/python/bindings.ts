import type { SgNode } from '@ast-grep/napi';
import { bounded } from '../bounded.ts';
import type { Expression } from '../facts.ts';
import { enclosingFunction, expressionOf, named, spanOf } from './expression.ts';

/** Values grow with every name they lead through, and names may lead in a circle: a few steps are followed. */
const LONGEST_CHAIN = 6;

const followed = bounded(
  LONGEST_CHAIN,
  (_path: string, _value: SgNode): Expression | null => null,
  (path, value) => expressionOf(path, value),
);

/**
 * What a name is bound to inside the functions around it: the value of its single assignment there. Unknown when it is a
 * parameter, or assigned more than once; null when the functions do not bind it.
 */
export function localBinding(path: string, node: SgNode): Expression | null {
  const name = node.text();
  for (let scope = enclosingFunction(node); scope; scope = enclosingFunction(scope)) {
    const unknown: Expression = { span: spanOf(path, scope), kind: 'unknown' };
    const parameters = scope.field('parameters');
    if (parameters && named(parameters).some((parameter) => parameterName(parameter) === name))
      return unknown;
    const assignments = scope.findAll(BINDERS).filter((entry) => binds(entry, name));
    if (assignments.length === 0) continue;
    const only = assignments.length === 1 ? assignments[0] : null;
    const value =
      only?.kind() === 'assignment' && only.field('left')?.text() === name ? only.field('right') : null;
    const isOwn = value !== null && !contains(value, node);
    return isOwn ? (followed(path, value) ?? unknown) : unknown;
  }
  return null;
}

const BINDERS = {
  rule: {
    any: ['assignment', 'augmented_assignment', 'for_statement', 'as_pattern_target'].map((kind) => ({
      kind,
    })),
  },
};

/** Whether a node of one of the kinds above gives a name a value. */
function binds(node: SgNode, name: string): boolean {
  if (node.kind() === 'as_pattern_target') return node.text() === name;
  const target = node.field('left')?.text() ?? '';
  if (node.kind() === 'augmented_assignment') return target === name;
  // `self.name = …` and `names["name"] = …` bind no name.
  if (node.kind() === 'assignment' && !/^[\p{L}\p{N}_\s,()]+$/u.test(target)) return false;
  return target.split(/[^\p{L}\p{N}_]+/u).includes(name);
}

function parameterName(parameter: SgNode): string {
  if (parameter.kind() === 'identifier') return parameter.text();
  return (parameter.field('name') ?? named(parameter)[0])?.text() ?? '';
}

function contains(outer: SgNode, inner: SgNode): boolean {
  const [a, b] = [outer.range(), inner.range()];
  return a.start.index <= b.start.index && b.end.index <= a.end.index;
}
