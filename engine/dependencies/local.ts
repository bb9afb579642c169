import { readToml } from '@unblock/codemods/toml/index';
import type { Files } from '../locate.ts';
import { folderOf, joinPath } from '../paths.ts';
import type { Dependency } from './dependencies.ts';
import { readProject } from './project.ts';
import { readSetup } from './setup.ts';
import { table } from './toml-entries.ts';

/** What installing packages of the repository brings; `complete` false where that cannot be told. */
export interface Brought {
  entries: Dependency[];
  complete: boolean;
}

/** What installing the package in a folder brings: `-e .`, `./lib[web]`, a path or workspace source. */
export function packageIn(
  files: Files,
  folder: string,
  extras: readonly string[],
  seen: Set<string> = new Set(),
): Brought {
  if (seen.has(folder)) return { entries: [], complete: true };
  seen.add(folder);
  const path = (name: string) => joinPath(folder, name);
  const project = files.paths.has(path('pyproject.toml')) ? readProject(files, path('pyproject.toml')) : null;
  const hasSetup = ['setup.cfg', 'setup.py'].some((name) => files.paths.has(path(name)));
  const own = project ?? (hasSetup ? readSetup(files, folder) : null);
  if (!own) return { entries: [], complete: false };
  const wanted = own.entries.filter(
    ({ production, group }) => production || (group !== null && extras.includes(group)),
  );
  const members = project ? membersBrought(files, folder, project.members, wanted, seen) : null;
  return {
    entries: [...wanted.map((entry) => ({ ...entry, production: true })), ...(members?.entries ?? [])],
    complete: own.complete && (members?.complete ?? true),
  };
}

/** What those packages bring that a project takes from the repository itself. */
export function membersBrought(
  files: Files,
  folder: string,
  members: readonly { name: string; path: string | null }[],
  wanted: readonly Dependency[],
  seen: Set<string>,
): Brought {
  const found: Brought = { entries: [], complete: true };
  for (const { name, path } of members) {
    const entry = wanted.find((dependency) => dependency.name === name);
    if (!entry) continue;
    const at = path === null ? workspaceMember(files, folder, name) : joinPath(folder, path);
    const brought = at === null ? null : packageIn(files, at, entry.extras, seen);
    found.entries.push(...(brought?.entries ?? []));
    found.complete &&= brought?.complete ?? false;
  }
  return found;
}

/** The folder of a workspace's package, told by the name in its pyproject.toml. */
function workspaceMember(files: Files, folder: string, name: string): string | null {
  const top = folder.split('/')[0] ?? '';
  const candidates = [...files.paths].filter((path) => /(^|\/)pyproject\.toml$/.test(path));
  candidates.sort((a, b) => Number(b.startsWith(`${top}/`)) - Number(a.startsWith(`${top}/`)));
  for (const path of candidates) {
    const { values } = readToml(files.read(path) ?? '');
    const written = table(values?.project).name;
    if (typeof written === 'string' && written.toLowerCase().replace(/[-_.]+/g, '-') === name)
      return folderOf(path);
  }
  return null;
}
