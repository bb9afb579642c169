import type { Model } from '../model.ts';
import { loadedFiles } from './loaded.ts';

/** The files that run when a module is imported. */
export function loads(path: string, model: Model): string[] {
  return [...loadedFiles(model, [path], 'module')];
}

/** The dotted name by which Python imports a file from a folder; null from elsewhere. */
export function moduleName(path: string, search: string): string | null {
  if (search && !path.startsWith(`${search}/`)) return null;
  const inside = search ? path.slice(search.length + 1) : path;
  const form = inside.replace(/\.py$/, '').replace(/\/__init__$/, '');
  return /^[\w/]+$/.test(form) ? form.replaceAll('/', '.') : null;
}
