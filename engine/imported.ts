import type { ImportSummary } from './facts.ts';
import type { Model } from './model.ts';
import { filesOf, loadedFiles } from './python/loaded.ts';

/** The files of the repository that running a Python file runs too: what it imports at module level, and their packages. */
export function importedFiles(
  model: Model,
  path: string,
  imports: readonly ImportSummary[] = model.imports(path)?.imports ?? [],
): Set<string> {
  const found = loadedFiles(
    model,
    imports.flatMap((entry) => filesOf(model, path, entry)),
    'module',
  );
  found.delete(path);
  return found;
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
