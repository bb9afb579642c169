import type { SgNode } from '@ast-grep/napi';
import { escaped } from '../escaped.ts';
import type { EnvironmentNeed, Expression } from '../facts.ts';
import { needWithout } from '../need.ts';
import { expressionOf, named } from './expression.ts';

const CONVERSION = /^(int|float|str|bool|json\.loads|Path|pathlib\.Path)$/;
const LITERAL = /^(string|integer|float|true|false|none|tuple|list|set)$/;

/** What happens to a read of the environment where it stands: what stands in for it, and whether it can be missing. */
export function needOf(
  path: string,
  node: SgNode,
  own: Expression | null,
): { need: EnvironmentNeed; fallback: Expression | null } {
  const value = outermost(node);
  const parent = value.parent();
  const isFirst = parent?.kind() === 'boolean_operator' && parent.field('left')?.id() === value.id();
  const right = isFirst && parent.field('operator')?.text() === 'or' ? parent.field('right') : null;
  const fallback = right ? expressionOf(path, right) : own;
  const given = needWithout(fallback);
  if (given === 'defaulted') return { need: given, fallback };
  if (isDemanded(node, parent)) return { need: 'required', fallback };
  if (isAsked(value, parent) || isGuarded(node)) return { need: 'optional', fallback };
  const holder = right ? parent : value;
  const assignment = holder?.parent();
  const target = assignment?.kind() === 'assignment' ? assignment.field('left')?.text() : undefined;
  return { need: (target && afterwards(assignment, target)) || given, fallback };
}

/** A key that is not there raises, unless that is caught and answered. */
export function needOfKey(node: SgNode): EnvironmentNeed {
  const caught = node
    .ancestors()
    .find((up) => up.kind() === 'try_statement' || up.kind() === 'function_definition');
  const body = caught?.kind() === 'try_statement' ? caught.field('body') : null;
  if (!caught || !node.ancestors().some((up) => up.id() === body?.id())) return 'required';
  const handlers = named(caught).filter(
    (part) =>
      part.kind() === 'except_clause' &&
      /^except\s*(:|\(?.*\b(KeyError|LookupError|Exception)\b)/.test(part.text()),
  );
  const answers = handlers.some((part) => part.find({ rule: { kind: 'raise_statement' } }) === null);
  return answers ? 'no-default' : 'required';
}

function outermost(node: SgNode): SgNode {
  let value = node;
  for (let parent = value.parent(); parent; parent = value.parent()) {
    const kind = String(parent.kind());
    const isInner =
      kind === 'parenthesized_expression' ||
      (kind === 'attribute' && parent.field('object')?.id() === value.id()) ||
      (kind === 'call' && parent.field('function')?.id() === value.id());
    const call = kind === 'argument_list' ? parent.parent() : null;
    const isConverted = call && CONVERSION.test(call.field('function')?.text() ?? '');
    if (!isInner && !isConverted) return value;
    value = isConverted ? call : parent;
  }
  return value;
}

function isDemanded(node: SgNode, parent: SgNode | null): boolean {
  if (parent?.kind() === 'assert_statement') return true;
  const choice = node.ancestors().find((up) => up.kind() === 'if_statement');
  return choice !== undefined && stopsWithout(choice, node.text());
}

/** Compared with a literal, negated or tested: the code knows what to do without it. */
function isAsked(value: SgNode, parent: SgNode | null): boolean {
  switch (parent?.kind()) {
    case 'comparison_operator':
      return named(parent).every((part) => part.id() === value.id() || LITERAL.test(String(part.kind())));
    case 'not_operator':
      return true;
    case 'boolean_operator':
      return parent.field('operator')?.text() === 'and' && parent.field('left')?.id() === value.id();
    case 'if_statement':
    case 'elif_clause':
      return true;
    case 'conditional_expression':
      return named(parent)[1]?.id() === value.id();
    case 'named_expression':
      return /^(if_statement|elif_clause)$/.test(String(outermost(parent).parent()?.kind()));
    default:
      return value.kind() === 'call' && value.field('function')?.text() === 'bool';
  }
}

/** Read under a condition that reads it too. */
function isGuarded(node: SgNode): boolean {
  const text = node.text();
  return node.ancestors().some((up) => {
    const condition =
      up.kind() === 'conditional_expression'
        ? named(up)[1]
        : up.kind() === 'if_statement'
          ? up.field('condition')
          : null;
    return condition?.text().includes(text) ?? false;
  });
}

/** What the statements behind an assignment do where the name has no value. */
function afterwards(assignment: SgNode | null | undefined, name: string): EnvironmentNeed | null {
  for (const next of assignment?.parent()?.nextAll() ?? []) {
    if (next.kind() === 'assert_statement' && named(next)[0]?.text() === name) return 'required';
    if (next.kind() !== 'if_statement' || !asksForNone(next, name)) continue;
    if (stopsWithout(next, name)) return 'required';
    const body = next.field('consequence')?.text() ?? '';
    if (new RegExp(`(^|\\n)\\s*${escaped(name)}\\s*=[^=]`).test(body)) return 'defaulted';
  }
  return null;
}

function stopsWithout(choice: SgNode, name: string): boolean {
  const body = choice.field('consequence');
  return (
    asksForNone(choice, name) &&
    body != null &&
    (body.find({ rule: { kind: 'raise_statement' } }) !== null ||
      /\b(sys\.exit|os\._exit|exit|quit)\(/.test(body.text()))
  );
}

/** `if not X`, `if not all([X, Y])`, `if X is None`, `if X == ""`. */
function asksForNone(choice: SgNode, name: string): boolean {
  const condition = choice.field('condition')?.text() ?? '';
  const word = `(?<![\\w.])${escaped(name)}(?![\\w.(])`;
  return (
    new RegExp(`${word}\\s*(is\\s+None|==\\s*(""|''))`).test(condition) ||
    (new RegExp(word).test(condition) &&
      /\bnot\b/.test(condition) &&
      !/\b(is\s+not|not\s+in)\b/.test(condition))
  );
}
