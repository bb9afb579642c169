import { type DockerCopy, readDockerfile } from '@unblock/codemods/dockerfile/index';
import { joinPath } from '../paths.ts';
import { repositoryPath } from './image-path.ts';
import type { Root } from './roots.ts';

/**
 * The project below a folder that an image works in: with the whole folder in it, `COPY . /app`, `WORKDIR /app/server`, or
 * with the sources of that project alone where the image works, `WORKDIR /code`, `COPY api/app /code/app`. Null where the
 * image says no such thing.
 *
 * @param text of the Dockerfile. `folder` is that of the build context, relative to the repository.
 */
export function imageFolder(text: string, roots: readonly Root[], folder: string): string | null {
  const image = readDockerfile(text).image;
  if (!image?.workdir?.startsWith('/')) return null;
  const isWhole = image.copies.some(({ sources }) => sources.some((source) => joinPath('', source) === ''));
  if (!isWhole) return onlyCopied(image.copies, image.workdir, roots, folder);
  const found = repositoryPath(folder, image.workdir, (at) => roots.some((root) => root.folder === at));
  const isBelow = found !== folder && (folder === '' || found.startsWith(`${folder}/`));
  return isBelow && roots.some((root) => root.folder === found) ? found : null;
}

/** The one project below a folder of which an image holds sources, where they lie in it as they do in the project. */
function onlyCopied(
  copies: readonly DockerCopy[],
  workdir: string,
  roots: readonly Root[],
  folder: string,
): string | null {
  const found = new Set<string>();
  for (const { sources, destination, from } of copies) {
    for (const source of from === null ? sources : []) {
      const path = joinPath(folder, source);
      const root = deepest(path, roots);
      if (root === null || root === folder || path.endsWith('.txt')) continue;
      const place = destination.startsWith('/') ? destination : `${workdir}/${destination}`;
      const isSame = joinPath(workdir, path.slice(root.length)) === joinPath('', place);
      if (!isSame) return null;
      found.add(root);
    }
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** The deepest project folder that is or holds a path. */
function deepest(path: string, roots: readonly Root[]): string | null {
  let best: string | null = null;
  for (const { folder } of roots) {
    const holds = folder === '' || path === folder || path.startsWith(`${folder}/`);
    if (holds && (best === null || folder.length > best.length)) best = folder;
  }
  return best;
}
