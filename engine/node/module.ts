import type { SgNode } from '@ast-grep/napi';
import type { Expression, ModuleSummary } from '../facts.ts';
import { declared, type Surroundings, surroundingsOf } from './bindings.ts';
import { classOf, enumOf, returnedBy } from './definitions.ts';
import { expressionOf, named, spanOf } from './expression.ts';

/** What other files may need to know of an ECMAScript module: bindings, imports (ESM and require), exports. */
export function summarizeNode(path: string, root: SgNode): ModuleSummary {
  const summary = emptySummary();
  const file = surroundingsOf(root);
  for (const statement of named(root)) {
    const inner = statement.kind() === 'export_statement' ? exported(path, statement, summary) : statement;
    if (inner) summarizeStatement(path, inner, summary, file);
  }
  return summary;
}

function emptySummary(): ModuleSummary {
  return { bindings: {}, imports: [], innerImports: [], classes: {}, returns: {}, exports: {} };
}

/** The imports of a module alone, which many more files are asked for than values are followed through. */
export function importsOfNode(path: string, root: SgNode): Pick<ModuleSummary, 'imports' | 'innerImports'> {
  const summary = emptySummary();
  for (const outer of named(root)) {
    const source = outer.kind() === 'export_statement' ? outer.field('source') : null;
    if (source) exported(path, outer, summary);
    const statement = outer.field('declaration') ?? outer;
    if (statement.kind() === 'import_statement') addImport(path, statement, summary);
    if (statement.kind() === 'expression_statement') addBareRequire(path, statement, summary);
    if (!/^(lexical|variable)_declaration$/.test(String(statement.kind()))) continue;
    for (const declaration of named(statement)) {
      const [target, value] = [declaration.field('name'), declaration.field('value')];
      const required = value && requiredModule(value);
      if (target && required) addRequire(path, declaration, target, required, summary);
    }
  }
  return { imports: summary.imports, innerImports: summary.innerImports };
}

function summarizeStatement(
  path: string,
  statement: SgNode,
  summary: ModuleSummary,
  file: Surroundings,
): void {
  switch (statement.kind()) {
    case 'import_statement':
      addImport(path, statement, summary);
      return;
    case 'lexical_declaration':
    case 'variable_declaration':
      for (const declaration of named(statement)) addDeclaration(path, declaration, summary, file);
      return;
    case 'function_declaration': {
      const name = statement.field('name')?.text();
      const value = name ? returnedBy(path, statement) : null;
      if (name && value) summary.returns[name] = value;
      return;
    }
    case 'enum_declaration': {
      const name = statement.field('name')?.text();
      if (name) summary.bindings[name] = enumOf(path, statement);
      return;
    }
    case 'class_declaration':
    case 'abstract_class_declaration': {
      const found = classOf(path, statement);
      if (found) summary.classes[found.name] = found;
      return;
    }
    case 'expression_statement': {
      const assignment = named(statement)[0];
      if (assignment?.kind() === 'assignment_expression') addCommonExport(path, assignment, summary);
      addBareRequire(path, statement, summary);
      return;
    }
  }
}

/** `require('./src/main')` binds nothing, but says that the other file runs too. */
function addBareRequire(path: string, statement: SgNode, summary: ModuleSummary): void {
  const expression = named(statement)[0];
  const required = expression ? requiredModule(expression) : null;
  if (required)
    summary.imports.push({ local: '', module: required.module, name: null, span: spanOf(path, statement) });
}

function addDeclaration(path: string, declaration: SgNode, summary: ModuleSummary, file: Surroundings): void {
  const target = declaration.field('name');
  const value = declaration.field('value');
  if (!target || !value) return;
  const required = requiredModule(value);
  if (required && addRequire(path, declaration, target, required, summary)) return;
  const names = target.kind() === 'identifier' ? [target.text()] : patternNames(target);
  const returned = target.kind() === 'identifier' ? returnedBy(path, value) : null;
  if (returned) {
    summary.returns[target.text()] = returned;
    return;
  }
  for (const name of names) {
    const known = declared(path, declaration, name, file);
    summary.bindings[name] = known ?? { span: spanOf(path, declaration), kind: 'unknown' };
  }
}

/** Gives a name to a value, or to what a function returns. */
function bind(path: string, name: string, value: SgNode, summary: ModuleSummary): Expression | null {
  const returned = returnedBy(path, value);
  if (returned) {
    summary.returns[name] = returned;
    return null;
  }
  const expression = expressionOf(path, value);
  summary.bindings[name] = expression;
  return expression;
}

function patternNames(pattern: SgNode): string[] {
  return named(pattern).flatMap((entry) => {
    if (entry.kind() === 'shorthand_property_identifier_pattern') return [entry.text()];
    const local = entry.kind() === 'object_assignment_pattern' ? entry.field('left') : entry.field('value');
    return local ? [local.text()] : [];
  });
}

