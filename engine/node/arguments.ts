import type { SgNode } from '@ast-grep/napi';
import type { Expression } from '../facts.ts';
import { expressionOf, named } from './expression.ts';

let isAsked = false;

/** Follows parameters to what their functions are given, for as long as `read` runs: that takes a look at the whole file. */
export function withArguments<T>(read: () => T): T {
  isAsked = true;
  try {
    return read();
  } finally {
    isAsked = false;
  }
}

/**
 * What a parameter is given by the one call of its function, or its default where no call gives it anything. Null where the
 * function has no name, other files may call it, or it is handed on.
 */
export function argumentFor(path: string, scope: SgNode, name: string): Expression | null {
  if (!isAsked) return null;
  const holder = scope.kind() === 'function_declaration' ? scope : scope.parent();
  const isNamed = holder && /^(function_declaration|variable_declarator)$/.test(String(holder.kind()));
  const callee = isNamed ? holder.field('name')?.text() : undefined;
  const parameters = named(scope.field('parameters') ?? scope);
  const index = parameters.findIndex((parameter) => nameOf(parameter) === name);
  const parameter = parameters[index];
  if (!callee || !parameter || isAssigned(scope, name)) return null;
  const uses = scope
    .getRoot()
    .root()
    .findAll({ rule: { any: [{ kind: 'identifier' }, { kind: 'shorthand_property_identifier' }] } })
    .filter((node) => node.text() === callee && node.parent()?.id() !== holder?.id());
  const calls = uses.map((use) => use.parent());
  if (calls.some((call) => call?.kind() !== 'call_expression') || isExported(holder)) return null;
  const lists = calls.map((call) => named(call?.field('arguments') ?? scope));
  if (lists.length === 0 || lists.some((list) => list.some((entry) => entry.kind() === 'spread_element')))
    return null;
  const values = lists.map((list) => list[index] ?? parameter.field('value') ?? parameter.field('right'));
  const [value] = values;
  const isOne = value && (values.length === 1 || values.every((other) => other?.id() === value.id()));
  return isOne ? expressionOf(path, value) : null;
}

/** `port`, `port: number`, `port = 3000`; null for a pattern. */
function nameOf(parameter: SgNode): string | null {
  const inner = parameter.field('pattern') ?? parameter.field('left') ?? parameter;
  return inner.kind() === 'identifier' ? inner.text() : null;
}

function isAssigned(scope: SgNode, name: string): boolean {
  return scope
    .findAll({ rule: { kind: 'assignment_expression' } })
    .some((node) => node.field('left')?.text() === name);
}

function isExported(holder: SgNode | null): boolean {
  return holder?.ancestors().some((up) => up.kind() === 'export_statement') ?? true;
}
