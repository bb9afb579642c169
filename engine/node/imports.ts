import { posix } from 'node:path';

/** The specifier by which a file imports another one: relative, with an extension where its other imports have one. */
export function specifierFrom(path: string, target: string, text: string): string {
  const relative = posix.relative(posix.dirname(path), target);
  const bare = relative
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replace(/(^|\/)index$/, (_all, slash: string) => slash && '');
  const extension = /from\s+['"]\.[^'"]*(\.[cm]?[jt]s)['"]/.exec(text)?.[1] ?? '';
  const specifier = extension === '' ? bare : relative.replace(/\.[cm]?[jt]sx?$/, extension);
  return specifier.startsWith('.') ? specifier : `./${specifier}`;
}
