import { joinPath } from '../paths.ts';

/**
 * The path in the repository that a command means. An absolute path is one of an image, into which the repository was copied:
 * the longest end of it that the repository holds below the folder, or below its root.
 *
 * @param holds whether the repository holds a path.
 * @returns the joined path where it is relative or nothing of it is there.
 */
export function repositoryPath(folder: string, path: string, holds: (path: string) => boolean): string {
  if (!path.startsWith('/')) return joinPath(folder, path);
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  // Images conventionally hold the repository in /app, or in /usr/src/app.
  const conventional = /^\/(usr\/src\/)?app(\/|$)/.exec(path)?.[0].length;
  const ends = segments.map((_, index) => segments.slice(index).join('/'));
  const candidates = conventional === undefined ? ends : [path.slice(conventional), ...ends];
  return (
    candidates
      .flatMap((end) => [joinPath(folder, end), joinPath('', end)])
      .find((candidate) => candidate === folder || holds(candidate)) ?? joinPath(folder, path)
  );
}

/** Whether a repository holds a folder. */
export function holdsFolder(paths: ReadonlySet<string>, folder: string): boolean {
  if (folder === '') return true;
  for (const path of paths) if (path.startsWith(`${folder}/`)) return true;
  return false;
}
