import type { Model, Service } from '@unblock/engine';

/** The script of a single-file component of Vue or Svelte, by its place in the file. */
export interface Script {
  start: number;
  end: number;
  /** A name for it that says its language. */
  path: string;
}

const COMPONENT = /\.(vue|svelte)$/;
const SCRIPT = /<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/script>/g;

/** The single-file components of a service that browsers run; Nuxt runs its own on the server as well. */
export function componentsOf({ root, framework, dependencies }: Service, model: Model): string[] {
  const isUsed = dependencies.entries.some(({ name }) => /^(vue|svelte)$/.test(name));
  if (!isUsed || framework === 'nuxt') return [];
  const prefix = root ? `${root}/` : '';
  const inner = model.services
    .filter((other) => other.root !== root && other.root.startsWith(prefix))
    .map((other) => `${other.root}/`);
  return [...model.paths].filter(
    (path) =>
      COMPONENT.test(path) && path.startsWith(prefix) && !inner.some((folder) => path.startsWith(folder)),
  );
}

export function isComponent(path: string): boolean {
  return COMPONENT.test(path);
}

/** The scripts of a component; the markup around them is none of this rule's. */
export function scriptsIn(path: string, text: string): Script[] {
  const hidden = text.replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length));
  return [...hidden.matchAll(SCRIPT)].flatMap((found): Script[] => {
    const [whole, attributes = '', body = ''] = found;
    const lang = /\blang\s*=\s*["']?(\w+)/.exec(attributes)?.[1] ?? 'js';
    if (!/^(js|ts|javascript|typescript)$/.test(lang) || /\bsrc\s*=/.test(attributes)) return [];
    const start = found.index + whole.length - '</script>'.length - body.length;
    return [{ start, end: start + body.length, path: `${path}.${lang.startsWith('t') ? 'ts' : 'js'}` }];
  });
}
