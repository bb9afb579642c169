import type { Model } from '@unblock/engine';
import { callersOf, type Site, type Started } from '@unblock/engine/python/at-start';
import { isSilent } from '@unblock/engine/python/caught';
import type { Node } from '@unblock/engine/python/tree';

/** Whether a caller of the function around a place does more with its result than to log it. */
export function isHeeded(model: Model, started: Started, site: Site): boolean {
  return callersOf(model, started, site).some(({ node }) => {
    const call = callAround(node);
    return call === null || !isUnused(call);
  });
}

/** The call whose result the caller gets: of the function, or of what runs it in a thread. */
function callAround(node: Node): Node | null {
  const call = node.ancestors().find((up) => up.kind() === 'call');
  const waits = call?.parent();
  return (waits?.kind() === 'await' ? waits : call) ?? null;
}

function isUnused(value: Node): boolean {
  const parent = value.parent();
  if (parent?.kind() === 'expression_statement' || isLoggedTest(value)) return true;
  const name = parent?.kind() === 'assignment' ? parent.field('left') : null;
  if (name?.kind() !== 'identifier') return false;
  const root = value.ancestors().at(-1);
  const uses = root?.findAll({ rule: { kind: 'identifier', regex: `^${name.text()}$` } }) ?? [];
  return uses.every((use) => use.id() === name.id() || isLoggedTest(use) || isLogged(use));
}

/** The condition of an `if` whose branches only log. */
function isLoggedTest(value: Node): boolean {
  const parent = value.parent();
  const test = parent?.kind() === 'not_operator' ? parent : value;
  const statement = test.parent();
  if (statement?.kind() !== 'if_statement' || statement.field('condition')?.id() !== test.id()) return false;
  const branches = statement
    .namedChildren()
    .flatMap((child) => (child.kind() === 'block' ? child : child.namedChildren()))
    .filter((child) => child.kind() === 'block');
  const isPlain = statement.namedChildren().every((child) => child.kind() !== 'elif_clause');
  return isPlain && branches.every((branch) => branch.namedChildren().every(isIdle));
}

function isIdle(statement: Node): boolean {
  return statement.kind() === 'comment' || (statement.kind() !== 'return_statement' && isSilent(statement));
}

function isLogged(use: Node): boolean {
  const statement = use.ancestors().find((up) => up.kind() === 'expression_statement');
  return statement !== undefined && isSilent(statement);
}
