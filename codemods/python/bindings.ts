import type { SgNode } from '@ast-grep/napi';
import { spanOf } from './parse.ts';

/** Parents a bound name stands in without being used: patterns, parameters with a type or a default. */
const PATTERNS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'as_pattern_target',
  'typed_parameter',
]);
/** Where a name is bound: the kind of the node around it, and its field there. */
const BINDERS: Readonly<Record<string, string>> = {
  assignment: 'left',
  augmented_assignment: 'left',
  named_expression: 'name',
  for_statement: 'left',
  function_definition: 'name',
  class_definition: 'name',
  aliased_import: 'alias',
  default_parameter: 'name',
  typed_default_parameter: 'name',
};
const WHOLLY = new Set(['parameters', 'lambda_parameters', 'as_pattern']);

/**
 * Refuses where a use of a module, or of a member of it, by name would mean something else: the file binds the name to another thing, or
 * a function around the use has a name of its own that it binds otherwise or later.
 *
 * @param use offset of the use.
 * @throws Error in both cases.
 */
export function assertUsable(root: SgNode, use: number, module: string, member?: string): void {
  const wanted = member ?? module;
  for (const name of root.findAll({ rule: { kind: 'identifier', regex: `^${wanted}$` } })) {
    const statement = importOf(name);
    const binder = statement ?? binderOf(name);
    if (!binder) continue;
    const scope = scopeOf(binder, name);
    const isModule = scope.kind() === 'module';
    const { start, end } = spanOf(scope);
    if (!isModule && (scope.kind() === 'class_definition' || use < start || use >= end)) continue;
    const isWanted = statement?.field('module_name')?.text() === (member && module) && !isAlias(name);
    if (statement && isWanted && (isModule || spanOf(statement).end <= use)) continue;
    const line = name.range().start.line + 1;
    throw new Error(
      statement && isWanted
        ? `the function imports ${wanted} in line ${line}, below the place that needs it`
        : `${wanted} is bound to something else in line ${line}`,
    );
  }
}

/** The import statement that binds a name; null where the name is no import's, or only a part of one. */
function importOf(name: SgNode): SgNode | null {
  const parent = name.parent();
  if (parent?.kind() === 'aliased_import') return isAlias(name) ? parent.parent() : null;
  if (parent?.kind() !== 'dotted_name') return null;
  // `import os.path` binds `os`; `from os import path` binds `path`.
  if (name.prev()) return null;
  const statement = parent.parent();
  if (statement?.kind() === 'import_statement') return statement;
  const isName = statement?.fieldChildren('name').some((node) => node.id() === parent.id());
  return statement?.kind() === 'import_from_statement' && isName ? statement : null;
}

function isAlias(name: SgNode): boolean {
  const parent = name.parent();
  return parent?.kind() === 'aliased_import' && parent.field('alias')?.id() === name.id();
}

function binderOf(name: SgNode): SgNode | null {
  let node = name;
  let parent = node.parent();
  while (parent && PATTERNS.has(String(parent.kind()))) {
    // Of `os: Type`, the first child is the parameter.
    if (parent.kind() === 'typed_parameter' && parent.child(0)?.id() !== node.id()) return null;
    node = parent;
    parent = node.parent();
  }
  if (!parent) return null;
  const kind = String(parent.kind());
  if (WHOLLY.has(kind)) return kind === 'as_pattern' && node === name ? null : parent;
  const field = BINDERS[kind];
  return field && parent.field(field)?.id() === node.id() ? parent : null;
}

/** The function, class or module in which a binding holds; a definition's name holds outside it. */
function scopeOf(binder: SgNode, name: SgNode): SgNode {
  const isDefinition = binder.field('name')?.id() === name.id() && /_definition$/.test(String(binder.kind()));
  let node = isDefinition ? binder.parent() : binder;
  while (node && !/^(function_definition|class_definition|lambda|module)$/.test(String(node.kind()))) {
    node = node.parent();
  }
  return node ?? name.getRoot().root();
}
