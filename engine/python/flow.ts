import type { SgNode } from '@ast-grep/napi';
import type { Flow } from '../facts.ts';
import { named } from './expression.ts';

const MAIN_GUARD = /^\(?\s*(__name__\s*==\s*(['"])__main__\2|(['"])__main__\3\s*==\s*__name__)\s*\)?$/;
const EXIT = /^(sys\.exit|exit|quit|os\._exit)$/;

/** Whether a Python statement always runs when its file does, and which functions have to be called for it. */
export function flowOf(node: SgNode): Flow {
  const flow: Flow = { conditional: false, within: [] };
  let inner = node;
  for (const up of node.ancestors()) {
    flow.conditional ||= isBranch(up, inner) || mayEndBefore(up, inner);
    const name = up.kind() === 'function_definition' ? (up.field('name')?.text() ?? '') : '';
    // `__init__` and its like are called by no name of their own.
    if (name && !/^__\w+__$/.test(name)) flow.within.push(name);
    inner = up;
  }
  return flow;
}

function isBranch(up: SgNode, inner: SgNode): boolean {
  switch (up.kind()) {
    case 'if_statement':
      if (up.field('condition')?.id() === inner.id()) return false;
      return !isMainGuard(up) || up.field('consequence')?.id() !== inner.id();
    case 'boolean_operator':
      return up.field('left')?.id() !== inner.id();
    case 'conditional_expression':
    case 'match_statement':
    case 'except_clause':
    case 'except_group_clause':
    case 'lambda':
      return true;
    default:
      return false;
  }
}

function isMainGuard(statement: SgNode): boolean {
  return MAIN_GUARD.test(statement.field('condition')?.text() ?? '');
}

/** A branch above it in the same block that leaves: what follows runs only otherwise. */
function mayEndBefore(block: SgNode, inner: SgNode): boolean {
  if (block.kind() !== 'block' && block.kind() !== 'module') return false;
  const text = block.getRoot().root().text();
  if (last.text !== text) last = { text, ends: new Map() };
  const { start, end } = block.range();
  const place = `${start.index}-${end.index}`;
  const first = last.ends.get(place) ?? firstEnd(block);
  last.ends.set(place, first);
  return first < inner.range().start.index;
}

/** Where the blocks of the text that was asked about last may end first: a settings file asks for every line. */
let last: { text: string; ends: Map<string, number> } = { text: '', ends: new Map() };

/** Where the first branch of a block stands that leaves it; infinite without one. */
function firstEnd(block: SgNode): number {
  const leaving = named(block).find(
    (statement) =>
      statement.kind() === 'if_statement' && exitsOf(statement).some((exit) => !isCheck(statement, exit)),
  );
  return leaving?.range().start.index ?? Number.POSITIVE_INFINITY;
}

function exitsOf(statement: SgNode): SgNode[] {
  const kinds = ['return_statement', 'raise_statement', 'call'].map((kind) => ({ kind }));
  return statement
    .findAll({ rule: { any: kinds } })
    .filter((node) => node.kind() !== 'call' || EXIT.test(node.field('function')?.text() ?? ''))
    .filter((node) => {
      const scope = node
        .ancestors()
        .find((up) => up.kind() === 'function_definition' || up.id() === statement.id());
      return scope?.id() === statement.id();
    });
}

/** `if not API_KEY: raise ValueError(…)`: where it leaves, nothing is deployed. */
function isCheck(statement: SgNode, exit: SgNode): boolean {
  const condition = statement.field('condition');
  const text = condition?.text() ?? '';
  const asksForMissing = condition?.kind() === 'not_operator' || /\bis None$/.test(text);
  const isFailure =
    exit.kind() === 'raise_statement'
      ? !/^raise SystemExit(\(0?\))?$/.test(exit.text())
      : exit.kind() === 'call' && !/\(0?\)$/.test(exit.text());
  return asksForMissing && isFailure && !/debug|dev|local|test/i.test(text);
}
