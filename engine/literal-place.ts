import type { SgNode } from '@ast-grep/napi';
import { nodeAt, parsePython, spanOf } from '@unblock/codemods/python/parse';
import type { Span } from './facts.ts';
import type { Model } from './model.ts';
import { parseNode } from './node/parse.ts';
import type { Value } from './value.ts';

/** What gives a value a name, by the kind of its node: the field that holds the name. */
const VARIABLES: Readonly<Record<string, string>> = {
  assignment: 'left',
  named_expression: 'name',
  default_parameter: 'name',
  typed_default_parameter: 'name',
  variable_declarator: 'name',
  assignment_expression: 'left',
  assignment_pattern: 'left',
  object_assignment_pattern: 'left',
  required_parameter: 'pattern',
};
const MEMBERS: Readonly<Record<string, string>> = {
  keyword_argument: 'name',
  pair: 'key',
  public_field_definition: 'name',
  field_definition: 'property',
};
const NAMES = [
  'identifier',
  'property_identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
];
/** Calls whose arguments are text for people. */
const TOLD = /^print$|^console\.\w+$|^(click|typer)\.echo$|(^|\.)_?(log|logger|logging)\.\w+$/i;
/** Calls that only make text of their argument. */
const TEXT = /^(str|String)$|\.format$/;
const ANY_VALUE = /^:?\s*(number|string|any|unknown)$/;

/**
 * Where a literal may be replaced that the expression at `use` stands for: its declaration, where the use is the only one
 * that depends on it, else the use itself. Text for people does not count: it then stays true.
 */
export function literalPlace(value: Value, use: Span, model: Model): Span {
  const { declared } = value;
  if (declared.path !== use.path) return use;
  if (declared.start >= use.start && declared.end <= use.end) return declared;
  const text = model.read(use.path) ?? '';
  const root = use.path.endsWith('.py') ? parsePython(text) : parseNode(use.path, text);
  const binding = bindingOf(nodeAt(root, declared));
  if (!binding) return use;
  const isSole =
    !hasNarrowType(binding.node) &&
    !isUsedElsewhere(binding, [use, ...serverArguments(use.path, model)]) &&
    !(binding.scope.id() === root.id() && isImported(binding.name, use.path, model));
  return isSole ? declared : use;
}

interface Binding {
  name: string;
  node: SgNode;
  nameNode: SgNode;
  /** A name of its own, not that of a member. */
  isVariable: boolean;
  /** The function, or the file, in which the name holds. */
  scope: SgNode;
}

function bindingOf(literal: SgNode): Binding | null {
  for (const node of literal.ancestors()) {
    const kind = String(node.kind());
    const field = VARIABLES[kind] ?? MEMBERS[kind];
    const nameNode = field ? node.field(field) : null;
    if (!nameNode) continue;
    const isClassField = node.ancestors().find(isScope)?.kind() === 'class_definition';
    const isVariable = kind in VARIABLES && !isClassField && NAMES.includes(String(nameNode.kind()));
    const around = isVariable ? node.ancestors().find(isFunction) : undefined;
    // `self.port = 8000`, `"port": 8000`: the last word is the member's name.
    const name = /(\w+)\W*$/.exec(nameNode.text())?.[1] ?? '';
    return { name, node, nameNode, isVariable, scope: around ?? node.getRoot().root() };
  }
  return null;
}

function isFunction(node: SgNode): boolean {
  return /^(function_|generator_function|arrow_function|method_definition|lambda)/.test(String(node.kind()));
}

function isScope(node: SgNode): boolean {
  return isFunction(node) || node.kind() === 'class_definition';
}

/** A type that only some values have: another one would not fit. */
function hasNarrowType(binding: SgNode): boolean {
  const type = binding.field('type')?.text();
  if (type === undefined) return false;
  return type.startsWith(':') ? !ANY_VALUE.test(type) : type.includes('Literal');
}

function isUsedElsewhere({ name, nameNode, isVariable, scope }: Binding, uses: readonly Span[]): boolean {
  const nameSpan = spanOf(nameNode);
  const isInside = (node: SgNode, span: { start: number; end: number }) =>
    spanOf(node).start >= span.start && spanOf(node).end <= span.end;
  return scope
    .findAll({ rule: { regex: `^${name}$` } })
    .some(
      (node) =>
        NAMES.includes(String(node.kind())) &&
        !isInside(node, nameSpan) &&
        !uses.some((use) => isInside(node, use)) &&
        isMember(node) !== isVariable &&
        !isKey(node) &&
        !isTold(node),
    );
}

/** What the file's server calls are given: a constant that they share changes for all of them. */
function serverArguments(path: string, model: Model): Span[] {
  const facts = model.facts(path)?.facts ?? [];
  return facts.flatMap((fact) =>
    fact.kind === 'server-call'
      ? [fact.host, fact.port, fact.debug].flatMap((argument) => argument?.span ?? [])
      : [],
  );
}

/** `x.name`, `{ name } = x`. */
function isMember(node: SgNode): boolean {
  const parent = node.parent();
  if (parent?.kind() === 'attribute') return parent.field('attribute')?.id() === node.id();
  return /^(property_identifier|shorthand_property_identifier_pattern)$/.test(String(node.kind()));
}

/** The name that a value is given, which uses nothing. */
function isKey(node: SgNode): boolean {
  const parent = node.parent();
  const field = MEMBERS[String(parent?.kind())];
  return field !== undefined && parent?.field(field)?.id() === node.id();
}

function isTold(node: SgNode): boolean {
  const calls = node.ancestors().filter((parent) => /^call(_expression)?$/.test(String(parent.kind())));
  const callee = calls.map((call) => call.field('function')?.text() ?? '').find((text) => !TEXT.test(text));
  return callee !== undefined && TOLD.test(callee);
}

/** Whether another file that imports this one has the name in its text. */
function isImported(name: string, path: string, model: Model): boolean {
  return model.services
    .flatMap(({ files }) => files)
    .some(
      (file) =>
        file !== path &&
        model.read(file)?.includes(name) === true &&
        model.imports(file)?.imports.some(({ module }) => model.locate(file, module) === path) === true,
    );
}
