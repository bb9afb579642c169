import { option } from '@unblock/codemods/shell/index';
import type { ServerCommand } from '../model.ts';
import { joinPath } from '../paths.ts';
import { holdsFolder, repositoryPath } from './image-path.ts';

/**
 * The file of the module that a server command is given, from the folders in which its program looks: the one it runs in or
 * `--chdir`, `--app-dir` and `--working-dir` name, those of `--pythonpath` and PYTHONPATH, then a `src` folder, which is installed as a package.
 * Null where none holds it, or two do.
 *
 * @param folder where the command runs, relative to the repository.
 */
export function applicationFile(
  paths: ReadonlySet<string>,
  { command, application }: Pick<ServerCommand, 'command' | 'application'>,
  folder: string,
): string | null {
  const module = (application?.split(':')[0] ?? '').replace(/\.py$/, '');
  if (!/^\w[\w.]*$/.test(module)) return null;
  const place = (path: string) => repositoryPath(folder, path, (found) => holdsFolder(paths, found));
  const moved = option(command, ['--chdir', '--app-dir', '--working-dir']);
  // A folder that only the shell knows.
  if (moved && moved.value === null) return null;
  const base = place(moved?.value ?? '.');
  const more = [
    ...(option(command, ['--pythonpath'])?.value?.split(',') ?? []),
    ...(command.assignments.findLast(({ name }) => name === 'PYTHONPATH')?.value?.split(':') ?? []),
  ].filter((path) => path !== '' && path !== '.');
  const form = module.replaceAll('.', '/');
  for (const folders of [[base, ...more.map(place)], [joinPath(base, 'src')]]) {
    const found = new Set(
      folders
        .flatMap((at) => [joinPath(at, `${form}.py`), joinPath(at, `${form}/__init__.py`)])
        .filter((path) => paths.has(path)),
    );
    const [only] = found;
    if (only !== undefined) return found.size === 1 ? only : null;
  }
  return null;
}
