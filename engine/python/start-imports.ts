import type { Span } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { type DjangoSetting, djangoLoaded } from './django-loaded.ts';
import { loadedFiles } from './loaded.ts';
import { submoduleOf } from './names.ts';
import { entryOf } from './web.ts';

/** A module from outside the repository that is imported whenever the service starts. */
export interface StartImport {
  /** With the imported name where that may be a module too: `google.genai`. */
  module: string;
  span: Span;
  /** A statement, or the setting of Django that names it. */
  by: 'import' | DjangoSetting;
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
  const django = djangoLoaded(model, service);
  const entries = [...service.starts.flatMap((start) => entryOf(model, start)), ...django.files];
  // A start command whose file is not found runs something else than what is seen here.
  if (entries.length === 0 && service.starts.length === 0 && service.application)
    entries.push(service.application.path);
  const files = loadedFiles(model, entries, 'certain');
  const imports = [...files].flatMap((path) => outsideImports(model, path));
  for (const { module, setting, span } of django.outside)
    if (!isOwn(model, module)) imports.push({ module, span, by: setting });
  return { imports, files };
}

function outsideImports(model: Model, path: string): StartImport[] {
  return (model.imports(path)?.imports ?? []).flatMap((entry): StartImport[] => {
    const { module, name, span, conditional } = entry;
    if (conditional || module.startsWith('.') || isOwn(model, module)) return [];
    if (model.locate(path, module) || submoduleOf(model, path, entry)) return [];
    return [{ module: name && name !== '*' ? `${module}.${name}` : module, span, by: 'import' }];
  });
}

const TOPS = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/** Whether anything in the repository has the module's first name: a search path nobody sees here may lead to it. */
export function isOwn(model: Model, module: string): boolean {
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
