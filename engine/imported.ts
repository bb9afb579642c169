import type { ImportSummary } from './facts.ts';
import type { Model } from './model.ts';

/** The files of the repository that running a Python file runs too: what it imports at module level, and their packages. */
export function importedFiles(
  model: Model,
  path: string,
  imports: readonly ImportSummary[] = model.imports(path)?.imports ?? [],
): Set<string> {
  const found = new Set<string>();
  const open = imports.flatMap((entry) => filesOf(model, path, entry));
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const entry of model.imports(next)?.imports ?? []) open.push(...filesOf(model, next, entry));
  }
  found.delete(path);
  return found;
}

/** The module an import names, a submodule taken from it by name, and the `__init__.py` of the packages around them. */
function filesOf(model: Model, from: string, { module, name }: ImportSummary): string[] {
  const target = model.locate(from, module);
  const submodule =
    name && (target === null || target.endsWith('__init__.py'))
      ? model.locate(from, module.endsWith('.') ? `${module}${name}` : `${module}.${name}`)
      : null;
  return [target, submodule].flatMap((file) => (file ? [file, ...packagesOf(model, file)] : []));
}

function packagesOf(model: Model, file: string): string[] {
  const folders = file.split('/').slice(0, -1);
  const packages: string[] = [];
  for (let depth = folders.length; depth > 0; depth--) {
    const init = `${folders.slice(0, depth).join('/')}/__init__.py`;
    if (!model.paths.has(init)) break;
    if (init !== file) packages.push(init);
  }
  return packages;
}

/**
 * The absolute name by which a file is imported, told by another absolute import of the same file: `app.database` in
 * `app/db.py` beside it shows that `app/core/config.py` is `app.core.config`. Null where no import shows it.
 */
export function moduleName(model: Model, from: string, path: string): string | null {
  for (const { module } of model.imports(from)?.imports ?? []) {
    const target = module.startsWith('.') ? null : model.locate(from, module);
    if (!target) continue;
    const bare = bareName(target);
    const suffix = module.replaceAll('.', '/');
    const base = bare.endsWith(suffix) ? bare.slice(0, bare.length - suffix.length) : null;
    if (base !== null && path.startsWith(base) && /^[\w/]+$/.test(bareName(path).slice(base.length)))
      return bareName(path).slice(base.length).replaceAll('/', '.');
  }
  return null;
}

function bareName(path: string): string {
  return path.replace(/(\/__init__)?\.py$/, '');
}
