import type { SgNode } from '@ast-grep/napi';
import type { Expression, ImportSummary, ModuleSummary } from '../facts.ts';
import { summarizeClass } from './class-fields.ts';
import { expressionOf, named, spanOf } from './expression.ts';
import { addConfiguration } from './flask-config.ts';
import { readerOf } from './readers.ts';

/** What other files may need to know of a Python module. Names assigned twice, or under a condition, are unknown. */
export function summarizePython(path: string, root: SgNode): ModuleSummary {
  const summary: ModuleSummary = {
    bindings: {},
    imports: [],
    innerImports: [],
    classes: {},
    returns: {},
    exports: {},
  };
  for (const statement of named(root)) summarizeStatement(path, statement, summary, false);
  const inner = root.findAll({
    rule: {
      any: [{ kind: 'import_statement' }, { kind: 'import_from_statement' }],
      inside: { kind: 'function_definition', stopBy: 'end' },
    },
  });
  summary.innerImports = inner.flatMap((statement) => importsOf(path, statement));
  for (const statement of root.findAll({ rule: { kind: 'global_statement' } }))
    forget(path, statement, summary);
  for (const kind of ['assignment', 'augmented_assignment'])
    for (const assignment of root.findAll({ rule: { kind } })) forgetMember(path, assignment, summary);
  return summary;
}

function summarizeStatement(
  path: string,
  statement: SgNode,
  summary: ModuleSummary,
  conditional: boolean,
): void {
  switch (statement.kind()) {
    case 'import_statement':
    case 'import_from_statement':
      summary.imports.push(
        ...importsOf(path, statement).map((entry) =>
          conditional ? { ...entry, conditional: true as const } : entry,
        ),
      );
      return;
    case 'expression_statement': {
      const assignment = named(statement)[0];
      if (assignment) addConfiguration(path, assignment, summary, conditional);
      if (assignment?.kind() === 'assignment') bind(path, assignment, summary, conditional);
      else if (assignment?.kind() === 'augmented_assignment') forget(path, assignment.field('left'), summary);
      return;
    }
    case 'class_definition':
      addClass(path, statement, summary);
      return;
    case 'function_definition':
      addReturn(path, statement, summary);
      addReader(path, statement, summary);
      return;
    case 'decorated_definition': {
      const definition = statement.field('definition');
      if (definition) summarizeStatement(path, definition, summary, conditional);
      return;
    }
    case 'for_statement':
      forget(path, statement.field('left'), summary);
      for (const child of named(statement)) summarizeStatement(path, child, summary, true);
      return;
    case 'with_statement':
      for (const target of statement.findAll({ rule: { kind: 'as_pattern_target' } }))
        forget(path, target, summary);
      for (const child of named(statement)) summarizeStatement(path, child, summary, true);
      return;
    case 'if_statement':
    case 'try_statement':
    case 'while_statement':
    case 'else_clause':
    case 'elif_clause':
    case 'except_clause':
    case 'finally_clause':
    case 'block':
      for (const child of named(statement)) summarizeStatement(path, child, summary, true);
      return;
  }
}

function bind(path: string, assignment: SgNode, summary: ModuleSummary, conditional: boolean): void {
  const left = assignment.field('left');
  const right = assignment.field('right');
  if (left?.kind() !== 'identifier' || !right) {
    if (right) forget(path, left, summary);
    return;
  }
  const name = left.text();
  const isSecond = Object.hasOwn(summary.bindings, name);
  const chained = right.kind() === 'assignment';
  summary.bindings[name] =
    conditional || isSecond || chained
      ? { span: spanOf(path, assignment), kind: 'unknown' }
      : expressionOf(path, right);
}

/** Names that get a value which is not followed: unpacked, in a loop, by `global` in a function, an entry of a dictionary. */
function forget(path: string, target: SgNode | null, summary: ModuleSummary): void {
  if (!target || target.kind() === 'attribute') return;
  const unknown: Expression = { span: spanOf(path, target), kind: 'unknown' };
  if (target.kind() === 'subscript') {
    const name = target.field('value')?.text() ?? '';
    const isObject = Object.hasOwn(summary.bindings, name) && summary.bindings[name]?.kind === 'object';
    if (isObject) summary.bindings[name] = unknown;
    return;
  }
  const names =
    target.kind() === 'identifier'
      ? [target]
      : named(target).filter((child) => child.kind() === 'identifier');
  for (const name of names) summary.bindings[name.text()] = unknown;
}

/** Members that the file gives another value: `settings.HOST = …`, `config["host"] = …`, in functions too. */
function forgetMember(path: string, assignment: SgNode, summary: ModuleSummary): void {
  const left = assignment.field('left');
  const owner = (left?.field('object') ?? left?.field('value'))?.text() ?? '';
  const key = left?.field('subscript');
  const name = key
    ? (literalString(expressionOf(path, key)) ?? '...')
    : (left?.field('attribute')?.text() ?? '');
  if (!left || !name) return;
  const unknown: Expression = { span: spanOf(path, left), kind: 'unknown' };
  const bound = Object.hasOwn(summary.bindings, owner) ? summary.bindings[owner] : undefined;
  if (bound?.kind === 'object')
    summary.bindings[owner] = { ...bound, properties: { ...bound.properties, [name]: unknown } };
  if (bound?.kind === 'call')
    summary.bindings[owner] = { ...bound, keywords: { ...bound.keywords, [name]: unknown } };
  const holder = Object.hasOwn(summary.classes, owner) ? summary.classes[owner] : undefined;
  const field = holder && Object.hasOwn(holder.fields, name) ? holder.fields[name] : undefined;
  if (field) field.fallback = unknown;
}

/** The names an import statement binds. Relative modules keep their dots: `..core.config`. */
export function importsOf(path: string, statement: SgNode): ImportSummary[] {
  const span = spanOf(path, statement);
  if (statement.kind() === 'import_statement') {
    return statement.fieldChildren('name').map((entry) => {
      const module = (entry.kind() === 'aliased_import' ? entry.field('name') : entry)?.text() ?? '';
      const local = entry.kind() === 'aliased_import' ? (entry.field('alias')?.text() ?? module) : module;
      return { local, module, name: null, span };
    });
  }
  const module = statement.field('module_name')?.text() ?? '';
  if (named(statement).some((child) => child.kind() === 'wildcard_import'))
    return [{ local: '*', module, name: '*', span }];
  return statement.fieldChildren('name').map((entry) => {
    const name = (entry.kind() === 'aliased_import' ? entry.field('name') : entry)?.text() ?? '';
    const local = entry.kind() === 'aliased_import' ? (entry.field('alias')?.text() ?? name) : name;
    return { local, module, name, span };
  });
}

function addClass(path: string, statement: SgNode, summary: ModuleSummary): void {
  const found = summarizeClass(path, statement);
  summary.classes[found.name] = found;
}

function literalString(expression: Expression | undefined): string | null {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : null;
}

function addReader(path: string, statement: SgNode, summary: ModuleSummary): void {
  const name = statement.field('name')?.text();
  const reader = name ? readerOf(path, statement) : null;
  if (name && reader) summary.readers = { ...summary.readers, [name]: reader };
}

function addReturn(path: string, statement: SgNode, summary: ModuleSummary): void {
  const name = statement.field('name')?.text();
  const body = statement.field('body');
  if (!name || !body) return;
  const returns = body.findAll({ rule: { kind: 'return_statement' } });
  const value = returns.length === 1 && returns[0] ? named(returns[0])[0] : undefined;
  if (value) summary.returns[name] = expressionOf(path, value);
}
