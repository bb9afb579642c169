import type { Model } from '../model.ts';

/** The files that run when a module is imported. */
export function loads(path: string, model: Model): string[] {
  const reached = new Set<string>();
  const open = [path];
  for (let next = open.pop(); next; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    for (const { module, name } of model.imports(next)?.imports ?? []) {
      const inner = name ? model.locate(next, `${module}${module.endsWith('.') ? '' : '.'}${name}`) : null;
      open.push(...[model.locate(next, module), inner].filter((target) => target !== null));
    }
  }
  return [...reached];
}

/** The dotted name by which Python imports a file from a folder; null from elsewhere. */
export function moduleName(path: string, search: string): string | null {
  if (search && !path.startsWith(`${search}/`)) return null;
  const inside = search ? path.slice(search.length + 1) : path;
  const form = inside.replace(/\.py$/, '').replace(/\/__init__$/, '');
  return /^[\w/]+$/.test(form) ? form.replaceAll('/', '.') : null;
}
