import type { SgNode } from '@ast-grep/napi';
import { escaped } from '../escaped.ts';
import type { EnvironmentNeed, Expression } from '../facts.ts';
import { needWithout } from '../need.ts';
import { calleeOf, expressionOf, named } from './expression.ts';

/** Around a read, these only change the form of its value. */
const WRAPPERS = new Set(['parenthesized_expression', 'as_expression', 'satisfies_expression']);
const CONVERSION = /^(Number|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat|String|JSON\.parse)$/;
const ASSERTION = /^(assert|assert\.ok|invariant|tiny[Ii]nvariant|console\.assert)$/;
/** Operators that ask about a value and do not use it. */
const ASKS = new Set(['===', '==', '!==', '!=']);

/** What happens to a read of the environment where it stands: what stands in for it, and whether it can be missing. */
export function needOf(path: string, node: SgNode): { need: EnvironmentNeed; fallback: Expression | null } {
  const value = outermost(node);
  const parent = value.parent();
  const alternative = alternativeTo(value, parent);
  const fallback = alternative ? expressionOf(path, alternative) : null;
  if (isDemanded(node, value, parent)) return { need: 'required', fallback };
  const target = parent?.kind() === 'variable_declarator' ? (parent.field('name')?.text() ?? null) : null;
  if (fallback === null && (isAsked(value, parent) || isGuarded(node))) return { need: 'optional', fallback };
  const given = needWithout(fallback);
  const isChecked = target !== null && given !== 'defaulted' && isCheckedAfter(node, target);
  if (isChecked) return { need: 'required', fallback };
  return {
    need: given === 'no-default' && target && isComparedAfter(node, target) ? 'optional' : given,
    fallback,
  };
}

/** Whether the statements behind a declaration stop the process when a name has no value. */
export function isCheckedAfter(node: SgNode, name: string): boolean {
  let statement = node;
  for (let up = node.parent(); up && !/^(program|statement_block)$/.test(String(up.kind())); up = up.parent())
    statement = up;
  return statement.nextAll().some((next) => next.kind() === 'if_statement' && stopsWithout(next, name));
}

/** `const mode = process.env.MODE; if (mode === 'on')`: a switch, in two steps. */
function isComparedAfter(node: SgNode, name: string): boolean {
  const block = node.ancestors().find((up) => /^(program|statement_block)$/.test(String(up.kind())));
  return (block?.findAll({ rule: { kind: 'binary_expression' } }) ?? []).some(
    (test) =>
      ASKS.has(test.field('operator')?.text() ?? '') &&
      test.field('left')?.text() === name &&
      /^(string|number|true|false)$/.test(String(test.field('right')?.kind())),
  );
}

function outermost(node: SgNode): SgNode {
  let value = node;
  for (let parent = value.parent(); parent; parent = value.parent()) {
    const kind = String(parent.kind());
    const isInner =
      WRAPPERS.has(kind) ||
      (kind === 'unary_expression' && parent.field('operator')?.text() === '+') ||
      (kind === 'member_expression' && parent.field('object')?.id() === value.id()) ||
      (kind === 'call_expression' && calleeOf(parent)?.id() === value.id());
    if (isInner) {
      value = parent;
      continue;
    }
    const call = kind === 'arguments' ? parent.parent() : null;
    if (!call || named(parent)[0]?.id() !== value.id() || !CONVERSION.test(calleeOf(call)?.text() ?? ''))
      return value;
    value = call;
  }
  return value;
}

function alternativeTo(value: SgNode, parent: SgNode | null): SgNode | null {
  if (parent?.kind() !== 'binary_expression' || parent.field('left')?.id() !== value.id()) return null;
  return /^(\?\?|\|\|)$/.test(parent.field('operator')?.text() ?? '') ? parent.field('right') : null;
}

function isDemanded(node: SgNode, value: SgNode, parent: SgNode | null): boolean {
  if (node.parent()?.kind() === 'non_null_expression') return true;
  const call = parent?.kind() === 'arguments' ? parent.parent() : null;
  if (
    call &&
    ASSERTION.test(calleeOf(call)?.text() ?? '') &&
    named(call.field('arguments') ?? call)[0]?.id() === value.id()
  )
    return true;
  const choice = node.ancestors().find((up) => up.kind() === 'if_statement');
  return (
    choice !== undefined && isInside(node, choice.field('condition')) && stopsWithout(choice, node.text())
  );
}

/** Compared with a literal, negated or tested: the code knows what to do without it. */
function isAsked(value: SgNode, parent: SgNode | null): boolean {
  switch (parent?.kind()) {
    case 'binary_expression': {
      const operator = parent.field('operator')?.text() ?? '';
      const left = parent.field('left');
      const other = left?.id() === value.id() ? parent.field('right') : left;
      if (ASKS.has(operator))
        return /^(string|number|true|false|null|undefined)$/.test(String(other?.kind()));
      return operator === '&&' && left?.id() === value.id();
    }
    case 'unary_expression':
      return parent.field('operator')?.text() === '!';
    case 'ternary_expression':
      return parent.field('condition')?.id() === value.id();
    case 'arguments':
      return calleeOf(parent.parent() ?? parent)?.text() === 'Boolean';
    default:
      return parent?.kind() === 'if_statement';
  }
}

/** Read under a condition that reads it too. */
function isGuarded(node: SgNode): boolean {
  const text = node.text();
  return node.ancestors().some((up) => {
    const isAnd = up.kind() === 'binary_expression' && up.field('operator')?.text() === '&&';
    const isChoice = up.kind() === 'if_statement' || up.kind() === 'ternary_expression';
    const condition = isAnd ? up.field('left') : isChoice ? up.field('condition') : null;
    return condition ? mentions(condition.text(), text) : false;
  });
}

function stopsWithout(choice: SgNode, name: string): boolean {
  const condition = choice.field('condition')?.text() ?? '';
  const word = escaped(name);
  const asksForNone = new RegExp(
    `!\\s*\\(*${word}(?![\\w$.])|(?<![\\w$.])${word}\\s*===?\\s*(undefined|null|''|"")`,
  );
  const body = choice.field('consequence');
  return (
    asksForNone.test(condition) &&
    body != null &&
    (body.kind() === 'throw_statement' ||
      body.find({ rule: { kind: 'throw_statement' } }) !== null ||
      /\bprocess\.exit\(/.test(body.text()))
  );
}

function mentions(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && !/[\w$]/.test(text[at + name.length] ?? '');
}

/** Whether a node is a part of another one. */
export function isInside(node: SgNode, around: SgNode | null): boolean {
  if (!around) return false;
  const [inner, outer] = [node.range(), around.range()];
  return outer.start.index <= inner.start.index && inner.end.index <= outer.end.index;
}
