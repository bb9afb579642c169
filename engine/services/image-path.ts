import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { folderOf, joinPath } from '../paths.ts';

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

/**
 * The file of the repository that a Dockerfile copies to an absolute path of its image; null where no COPY says so. A
 * destination that begins with a variable is compared by the rest of it.
 *
 * @param dockerfile path of the Dockerfile; sources count from the repository, else from its folder.
 */
export function copiedFile(
  dockerfile: string,
  text: string,
  path: string,
  holds: (path: string) => boolean,
): string | null {
  const folder = folderOf(dockerfile);
  for (const { sources, destination, from } of (readDockerfile(text).image?.copies ?? []).reverse()) {
    if (from !== null) continue;
    const place = destination.replace(/^\$\{?\w+\}?/, '');
    const isWhole = place === destination;
    for (const source of sources) {
      const base = source.slice(source.lastIndexOf('/') + 1);
      const target =
        place.endsWith('/') || sources.length > 1 ? `${place.replace(/\/$/, '')}/${base}` : place;
      const isSame = isWhole ? path === target : target !== '' && path.endsWith(target);
      const found = isSame ? [joinPath('', source), joinPath(folder, source)].find(holds) : undefined;
      if (found !== undefined) return found;
    }
  }
  return null;
}
