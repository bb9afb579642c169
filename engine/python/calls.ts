import type { SgNode } from '@ast-grep/napi';
import type { Expression, Fact, Flow, Span } from '../facts.ts';
import { argumentsOf, enclosingFunction, expressionOf, spanOf } from './expression.ts';
import { flowOf } from './flow.ts';
import { classAround, conditionsOf, isUnderMain, statementOf } from './scheduler.ts';

/**
 * Calls that rules ask for, by the last name of the callee: `create_engine` is found in `sa.create_engine(...)`. A file with
 * one of these is parsed, so a name that much other code calls does not belong here.
 */
export const CALLED: readonly string[] = ['set_main_option', 'Celery', 'CryptContext'];

const NAMES = new Set(CALLED);

/** A call of one of `CALLED`. Whose function it is, its origin tells: `Model.producer`. */
export interface PythonCall {
  kind: 'python-call';
  span: Span;
  /** As it is written: `sa.create_engine`. */
  callee: string;
  /** Its last name: `create_engine`. */
  name: string;
  /** The whole call, to be followed. */
  expression: Extract<Expression, { kind: 'call' }>;
  /** The arguments, each where it stands; `**` holds hidden keywords. */
  positional: Expression[];
  keywords: Record<string, Expression>;
  /** What stands between the parentheses, with them. */
  list: Span;
  /** The name or attribute it is assigned to: `engine`, `self.engine`; null for any other use. */
  target: string | null;
  /** The statement that holds it. */
  statement: Span;
  mainOnly: boolean;
  inFunction: string | null;
  inClass: string | null;
  flow: Flow;
  /** Conditions that decide whether it runs: enclosing ifs, early returns above it. */
  conditions: Expression[];
}

/** The call as a fact, when its name is one that rules ask for. */
export function extractPythonCall(path: string, node: SgNode, callee: string, list: SgNode): Fact[] {
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  if (!NAMES.has(name)) return [];
  const expression = expressionOf(path, node);
  if (expression.kind !== 'call') return [];
  const scope = enclosingFunction(node);
  const assignment = node.parent()?.kind() === 'await' ? node.parent()?.parent() : node.parent();
  return [
    {
      kind: 'python-call',
      span: spanOf(path, node),
      callee,
      name,
      expression,
      ...argumentsOf(path, list),
      list: spanOf(path, list),
      target: assignment?.kind() === 'assignment' ? (assignment.field('left')?.text() ?? null) : null,
      statement: spanOf(path, statementOf(node)),
      mainOnly: isUnderMain(node),
      inFunction: scope?.field('name')?.text() ?? null,
      inClass: scope ? classAround(scope) : null,
      flow: flowOf(node),
      conditions: conditionsOf(path, node, scope),
    },
  ];
}