/** The module of `require('m')`, also behind `.x` or a call: `require('m').default`, `require('m')()`. */
export function requiredModule(value: SgNode): { module: string; member: string | null } | null {
  if (value.kind() === 'member_expression') {
    const inner = value.field('object');
    const found = inner && requiredModule(inner);
    return found ? { module: found.module, member: value.field('property')?.text() ?? null } : null;
  }
  if (value.kind() !== 'call_expression' || value.field('function')?.text() !== 'require') return null;
  const argument = named(value.field('arguments') ?? value)[0];
  return argument?.kind() === 'string' ? { module: argument.text().slice(1, -1), member: null } : null;
}

function addRequire(
  path: string,
  declaration: SgNode,
  target: SgNode,
  required: { module: string; member: string | null },
  summary: ModuleSummary,
): boolean {
  const span = spanOf(path, declaration);
  if (target.kind() === 'identifier') {
    summary.imports.push({ local: target.text(), module: required.module, name: required.member, span });
    return true;
  }
  if (target.kind() !== 'object_pattern') return false;
  for (const entry of named(target)) {
    const name = entry.kind() === 'pair_pattern' ? entry.field('key')?.text() : entry.text();
    const local = entry.kind() === 'pair_pattern' ? entry.field('value')?.text() : name;
    if (name && local) summary.imports.push({ local, module: required.module, name, span });
  }
  return true;
}

function addImport(path: string, statement: SgNode, summary: ModuleSummary): void {
  const span = spanOf(path, statement);
  const module = statement.field('source')?.text().slice(1, -1) ?? '';
  const clause = named(statement).find((child) => child.kind() === 'import_clause');
  for (const entry of clause ? named(clause) : []) {
    if (entry.kind() === 'identifier')
      summary.imports.push({ local: entry.text(), module, name: 'default', span });
    if (entry.kind() === 'namespace_import')
      summary.imports.push({ local: named(entry)[0]?.text() ?? '', module, name: null, span });
    if (entry.kind() !== 'named_imports') continue;
    for (const specifier of named(entry)) {
      const name = specifier.field('name')?.text() ?? '';
      summary.imports.push({ local: specifier.field('alias')?.text() ?? name, module, name, span });
    }
  }
  // `import './bootstrap'` binds nothing, but says that the other file runs too.
  if (!clause) summary.imports.push({ local: '', module, name: null, span });
}

/** Notes what an export statement exports and returns the declaration in it. */
function exported(path: string, statement: SgNode, summary: ModuleSummary): SgNode | null {
  const declaration = statement.field('declaration');
  const source = statement.field('source')?.text().slice(1, -1);
  const isDefault = statement.children().some((child) => child.kind() === 'default');
  const value = statement.field('value');
  if (isDefault && value) {
    if (value.kind() === 'identifier') summary.exports.default = value.text();
    else bind(path, '*default', value, summary);
    if (value.kind() !== 'identifier') summary.exports.default = '*default';
    return null;
  }
  // `export * from './x'`: every name of the other module.
  if (source && statement.children().some((child) => child.kind() === '*'))
    summary.imports.push({ local: '*', module: source, name: '*', span: spanOf(path, statement) });
  for (const clause of named(statement)) {
    if (clause.kind() !== 'export_clause') continue;
    for (const specifier of named(clause)) {
      const name = specifier.field('name')?.text() ?? '';
      const outside = specifier.field('alias')?.text() ?? name;
      const local = source ? `*from:${outside}` : name;
      if (source) summary.imports.push({ local, module: source, name, span: spanOf(path, statement) });
      summary.exports[outside] = local;
    }
  }
  for (const name of declaration ? declaredNames(declaration) : [])
    summary.exports[isDefault ? 'default' : name] = name;
  return declaration;
}

function declaredNames(declaration: SgNode): string[] {
  const name = declaration.field('name')?.text();
  if (name) return [name];
  return named(declaration).flatMap((entry) => {
    const target = entry.kind() === 'variable_declarator' ? entry.field('name') : null;
    return !target ? [] : target.kind() === 'identifier' ? [target.text()] : patternNames(target);
  });
}

/** `module.exports = x`, `module.exports = { a, b }`, `exports.a = x`. */
function addCommonExport(path: string, assignment: SgNode, summary: ModuleSummary): void {
  const target = assignment.field('left')?.text() ?? '';
  const value = assignment.field('right');
  if (!value) return;
  const property =
    /^(?:module\.)?exports\.(\w+)$/.exec(target)?.[1] ?? (target === 'module.exports' ? 'default' : null);
  if (!property) return;
  if (value.kind() === 'identifier') {
    summary.exports[property] = value.text();
    return;
  }
  const expression = bind(path, `*${property}`, value, summary);
  summary.exports[property] = `*${property}`;
  if (expression?.kind !== 'object') return;
  for (const [name, member] of Object.entries(expression.properties)) {
    summary.bindings[`*${name}`] = member;
    summary.exports[name] = `*${name}`;
  }
}
