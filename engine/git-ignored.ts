import ignore from 'ignore';
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
    const { ignored, unignored } = ignore()
      .add(text)
      .test(folder ? path.slice(folder.length + 1) : path);
    if (ignored || unignored) return ignored ? file : null;
  }
  return null;
}
