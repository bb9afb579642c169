import { jsonAt, recordOf } from '../json-value.ts';
import { type Files, nodeFile, normalize } from '../locate.ts';
import { joinPath } from '../paths.ts';
import { workspaceOf } from '../services/workspaces.ts';

/** What `imports` of the nearest package.json means by `#name`. https://nodejs.org/api/packages.html#subpath-imports */
export function ownImport(files: Files, folder: readonly string[], specifier: string): string | null {
  const base = nearestPackage(files, folder);
  for (const [pattern, given] of Object.entries(recordOf(manifestOf(files, base).imports))) {
    const target = typeof given === 'string' ? given : recordOf(given).default;
    const [before = '', after] = pattern.split('*');
    const isMatch = after === undefined ? specifier === pattern : specifier.startsWith(before);
    if (!isMatch || typeof target !== 'string') continue;
    const path = `${base}/${target.replace('*', specifier.slice(before.length))}`;
    return nodeFile(files, normalize(path.split('/')));
  }
  return null;
}

/** A package of the same workspace, by the file that it says it begins with, or by its sources. */
export function workspacePackage(files: Files, folder: readonly string[], specifier: string): string | null {
  const [, name = '', inner = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(specifier) ?? [];
  const member = workspaceMembers(files, folder).get(name);
  if (member === undefined) return null;
  const { source, types, module, main } = manifestOf(files, member);
  const stems = inner
    ? [inner, `src/${inner}`]
    : [source, types, module, main, 'src/index', 'index', 'src/main'].filter(
        (stem) => typeof stem === 'string',
      );
  return (
    stems
      .map((stem) => nodeFile(files, normalize(`${member}/${stem}`.split('/'))))
      .find((path) => path !== null) ?? null
  );
}

/** Every import asks for the packages of the same few workspaces: once for a repository is enough. */
const MEMBERS = new WeakMap<Files, Map<string, ReadonlyMap<string, string>>>();

function workspaceMembers(files: Files, folder: readonly string[]): ReadonlyMap<string, string> {
  const all = MEMBERS.get(files) ?? new Map<string, ReadonlyMap<string, string>>();
  MEMBERS.set(files, all);
  const key = nearestPackage(files, folder);
  const known = all.get(key);
  if (known) return known;
  const members = workspaceOf(files, key)?.members ?? [];
  const found = new Map(
    members.filter(({ name }) => name !== '').map((member) => [member.name, member.folder]),
  );
  all.set(key, found);
  return found;
}

function nearestPackage(files: Files, folder: readonly string[]): string {
  for (let depth = folder.length; depth > 0; depth--) {
    const base = folder.slice(0, depth).join('/');
    if (files.paths.has(`${base}/package.json`)) return base;
  }
  return '';
}

function manifestOf(files: Files, folder: string): Record<string, unknown> {
  return recordOf(jsonAt(files, joinPath(folder, 'package.json')));
}
