import { fieldOf, methodReader, type ParentOf, type PlacedClass, partOf } from './classes.ts';
import type { EnvironmentReader } from './environment-facts.ts';
import type { ClassSummary, Expression, ModuleSummary } from './facts.ts';
import { isEnvironment, isProcessEnv } from './node/process-env.ts';

/** Access to modules that names and values are followed through. */
export interface Modules {
  module(path: string): ModuleSummary | null;
  locate(from: string, module: string): string | null;
}

/** What a name, a member or a call stands for. */
export type Target =
  | { kind: 'expression'; expression: Expression }
  | { kind: 'class'; summary: ClassSummary; path: string }
  | { kind: 'function'; returns: Expression }
  | { kind: 'reader'; reader: EnvironmentReader }
  | { kind: 'module'; path: string }
  /** `process.env` as a whole, under whatever name. */
  | { kind: 'environment' }
  | { kind: 'outside'; module: string; name: string | null };

/** Following further than this means a cycle or a riddle: unknown in both cases. */
export const DEEPEST = 24;
/** Every star may lead to many more: they are followed a few modules far only. */
const STAR_DEPTH = 6;

/** Follows names, imports and members to what they stand for. A call of a repository's own function stands for what it returns. */
export function traceTarget(modules: Modules, expression: Expression, depth: number): Target | null {
  if (depth > DEEPEST) return null;
  switch (expression.kind) {
    case 'name':
      if (expression.local) return traceTarget(modules, expression.local, depth + 1);
      return traceName(modules, expression.span.path, expression.name, depth + 1);
    case 'member':
      return traceMember(modules, expression, depth + 1);
    case 'call': {
      const required = requiredModule(expression);
      if (required !== null) {
        const path = modules.locate(expression.span.path, required);
        return path ? { kind: 'module', path } : { kind: 'outside', module: required, name: null };
      }
      const callee = traceTarget(modules, expression.callee, depth + 1);
      if (callee?.kind === 'function') return traceTarget(modules, callee.returns, depth + 1);
      return { kind: 'expression', expression };
    }
    default:
      return { kind: 'expression', expression };
  }
}

/** The module of `require('m')` inside an expression: `require('express')()`; null for any other call. */
function requiredModule({
  callee,
  arguments: [first],
}: Extract<Expression, { kind: 'call' }>): string | null {
  const isRequire = callee.kind === 'name' && callee.name === 'require' && !callee.local;
  return isRequire && first?.kind === 'literal' && typeof first.value === 'string' ? first.value : null;
}

function traceName(modules: Modules, path: string, name: string, depth: number): Target | null {
  if (depth > DEEPEST) return null;
  const summary = modules.module(path);
  if (!summary) return null;
  const bound = own(summary.bindings, name);
  if (bound) return traceTarget(modules, bound, depth + 1);
  const found = own(summary.classes, name);
  if (found) return { kind: 'class', summary: found, path };
  const reader = own(summary.readers ?? {}, name);
  if (reader) return { kind: 'reader', reader };
  const returns = own(summary.returns, name);
  if (returns) return { kind: 'function', returns };
  const entries = summary.imports.filter((entry) => entry.local === name);
  const [imported] = entries;
  if (!imported) return path.endsWith('.py') ? traceStars(modules, summary, path, name, depth) : null;
  // Imported from one place or the other: nobody knows which.
  if (entries.some((entry) => entry.module !== imported.module || entry.name !== imported.name)) return null;
  const target = modules.locate(path, imported.module);
  if (imported.name === null)
    return target
      ? { kind: 'module', path: target }
      : { kind: 'outside', module: imported.module, name: null };
  if (!target) {
    const submodule = modules.locate(
      path,
      `${imported.module}${imported.module.endsWith('.') ? '' : '.'}${imported.name}`,
    );
    return submodule
      ? { kind: 'module', path: submodule }
      : { kind: 'outside', module: imported.module, name: imported.name };
  }
  return (
    traceExport(modules, target, imported.name, depth + 1) ??
    submoduleOf(modules, path, imported.module, imported.name)
  );
}

