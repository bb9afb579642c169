import type { ImportSummary } from '../facts.ts';
import type { Model } from '../model.ts';
import { namedImports } from './named-imports.ts';
import { submoduleOf } from './names.ts';

/**
 * Which imports of a file are followed: those that no condition and no `try` surrounds (`certain`), whatever stands at module
 * level (`module`), or those inside functions too (`all`).
 */
export type Follow = 'certain' | 'module' | 'all';

/** The files that running some files runs: those themselves, what they import, and the packages around that. */
export function loadedFiles(model: Model, entries: readonly string[], follow: Follow): Set<string> {
  const loaded = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    open.push(...stepsFrom(model, path, follow));
  }
  return loaded;
}

/** Many rules walk through the same files. */
const STEPS = new WeakMap<Model, Record<Follow, Map<string, readonly string[]>>>();

function stepsFrom(model: Model, path: string, follow: Follow): readonly string[] {
  const all = STEPS.get(model) ?? { certain: new Map(), module: new Map(), all: new Map() };
  STEPS.set(model, all);
  const known = all[follow].get(path);
  if (known) return known;
  const found = model.imports(path);
  const named = namedImports(model, path);
  const imports = [
    ...(found?.imports ?? []),
    ...(follow === 'all' ? (found?.innerImports ?? []) : []),
    ...named.filter(({ isInner }) => follow === 'all' || !isInner),
  ];
  const steps = imports.flatMap((entry) => {
    if (follow !== 'certain') return filesOf(model, path, entry);
    return entry.conditional ? [] : filesOf(model, path, entry, definesName);
  });
  all[follow].set(path, steps);
  return steps;
}

/**
 * The files that an import runs: the module it names, a submodule taken from it by name, and the packages around both.
 * `isGiven` tells that the module gives the name itself, so that a file of that name beside it need not be run.
 */
export function filesOf(
  model: Model,
  from: string,
  entry: ImportSummary,
  isGiven: (model: Model, path: string, name: string) => boolean = () => false,
): string[] {
  const { module, name } = entry;
  const target = model.locate(from, module);
  const isPackage = target === null || target.endsWith('__init__.py');
  const submodule = isPackage ? submoduleOf(model, from, entry) : null;
  return [
    ...(target ? [target, ...packagesOf(model, target, module)] : []),
    ...(submodule && !(target && name && isGiven(model, target, name))
      ? [submodule, ...packagesOf(model, submodule, `${module}.${name}`)]
      : []),
  ];
}

/** Importing `a.b.c` runs `a/__init__.py` and `a/b/__init__.py` too; a relative import stands in packages already. */
export function packagesOf(model: Model, path: string, module: string): string[] {
  const folders = path
    .replace(/\/__init__\.py$/, '')
    .split('/')
    .slice(0, -1);
  const names = module.startsWith('.') ? folders.length : module.split('.').length - 1;
  const packages: string[] = [];
  for (let depth = folders.length; depth > Math.max(0, folders.length - names); depth--) {
    const init = `${folders.slice(0, depth).join('/')}/__init__.py`;
    if (model.paths.has(init)) packages.push(init);
    else if (module.startsWith('.')) break;
  }
  return packages;
}

/** Whether a module gives a name itself. */
function definesName(model: Model, path: string, name: string): boolean {
  const summary = model.module(path);
  if (!summary) return false;
  return (
    Object.hasOwn(summary.bindings, name) ||
    Object.hasOwn(summary.classes, name) ||
    summary.imports.some(({ local, span }) => local === name && span.path === path)
  );
}
