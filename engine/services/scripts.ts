import { jsonStringSpan, readJson } from '@unblock/codemods/json/read';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { CommandText } from '@unblock/platforms';
import { copiedFile, repositoryPath } from './image-path.ts';
import type { StartContext } from './start.ts';

const PACKAGE_MANAGERS = new Set(['npm', 'pnpm', 'yarn', 'bun']);

/** A script of the package.json in a folder, where it stands; null without one. */
export function packageScript(context: StartContext, name: string): CommandText | null {
  const path = context.root ? `${context.root}/package.json` : 'package.json';
  const text = context.read(path);
  const place = text === null ? null : stringIn(text, ['scripts', name]);
  if (!place) return null;
  return {
    text: place.value,
    form: 'shell',
    source: { path, kind: 'package.json', start: place.start, end: place.end },
  };
}

/** A string of a package.json with its place; null when it is not there, or the file does not parse. */
export function stringIn(text: string, path: string[]): { value: string; start: number; end: number } | null {
  if ('error' in readJson(text)) return null;
  const place = jsonStringSpan(text, path);
  return place ? { ...place, value: JSON.parse(text.slice(place.start, place.end)) } : null;
}

/** The script a command calls: `npm run x`, `yarn x`, `pnpm --filter api start`, `bash start.sh`, `./start.sh`. */
export function scriptOf(
  context: StartContext,
  words: string[],
): { text: CommandText; folder: string } | null {
  const program = words[0] ?? '';
  if (PACKAGE_MANAGERS.has(program)) return packageCall(context, words);
  const isShell = /^(ba|da|a|z)?sh$/.test(programName(program));
  const file = isShell ? words.slice(1).find((word) => !word.startsWith('-')) : program;
  if (!file || (!isShell && !/\.sh$|^\.?\//.test(file))) return null;
  const holds = (candidate: string) => context.paths.has(candidate);
  const image = file.startsWith('/') && context.image ? context.read(context.image) : null;
  const copied = context.image && image !== null ? copiedFile(context.image, image, file, holds) : null;
  const path =
    copied ?? [context.root, ''].map((folder) => repositoryPath(folder, file, holds)).find(holds) ?? null;
  const text = path ? context.read(path) : null;
  if (!path || text === null || (!isShell && !/^#!.*sh\b/.test(text) && !path.endsWith('.sh'))) return null;
  return {
    text: { text, form: 'shell', source: { path, kind: 'script', start: 0, end: text.length } },
    folder: context.root,
  };
}

function packageCall(context: StartContext, given: string[]): { text: CommandText; folder: string } | null {
  // `--workspace=api` says the same as `--workspace api`.
  const words = given.flatMap((word) => (/^--(filter|workspace)=/.test(word) ? word.split('=') : [word]));
  const filter = words.findIndex(
    (word) =>
      word === '--filter' || word === '-F' || word === '--workspace' || word === '-w' || word === 'workspace',
  );
  const folder = filter > 0 ? workspaceFolder(context, words[filter + 1] ?? '') : folderOption(words);
  const rest = words
    .slice(1)
    .filter((word, index) => index + 1 !== filter && index !== filter && !word.startsWith('-'));
  const name = rest[0] === 'run' || rest[0] === 'run-script' ? rest[1] : rest[0];
  if (!name || folder === null) return null;
  const root = folder ?? context.root;
  const text = packageScript({ ...context, root }, name);
  return text ? { text, folder: root } : null;
}

function folderOption(words: string[]): string | undefined {
  const at = words.findIndex(
    (word) => word === '--prefix' || word === '-C' || word === '--cwd' || word === '--dir',
  );
  return at > 0 ? words[at + 1]?.replace(/^\.\/|\/$/g, '') : undefined;
}

/** The folder of a workspace by its package name or its path; null when there is none. */
function workspaceFolder(context: StartContext, name: string): string | null {
  const path = name.replace(/^\.\/|\/$/g, '');
  if (context.paths.has(`${path}/package.json`)) return path;
  for (const candidate of context.paths) {
    if (!candidate.endsWith('/package.json')) continue;
    const text = context.read(candidate);
    const found = text === null ? undefined : stringIn(text, ['name'])?.value;
    if (found === name || found?.endsWith(`/${name}`)) return candidate.slice(0, -'/package.json'.length);
  }
  return null;
}