/** A name that `from module import *` brings; null when two modules bring it. */
function traceStars(
  modules: Modules,
  summary: ModuleSummary,
  path: string,
  name: string,
  depth: number,
): Target | null {
  const found = summary.imports
    .filter((entry) => entry.local === '*' && !name.startsWith('_'))
    .map((entry) => modules.locate(path, entry.module))
    .map((target) => (target ? traceName(modules, target, name, depth + STAR_DEPTH) : null))
    .filter((target) => target !== null);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** A name that another file asks a module for. */
function traceExport(modules: Modules, path: string, name: string, depth: number): Target | null {
  const summary = depth > DEEPEST ? null : modules.module(path);
  if (!summary) return null;
  const local = path.endsWith('.py') ? name : own(summary.exports, name);
  if (local) return traceName(modules, path, local, depth + 1);
  for (const star of path.endsWith('.py') ? [] : summary.imports.filter((entry) => entry.local === '*')) {
    const other = modules.locate(path, star.module);
    const found = other ? traceExport(modules, other, name, depth + 1) : null;
    if (found && found.kind !== 'module') return found;
  }
  // `module.exports = { a }` imported whole, then `import x from` of a module without a default: the module itself.
  if (name === 'default') return { kind: 'module', path };
  // `module.exports = config`: its members are what the module exports.
  const whole = path.endsWith('.py') ? undefined : own(summary.exports, 'default');
  const span = { path, start: 0, end: 0 };
  const object = whole && ({ span, kind: 'name', name: whole, local: null } as const);
  return object ? traceMember(modules, { span, kind: 'member', object, property: name }, depth + 1) : null;
}

function submoduleOf(modules: Modules, path: string, module: string, name: string): Target | null {
  const found = modules.locate(path, module.endsWith('.') ? `${module}${name}` : `${module}.${name}`);
  return found?.endsWith('.py') ? { kind: 'module', path: found } : null;
}

function traceMember(
  modules: Modules,
  expression: Extract<Expression, { kind: 'member' }>,
  depth: number,
): Target | null {
  if (isEnvironment(modules, expression)) return { kind: 'environment' };
  const dotted = dottedImport(modules, expression);
  const object = dotted ?? traceTarget(modules, expression.object, depth + 1);
  if (dotted)
    return dotted.kind === 'module'
      ? traceExport(modules, dotted.path, expression.property, depth + 1)
      : null;
  if (!object) return null;
  if (object.kind === 'module') return traceExport(modules, object.path, expression.property, depth + 1);
  if (object.kind === 'environment' || isProcessEnv(object)) {
    const { span, property: name } = expression;
    return { kind: 'expression', expression: { span, kind: 'env', name, fallback: null, required: false } };
  }
  if (object.kind === 'outside') {
    return {
      kind: 'outside',
      module: object.module,
      name:
        object.name && object.name !== 'default'
          ? `${object.name}.${expression.property}`
          : expression.property,
    };
  }
  if (object.kind === 'class') return traceField(modules, object, expression.property, depth + 1);
  if (object.kind !== 'expression') return null;
  const part = partOfSettings(modules, expression, depth + 1);
  if (part) return traceTarget(modules, part, depth + 1);
  const value = object.expression;
  if (value.kind === 'object') {
    const property = own(value.properties, expression.property);
    // In Python, what is not seen may stand behind it under the same name.
    const isHidden = expression.span.path.endsWith('.py') && '...' in value.properties;
    return property && !isHidden ? traceTarget(modules, property, depth + 1) : null;
  }
  if (value.kind === 'call') {
    const maker = traceTarget(modules, value.callee, depth + 1);
    // A member of what a library made: only who knows the library can say more.
    if (maker?.kind === 'outside' && expression.span.path.endsWith('.py'))
      return { kind: 'expression', expression };
    if (maker?.kind !== 'class') return null;
    const given = own(value.keywords, expression.property);
    if (given) return traceTarget(modules, given, depth + 1);
    // What is given by position, or unseen, may be this field.
    const isHidden = value.arguments.length > 0 || Object.hasOwn(value.keywords, '**');
    return isHidden ? null : traceField(modules, maker, expression.property, depth + 1);
  }
  return null;
}

/** The field of a class that is a group of settings, asked for one of them: `settings.server.port`. */
function partOfSettings(
  modules: Modules,
  { object: group, property }: Extract<Expression, { kind: 'member' }>,
  depth: number,
): Expression | null {
  if (group.kind !== 'member' || !group.span.path.endsWith('.py')) return null;
  const target = traceTarget(modules, group.object, depth + 1);
  const made = target?.kind === 'expression' && target.expression.kind === 'call' ? target.expression : null;
  const owner = made ? traceTarget(modules, made.callee, depth + 1) : target;
  return owner?.kind === 'class' ? partOf(owner, group.property, property, parentOf(modules, depth)) : null;
}

function traceField(modules: Modules, owner: PlacedClass, name: string, depth: number): Target | null {
  const reader = methodReader(owner, name, parentOf(modules, depth));
  if (reader) return { kind: 'reader', reader };
  const value = fieldOf(owner, name, parentOf(modules, depth));
  return value && traceTarget(modules, value, depth + 1);
}

/** The class that a base of a class names, as far as it is one of the repository. */
export function parentOf(modules: Modules, depth: number): ParentOf {
  return (path, base) => {
    const parent = traceName(modules, path, base, depth + 1);
    return parent?.kind === 'class' ? parent : null;
  };
}

/** `import app.config` binds `app`, and the member chain `app.config.PORT` names the module. */
function dottedImport(modules: Modules, expression: Extract<Expression, { kind: 'member' }>): Target | null {
  const dotted = dottedName(expression.object);
  if (!dotted?.includes('.')) return null;
  const path = expression.span.path;
  const imported = modules
    .module(path)
    ?.imports.find((entry) => entry.name === null && entry.local === dotted);
  const target = imported && modules.locate(path, imported.module);
  return target ? { kind: 'module', path: target } : null;
}

function dottedName(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'member') return null;
  const object = dottedName(expression.object);
  return object ? `${object}.${expression.property}` : null;
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
