import type { SgNode } from '@ast-grep/napi';
import { bounded } from '../bounded.ts';
import { escaped } from '../escaped.ts';
import type { Expression } from '../facts.ts';
import { argumentFor } from './arguments.ts';
import { enclosingFunction, expressionOf, hide, isEnvironment, named, spanOf } from './expression.ts';

/** What a name is bound to in the functions around it; null when none of them binds it, unknown when that cannot be told. */
export function localBinding(path: string, node: SgNode): Expression | null {
  const name = node.text();
  for (let scope = enclosingFunction(node); scope; scope = enclosingFunction(scope)) {
    const unknown: Expression = { span: spanOf(path, scope), kind: 'unknown' };
    const parameters = scope.field('parameters') ?? scope.field('parameter');
    if (parameters && namesIn(parameters).includes(name)) return given(path, scope, name) ?? unknown;
    const declarations = scope.findAll(DECLARATORS).filter((declarator) => {
      const target = declarator.field('name');
      return target !== null && namesIn(target).includes(name);
    });
    const declaration = declarations[0];
    if (!declaration) continue;
    if (declarations.length > 1) return unknown;
    return followed(path, declaration, name) ?? unknown;
  }
  return null;
}

/** Values grow with every name they lead through, and names may lead in a circle: a few steps are followed. */
const LONGEST_CHAIN = 6;

const followed = bounded(
  LONGEST_CHAIN,
  (_path: string, _declaration: SgNode, _name: string): Expression | null => null,
  (path, declaration, name) => declared(path, declaration, name),
);

const given = bounded(
  LONGEST_CHAIN,
  (_path: string, _scope: SgNode, _name: string): Expression | null => null,
  (path, scope, name) => argumentFor(path, scope, name),
);

const DECLARATORS = { rule: { kind: 'variable_declarator' } };

const NAME = /(?<![\p{L}\p{N}_$]\.?)[\p{L}\p{N}_$]+/gu;

/** The names in a parameter list or pattern, those of types and defaults among them; no properties. */
function namesIn(node: SgNode): string[] {
  return node.text().match(NAME) ?? [];
}

/** The value a declarator gives to a name: `const a = x`, `const { a = 1 } = process.env`; null when it cannot be followed. */
export function declared(
  path: string,
  declaration: SgNode,
  name: string,
  file = surroundingsOf(declaration),
): Expression | null {
  const target = declaration.field('name');
  const value = declaration.field('value');
  if (!target || !value) return null;
  const span = spanOf(path, declaration);
  const keyword = declaration.parent()?.children()[0]?.text();
  if (keyword === 'let' || keyword === 'var') {
    if (file.assigned().has(name)) return null;
  }
  if (target.kind() === 'identifier') return withoutAssigned(expressionOf(path, value), name, file);
  if (target.kind() !== 'object_pattern') return null;
  for (const entry of named(target)) {
    const shorthand = entry.kind() === 'shorthand_property_identifier_pattern' ? entry.text() : null;
    const withDefault = entry.kind() === 'object_assignment_pattern';
    const key = shorthand ?? (withDefault ? entry.field('left')?.text() : entry.field('key')?.text()) ?? '';
    const local = entry.kind() === 'pair_pattern' ? entry.field('value')?.text() : key;
    if (local !== name) continue;
    const given = withDefault ? entry.field('right') : null;
    const fallback = given ? expressionOf(path, given) : null;
    if (isEnvironment(value.text())) return { span, kind: 'env', name: key, fallback, required: false };
    const member: Expression = { span, kind: 'member', object: expressionOf(path, value), property: key };
    return fallback ? { span, kind: 'either', first: member, second: fallback } : member;
  }
  return null;
}

/** What a declaration needs to know of its file; each is computed once, for a file can hold thousands of declarations. */
export interface Surroundings {
  root: SgNode;
  text: string;
  /** Names that are given another value somewhere in the file. */
  assigned(): ReadonlySet<string>;
}

/** The surroundings of a node, for one question; whoever asks for many declarations keeps them. */
export function surroundingsOf(node: SgNode): Surroundings {
  const root = node.ancestors().at(-1) ?? node;
  let names: Set<string> | null = null;
  const assigned = () => {
    names ??= new Set(
      root
        .findAll({ rule: { kind: 'assignment_expression' } })
        .map((found) => found.field('left')?.text() ?? ''),
    );
    return names;
  };
  return { root, text: root.text(), assigned };
}

/** An object without the members that its file gives another value: `config.host = …`. */
function withoutAssigned(value: Expression, name: string, { root, text }: Surroundings): Expression {
  if (value.kind !== 'object') return value;
  const use = new RegExp(
    `(?<![\\w$.])${escaped(name)}\\s*(\\.\\s*\\w+|\\[[^\\]]*\\])\\s*([-+*/|&?]*=)(?![=>])|Object\\.assign\\(\\s*${escaped(name)}\\b`,
  );
  if (!use.test(text)) return value;
  const properties = { ...value.properties };
  const kinds = ['assignment_expression', 'augmented_assignment_expression', 'call_expression'];
  for (const node of root.findAll({ rule: { any: kinds.map((kind) => ({ kind })) } })) {
    const unknown: Expression = { span: value.span, kind: 'unknown' };
    if (node.kind() === 'call_expression') {
      const isMerged = node.field('function')?.text() === 'Object.assign';
      if (isMerged && named(node.field('arguments') ?? node)[0]?.text() === name)
        hide(properties, value.span);
      continue;
    }
    const left = node.field('left');
    if (left?.field('object')?.text() !== name) continue;
    const index = left.field('index');
    const key = index?.kind() === 'string' ? index.text().slice(1, -1) : left.field('property')?.text();
    if (key === undefined) {
      hide(properties, value.span);
      continue;
    }
    const right = node.kind() === 'assignment_expression' ? node.field('right') : null;
    // Given once, by a statement of the file itself, it is the member's value.
    const isFirst = !Object.hasOwn(properties, key) && node.parent()?.parent()?.id() === root.id();
    properties[key] = right && isFirst ? expressionOf(value.span.path, right) : unknown;
  }
  return { ...value, properties };
}
