import type { SgNode } from '@ast-grep/napi';
import { named } from './expression.ts';
import { flowOf } from './flow.ts';
import { isUnderMain } from './scheduler.ts';

/** Constructs that decide whether, or how often, what stands in them runs; and a `try`, which may catch what it raises. */
const DECIDING =
  /^(try_statement|for_statement|while_statement|with_statement|list_comprehension|set_comprehension|dictionary_comprehension|generator_expression|lambda)$/;

/** Whether loading a file runs a node: at module level or in the body of a class, under no condition. */
export function runsAtLoad(node: SgNode): boolean {
  const { conditional, within } = flowOf(node);
  if (conditional || within.length > 0 || isUnderMain(node)) return false;
  return !node
    .ancestors()
    .some((up) => up.kind() === 'function_definition' || DECIDING.test(String(up.kind())));
}

/**
 * Whether the code certainly fails where a read gives nothing: it is used at once as something that `None` is not, or a
 * check right behind it stops for this reason alone.
 */
export function failsOnNone(node: SgNode): boolean {
  const parent = node.parent();
  if (parent?.kind() === 'attribute' && parent.parent()?.kind() === 'call') return true;
  if (parent?.kind() === 'assert_statement') return named(parent)[0]?.id() === node.id();
  const call = parent?.kind() === 'argument_list' ? parent.parent() : null;
  if (call && /^(int|float|json\.loads|Path|pathlib\.Path)$/.test(call.field('function')?.text() ?? ''))
    return true;
  const name = parent?.kind() === 'assignment' ? parent.field('left')?.text() : undefined;
  const statement = parent?.parent();
  return name !== undefined && statement?.nextAll().some((next) => stopsFor(next, name)) === true;
}

/** `if not X: raise …`, `if X is None or Y is None: sys.exit(1)`, `if not all([X, Y]): raise …`, `assert X`. */
function stopsFor(statement: SgNode, name: string): boolean {
  if (statement.kind() === 'assert_statement') return named(statement)[0]?.text() === name;
  if (statement.kind() !== 'if_statement') return false;
  const condition = (statement.field('condition')?.text() ?? '').replace(/\s+/g, ' ');
  const all = /^not all\( ?[[(] ?([\w, ]+?),? ?[\])] ?\)$/.exec(condition)?.[1];
  const names = all
    ? all.split(/, ?/)
    : condition
        .split(' or ')
        .map((part) => /^(?:not (\w+)|(\w+) is None)$/.exec(part)?.slice(1).join('') ?? '');
  if (!names.includes(name) || names.includes('')) return false;
  const body = statement.field('consequence');
  return (body ? named(body) : []).some(
    (line) =>
      line.kind() === 'raise_statement' || /^(sys\.exit|os\._exit|exit|quit)\((?!0?\))/.test(line.text()),
  );
}
