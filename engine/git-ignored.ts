import ignore, { type Ignore } from 'ignore';
import type { Model } from './model.ts';

/** Whether a .gitignore of the repository keeps a path out of git. */
export function isGitIgnored(model: Pick<Model, 'read'>, path: string): boolean {
  return ignoringFile(model, path) !== null;
}

/** The .gitignore that keeps a path out of git: the deepest one that says anything of it decides. */
export function ignoringFile(model: Pick<Model, 'read'>, path: string): string | null {
  const folders = path.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    const folder = folders.slice(0, depth).join('/');
    const file = folder ? `${folder}/.gitignore` : '.gitignore';
    const text = model.read(file);
    if (text === null) continue;
    const { ignored, unignored } = matcherOf(model, file, text).test(
      folder ? path.slice(folder.length + 1) : path,
    );
    if (ignored || unignored) return ignored ? file : null;
  }
  return null;
}

interface Matcher {
  text: string;
  matcher: Ignore;
}

const MATCHERS = new WeakMap<Pick<Model, 'read'>, Map<string, Matcher>>();

/** One file is asked for many paths, and making its patterns ready takes longer than a test. */
function matcherOf(model: Pick<Model, 'read'>, file: string, text: string): Ignore {
  const all = MATCHERS.get(model) ?? new Map<string, Matcher>();
  MATCHERS.set(model, all);
  const known = all.get(file);
  if (known?.text === text) return known.matcher;
  const matcher = ignore().add(text);
  all.set(file, { text, matcher });
  return matcher;
}
