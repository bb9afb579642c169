import type { SgNode } from '@ast-grep/napi';
import type { ClassField, ClassSummary, Expression } from '../facts.ts';
import { enclosingFunction, expressionOf, named, spanOf } from './expression.ts';

/** What a function gives: its one return value, or the expression of an arrow function. Null for anything else. */
export function returnedBy(path: string, node: SgNode): Expression | null {
  if (!/^(function_declaration|function_expression|arrow_function)$/.test(String(node.kind()))) return null;
  const body = node.field('body');
  if (!body) return null;
  if (body.kind() !== 'statement_block') return expressionOf(path, body);
  const returns = body
    .findAll({ rule: { kind: 'return_statement' } })
    .filter((statement) => enclosingFunction(statement)?.id() === node.id());
  const value = returns.length === 1 && returns[0] ? named(returns[0])[0] : undefined;
  return value ? expressionOf(path, value) : null;
}

/** The members of an enum that are given a value. */
export function enumOf(path: string, node: SgNode): Expression {
  const properties: Record<string, Expression> = {};
  for (const member of named(node.field('body') ?? node)) {
    const [name, value] = [member.field('name'), member.field('value')];
    if (member.kind() === 'enum_assignment' && name && value)
      properties[name.text().replace(/^['"]|['"]$/g, '')] = expressionOf(path, value);
  }
  return { span: spanOf(path, node), kind: 'object', properties };
}

/** A class with the fields that are given a value once: where they are declared, by a getter, or in the constructor. */
export function classOf(path: string, node: SgNode): ClassSummary | null {
  const name = node.field('name')?.text();
  const body = node.field('body');
  if (!name || !body) return null;
  const methods: string[] = [];
  const fields: Record<string, ClassField> = {};
  const add = (key: string, part: SgNode, fallback: Expression | null) => {
    fields[key] = { span: spanOf(path, part), fallback, alias: null };
  };
  for (const part of named(body)) {
    const key = (part.field('name') ?? part.field('property'))?.text();
    if (!key) continue;
    if (part.kind() === 'method_definition') {
      const value = part.children().some((child) => child.kind() === 'get') ? getterOf(path, part) : null;
      if (value) add(key, part, value);
      else methods.push(key);
    } else if (/^(public_)?field_definition$/.test(String(part.kind()))) {
      const value = part.field('value');
      add(key, part, value ? expressionOf(path, value) : null);
    }
  }
  for (const [key, given] of assigned(body)) {
    const [only] = given;
    const isOnce = only && given.length === 1 && !fields[key]?.fallback;
    const isAtStart = only && enclosingFunction(only)?.field('name')?.text() === 'constructor';
    const value = isOnce && isAtStart ? only.field('right') : null;
    add(key, body, value ? expressionOf(path, value) : { span: spanOf(path, body), kind: 'unknown' });
  }
  const heritage = named(node).find((child) => child.kind() === 'class_heritage');
  const base = /^extends\s+([\w$.]+)/.exec(heritage?.text() ?? '')?.[1];
  return {
    name,
    span: spanOf(path, node),
    bases: base ? [base] : [],
    envPrefix: '',
    nestedDelimiter: '',
    methods,
    fields,
    attributes: {},
    readers: {},
  };
}

function getterOf(path: string, method: SgNode): Expression | null {
  const body = method.field('body');
  const returns = body?.findAll({ rule: { kind: 'return_statement' } }) ?? [];
  const value = returns.length === 1 && returns[0] ? named(returns[0])[0] : undefined;
  return value ? expressionOf(path, value) : null;
}

/** `this.port = …`, by name. */
function assigned(body: SgNode): Map<string, SgNode[]> {
  const found = new Map<string, SgNode[]>();
  for (const node of body.findAll({ rule: { kind: 'assignment_expression' } })) {
    const left = node.field('left');
    const key = left?.field('object')?.kind() === 'this' ? left.field('property')?.text() : undefined;
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), node]);
  }
  return found;
}
