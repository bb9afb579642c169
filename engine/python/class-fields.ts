import type { SgNode } from '@ast-grep/napi';
import type { ClassField, ClassSummary, Expression } from '../facts.ts';
import { expressionOf, named, spanOf } from './expression.ts';
import { readerOf } from './readers.ts';

type FieldValue = Pick<ClassField, 'fallback' | 'alias' | 'others'>;

/** Name, bases and fields of a class; for a pydantic settings class also its `env_prefix`. */
export function summarizeClass(path: string, statement: SgNode): ClassSummary {
  const name = statement.field('name')?.text() ?? '';
  const superclasses = statement.field('superclasses');
  const body = statement.field('body');
  const found: ClassSummary = {
    name,
    span: spanOf(path, statement),
    bases: superclasses
      ? named(superclasses)
          .filter((base) => base.kind() !== 'keyword_argument')
          .map((base) => base.text())
      : [],
    envPrefix: '',
    methods: [],
    fields: {},
  };
  for (const line of body ? named(body) : []) {
    const definition = line.kind() === 'decorated_definition' ? line.field('definition') : line;
    if (definition?.kind() === 'function_definition') addMethod(path, definition, decoratorsOf(line), found);
    const assignment = line.kind() === 'expression_statement' ? named(line)[0] : null;
    if (assignment?.kind() === 'assignment') addField(path, assignment, found);
  }
  for (const line of body ? named(body) : [])
    if (line.kind() === 'class_definition' && line.field('name')?.text() === 'Config')
      configure(path, line.field('body'), found);
  const changed = body ? changedByMethods(body) : [];
  for (const { name, assignment } of changed) {
    const field = Object.hasOwn(found.fields, name) ? found.fields[name] : undefined;
    if (field) field.fallback = { span: field.span, kind: 'unknown' };
    const isOnly = changed.filter((other) => other.name === name).length === 1;
    const value = isOnly && !field ? givenInInit(assignment) : null;
    if (value) found.attributes = { ...found.attributes, [name]: expressionOf(path, value) };
  }
  return found;
}

function decoratorsOf(line: SgNode): string[] {
  return line
    .children()
    .filter((child) => child.kind() === 'decorator')
    .map((child) => child.text());
}

function addMethod(
  path: string,
  definition: SgNode,
  decorators: readonly string[],
  found: ClassSummary,
): void {
  const name = definition.field('name')?.text() ?? '';
  found.methods.push(name);
  const isProperty = decorators.some((text) => /^@((functools\.)?cached_)?property$/.test(text));
  const returned = isProperty ? onlyReturn(definition) : null;
  if (returned) found.attributes = { ...found.attributes, [name]: expressionOf(path, returned) };
  const isStatic = decorators.includes('@staticmethod');
  const isPlain = decorators.every((text) =>
    /^@(staticmethod|classmethod|(functools\.)?(lru_)?cache\b.*)$/.test(text),
  );
  const reader = isPlain ? readerOf(path, definition, !isStatic) : null;
  if (reader) found.readers = { ...found.readers, [name]: reader };
}

/** What a function returns whose body does nothing else. */
function onlyReturn(definition: SgNode): SgNode | null {
  const body = definition.field('body');
  const statements = (body ? named(body) : []).filter(
    (statement) => named(statement)[0]?.kind() !== 'string',
  );
  const [only] = statements;
  return only?.kind() === 'return_statement' && statements.length === 1 ? (named(only)[0] ?? null) : null;
}

/** The value of an assignment that stands directly in `__init__`. */
function givenInInit(assignment: SgNode): SgNode | null {
  const method = assignment.parent()?.parent()?.parent();
  const isInit = method?.kind() === 'function_definition' && method.field('name')?.text() === '__init__';
  return isInit && assignment.parent()?.kind() === 'expression_statement' ? assignment.field('right') : null;
}

function addField(path: string, assignment: SgNode, found: ClassSummary): void {
  const left = assignment.field('left');
  if (left?.kind() !== 'identifier') return;
  const right = assignment.field('right');
  const value = right ? expressionOf(path, right) : null;
  if (left.text() === 'model_config') {
    const given = value?.kind === 'call' ? value.keywords : value?.kind === 'object' ? value.properties : {};
    found.envPrefix = literalString(given.env_prefix) ?? '';
    found.nestedDelimiter = literalString(given.env_nested_delimiter) ?? '';
    return;
  }
  const annotation = assignment.field('type');
  const type = annotation?.text();
  // `Annotated[str, Field(alias="X")]` says of the field what its value says elsewhere.
  const inType = type?.includes('Annotated')
    ? annotation?.find({ rule: { kind: 'call', regex: '^Field\\(' } })
    : null;
  const said = inType ? fieldValue(path, inType, expressionOf(path, inType)) : null;
  const own = fieldValue(path, right, value);
  found.fields[left.text()] = {
    span: spanOf(path, assignment),
    ...said,
    ...own,
    fallback: own.fallback ?? said?.fallback ?? null,
    alias: own.alias ?? said?.alias ?? null,
    ...(type === undefined ? {} : { type }),
  };
}

