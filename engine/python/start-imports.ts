import type { Span } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { djangoSettings } from './django-settings.ts';
import { itemsOf } from './django-values.ts';
import { submoduleOf } from './names.ts';
import { entryOf, packagesOf } from './web.ts';

/** A module from outside the repository that is imported whenever the service starts. */
export interface StartImport {
  /** With the imported name where that may be a module too: `google.genai`. */
  module: string;
  span: Span;
  /** `import`: a statement; `application`: an entry of Django's INSTALLED_APPS. */
  by: 'import' | 'application';
}

/** What a service imports when it starts. */
export interface StartImports {
  imports: StartImport[];
  /** The files that are certain to run then. */
  files: ReadonlySet<string>;
}

/**
 * The outside modules that every start of a service imports: by statements at module level that no condition and no `try`
 * surrounds, in files that are reached the same way from what the start command loads.
 */
export function startImports(model: Model, service: Service): StartImports {
  const files = new Set<string>();
  const imports: StartImport[] = [];
  const django = djangoSettings(service, model);
  const settings = django && {
    ...django,
    steps: (name: string) => django.steps(name).filter(({ maybe }) => !maybe),
  };
  const open = [...service.starts.flatMap((start) => entryOf(model, start)), ...(settings?.files ?? [])];
  // A start command whose file is not found runs something else than what is seen here.
  if (open.length === 0 && service.starts.length === 0 && service.application)
    open.push(service.application.path);
  for (const step of settings?.steps('ROOT_URLCONF') ?? []) {
    const module = /^["']([\w.]+)["']$/.exec(step.value?.text() ?? '')?.[1];
    const path = module ? model.locate(settings?.path ?? '', module) : null;
    if (path) open.push(path);
  }
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (files.has(path)) continue;
    files.add(path);
    for (const entry of model.imports(path)?.imports ?? []) {
      if (entry.conditional) continue;
      const target = model.locate(path, entry.module);
      const submodule = submoduleOf(model, path, entry);
      if (target) open.push(target, ...packagesOf(model, service, target));
      if (submodule && !(target && entry.name && definesName(model, target, entry.name)))
        open.push(submodule, ...packagesOf(model, service, submodule));
      if (target || submodule || entry.module.startsWith('.') || isOwn(model, entry.module)) continue;
      const module = entry.name && entry.name !== '*' ? `${entry.module}.${entry.name}` : entry.module;
      imports.push({ module, span: entry.span, by: 'import' });
    }
  }
  for (const { text, span } of settings ? itemsOf(settings, 'INSTALLED_APPS', model).texts : []) {
    if (!isOwn(model, text) && !model.locate(span.path, text))
      imports.push({ module: text, span, by: 'application' });
  }
  return { imports, files };
}

/** Whether a module gives a name itself, so that a file of that name beside it need not be loaded. */
function definesName(model: Model, path: string, name: string): boolean {
  const summary = model.module(path);
  if (!summary) return false;
  return (
    Object.hasOwn(summary.bindings, name) ||
    Object.hasOwn(summary.classes, name) ||
    summary.imports.some(({ local, span }) => local === name && span.path === path)
  );
}

const TOPS = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/** Whether anything in the repository has the module's first name: a search path nobody sees here may lead to it. */
function isOwn(model: Model, module: string): boolean {
  const known = TOPS.get(model.paths);
  const tops = known ?? new Set([...model.paths].flatMap(segmentsOf));
  if (!known) TOPS.set(model.paths, tops);
  return tops.has(module.split('.')[0] ?? '');
}

/** The names a path gives to modules: of its folders, and of a Python file. */
function segmentsOf(path: string): string[] {
  const parts = path.split('/');
  const file = parts.pop() ?? '';
  const stem = /^(\w+)\.(py|pyi|pyx|so)$/.exec(file)?.[1];
  return stem ? [...parts, stem] : file.endsWith('.py') || parts.length > 0 ? parts : [];
}
