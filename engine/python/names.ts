import type { Expression, ImportSummary } from '../facts.ts';
import type { Model } from '../model.ts';

/** What a name used in a Python file stands for. */
export type PythonTarget =
  | { kind: 'module'; path: string }
  | { kind: 'definition'; path: string; name: string }
  | { kind: 'outside'; module: string; name: string | null };

/** Re-exports followed further than this are a cycle or a riddle. */
const DEEPEST = 12;

/** What following names needs of a model: there are no services yet when applications are looked for. */
export type Names = Pick<Model, 'paths' | 'module' | 'locate'>;

/** Follows a name of a Python file through imports, also those inside functions, to where it is defined. */
export function targetOf(model: Names, path: string, name: string, depth = 0): PythonTarget | null {
  const summary = depth > DEEPEST ? null : model.module(path);
  if (!summary) return null;
  const imported = importOf(model, path, name);
  if (!imported) return { kind: 'definition', path, name };
  const target = model.locate(path, imported.module);
  if (imported.name === null)
    return target
      ? { kind: 'module', path: target }
      : { kind: 'outside', module: imported.module, name: null };
  const submodule = submoduleOf(model, path, imported);
  if (target && defines(model, target, imported.name))
    return targetOf(model, target, imported.name, depth + 1);
  if (submodule) return { kind: 'module', path: submodule };
  return target ? null : { kind: 'outside', module: imported.module, name: imported.name };
}

/** The file that `from package import name` runs when the name is a module of the package. */
export function submoduleOf(model: Names, path: string, { module, name }: ImportSummary): string | null {
  return name === null
    ? null
    : model.locate(path, module.endsWith('.') ? module + name : `${module}.${name}`);
}

/** The class behind an object: `service` of `service = SchedulerService()`, also when it is imported. */
export function classOf(model: Model, expression: Expression, depth = 0): PythonTarget | null {
  if (depth > DEEPEST) return null;
  const path = expression.span.path;
  if (expression.kind === 'call') {
    const callee = expression.callee;
    return callee.kind === 'name' && !callee.local ? targetOf(model, path, callee.name) : null;
  }
  const value = boundValue(model, expression);
  return value ? classOf(model, value, depth + 1) : null;
}

/** One step from a name or a member of a module to the expression it is bound to. */
export function boundValue(model: Model, expression: Expression): Expression | null {
  const path = expression.span.path;
  if (expression.kind === 'name' && expression.local) return expression.local;
  let target: PythonTarget | null = null;
  if (expression.kind === 'name') target = targetOf(model, path, expression.name);
  else if (expression.kind === 'member' && expression.object.kind === 'name' && !expression.object.local) {
    const object = targetOf(model, path, expression.object.name);
    target = object?.kind === 'module' ? targetOf(model, object.path, expression.property) : null;
  }
  if (target?.kind !== 'definition') return null;
  const bindings = model.module(target.path)?.bindings ?? {};
  return Object.hasOwn(bindings, target.name) ? (bindings[target.name] ?? null) : null;
}

function importOf(model: Names, path: string, name: string): ImportSummary | undefined {
  const summary = model.module(path);
  return [...(summary?.imports ?? []), ...(summary?.innerImports ?? [])].find(({ local }) => local === name);
}

/** A module summary holds no plain functions: a name it does not know may be one, unless it is a submodule's. */
function defines(model: Names, path: string, name: string): boolean {
  const summary = model.module(path);
  if (!summary) return false;
  if (importOf(model, path, name) || name in summary.bindings || name in summary.classes) return true;
  const folder = path.endsWith('/__init__.py') ? path.slice(0, -'__init__.py'.length) : null;
  return !(
    folder &&
    (model.paths.has(`${folder}${name}.py`) || model.paths.has(`${folder}${name}/__init__.py`))
  );
}