/** Attributes that a method gives another value: `self.port = …`. */
function changedByMethods(body: SgNode): { name: string; assignment: SgNode }[] {
  return body
    .findAll({ rule: { any: [{ kind: 'assignment' }, { kind: 'augmented_assignment' }] } })
    .flatMap((assignment) => {
      const target = assignment.field('left');
      const isOwn = target?.kind() === 'attribute' && target.field('object')?.text() === 'self';
      return isOwn ? [{ name: target.field('attribute')?.text() ?? '', assignment }] : [];
    });
}

/** `class Config` of pydantic 1: a prefix for all fields, and names for some: `fields = {"url": {"env": "DB_URL"}}`. */
function configure(path: string, body: SgNode | null, found: ClassSummary): void {
  for (const line of body ? named(body) : []) {
    const assignment = named(line)[0];
    const right = assignment?.kind() === 'assignment' ? assignment.field('right') : null;
    const value = right ? expressionOf(path, right) : undefined;
    const name = assignment?.field('left')?.text();
    if (name === 'env_prefix') found.envPrefix = literalString(value) ?? '';
    if (name === 'env_nested_delimiter') found.nestedDelimiter = literalString(value) ?? '';
    if (name !== 'fields' || value?.kind !== 'object') continue;
    for (const [key, entry] of Object.entries(value.properties)) {
      const field = Object.hasOwn(found.fields, key) ? found.fields[key] : undefined;
      const env = entry.kind === 'object' ? literalString(entry.properties.env) : literalString(entry);
      if (field && env) field.alias ??= env;
    }
  }
}

/**
 * `Field(8000, alias="PORT")`, `Field(default=…, validation_alias=…)`, `Field(...)`, `field(default_factory=lambda: …)`, or
 * the value itself.
 */
function fieldValue(path: string, node: SgNode | null, value: Expression | null): FieldValue {
  const callee = value?.kind === 'call' ? makerName(value.callee) : '';
  if (value?.kind !== 'call' || !/^([Ff]ield|ib)$/.test(callee))
    return { fallback: node?.text() === '...' ? null : value, alias: null };
  const aliases = [value.keywords.validation_alias, value.keywords.alias, value.keywords.env].flatMap(
    choices,
  );
  const names = aliases.length > 0 ? aliases : listed(path, keyword(node, 'env'));
  const given = value.keywords.default ?? (callee === 'Field' ? value.arguments[0] : undefined);
  const factory = value.keywords.default_factory ?? value.keywords.factory;
  const lambda = keyword(node, 'default_factory') ?? keyword(node, 'factory');
  const made = factory ? (lambdaOf(path, lambda) ?? calledWithNothing(factory)) : null;
  // `Field(...)` marks a required field; the ellipsis has no other meaning.
  const isRequired = [keyword(node, 'default'), firstArgument(node)].some((one) => one?.text() === '...');
  const [alias, ...others] = names;
  return {
    fallback: isRequired ? null : (given ?? made),
    alias: alias ?? null,
    ...(others.length > 0 ? { others } : {}),
  };
}

/** `Field`, `dataclasses.field`, `attr.ib`. */
function makerName(callee: Expression): string {
  if (callee.kind === 'name') return callee.name === 'ib' ? '' : callee.name;
  return callee.kind === 'member' && callee.object.kind === 'name' ? callee.property : '';
}

function calledWithNothing(factory: Expression): Expression {
  return { span: factory.span, kind: 'call', callee: factory, arguments: [], keywords: {} };
}

/** `AliasChoices("A", "B")`: the first one is asked first. */
function choices(alias: Expression | undefined): string[] {
  const all = alias?.kind === 'call' ? alias.arguments : [alias];
  return all.flatMap((one) => literalString(one) ?? []);
}

function keyword(call: SgNode | null, name: string): SgNode | null {
  const list = call?.field('arguments');
  const found = (list ? named(list) : []).find((argument) => argument.field('name')?.text() === name);
  return found?.field('value') ?? null;
}

function firstArgument(call: SgNode | null): SgNode | null {
  const list = call?.field('arguments');
  return (list ? named(list)[0] : null) ?? null;
}

function listed(path: string, list: SgNode | null): string[] {
  if (!list || !/^(list|tuple|set)$/.test(String(list.kind()))) return [];
  return named(list).flatMap((entry) => literalString(expressionOf(path, entry)) ?? []);
}

function lambdaOf(path: string, node: SgNode | null): Expression | null {
  const body = node?.kind() === 'lambda' ? node.field('body') : null;
  return body ? expressionOf(path, body) : null;
}

function literalString(expression: Expression | undefined): string | null {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : null;
}
