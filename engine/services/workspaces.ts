import { readYaml } from '@unblock/codemods/yaml/index';
import { matchesGlob } from '../glob.ts';
import { jsonAt, jsonValue, recordOf } from '../json-value.ts';
import type { Files } from '../locate.ts';
import { joinPath } from '../paths.ts';

/** A package of a workspace, with its folder relative to the repository. */
export interface Member {
  folder: string;
  /** The name in its package.json; '' without one. */
  name: string;
}

/** The folder that one install serves, and the packages below it. */
export interface Workspace {
  root: string;
  members: readonly Member[];
}

/**
 * The workspace that a folder is the root or a member of; null when its package.json stands alone.
 *
 * https://docs.npmjs.com/cli/using-npm/workspaces · https://pnpm.io/pnpm-workspace_yaml ·
 * https://yarnpkg.com/features/workspaces · Lerna names its packages in lerna.json, unless it uses the manager's.
 */
export function workspaceOf(files: Files, folder: string): Workspace | null {
  const segments = folder ? folder.split('/') : [];
  for (let depth = segments.length; depth >= 0; depth--) {
    const root = segments.slice(0, depth).join('/');
    const workspace = workspaceAt(files, root);
    if (workspace && (root === folder || workspace.members.some((member) => member.folder === folder)))
      return workspace;
  }
  return null;
}

/** The packages that a filter of pnpm, Turborepo or a workspace option means, seen from a folder. */
export function membersMatching(files: Files, from: string, filter: string): Member[] {
  const { root, members } = workspaceOf(files, from) ?? { root: from, members: packagesBelow(files, from) };
  // `api...` and `...^api` bring packages around it: it is the one that is meant.
  const plain = filter.replace(/^\.\.\.\^?(?=[^.])|\^?\.\.\.$/g, '').replace(/^\{(.*)\}$/, '$1');
  if (plain === '' || /^[!.]?\[/.test(plain) || plain.startsWith('!')) return [];
  const folder = joinPath(plain.startsWith('.') ? from : root, plain);
  const byFolder = members.filter((member) => member.folder === folder);
  if (byFolder.length > 0) return byFolder;
  const byName = members.filter(({ name }) => matchesGlob(plain, name));
  return byName.length > 0
    ? byName
    : members.filter(({ name }) => matchesGlob(plain, name.replace(/^@[^/]+\//, '')));
}

/** Every model asks for the same few roots: once for its files is enough. */
const KNOWN = new WeakMap<ReadonlySet<string>, Map<string, { texts: string; workspace: Workspace | null }>>();

function workspaceAt(files: Files, root: string): Workspace | null {
  const names = ['pnpm-workspace.yaml', 'package.json', 'lerna.json'].map((name) => joinPath(root, name));
  const sources = names.map((path) => (files.paths.has(path) ? files.read(path) : null));
  const texts = JSON.stringify(sources);
  const all = KNOWN.get(files.paths) ?? new Map<string, { texts: string; workspace: Workspace | null }>();
  KNOWN.set(files.paths, all);
  const known = all.get(root);
  if (known?.texts === texts) return known.workspace;
  const [pnpm = null, manifest = null, lerna = null] = sources;
  const patterns = pnpmPackages(pnpm) ?? declaredPackages(manifest) ?? lernaPackages(lerna);
  const workspace = patterns && { root, members: packagesBelow(files, root, patterns) };
  all.set(root, { texts, workspace });
  return workspace;
}

function pnpmPackages(text: string | null): string[] | null {
  if (text === null) return null;
  const { value, problem } = readYaml(text);
  return stringsOf(recordOf(problem ? null : value).packages);
}

/** `"workspaces": [...]`, or `{ "packages": [...] }`. */
function declaredPackages(text: string | null): string[] | null {
  const workspaces = recordOf(jsonValue(text)).workspaces;
  return stringsOf(workspaces) ?? stringsOf(recordOf(workspaces).packages);
}

function lernaPackages(text: string | null): string[] | null {
  return stringsOf(recordOf(jsonValue(text)).packages);
}

/** The packages below a folder, all of them or those that the patterns of a workspace name. */
function packagesBelow(files: Files, root: string, patterns?: readonly string[]): Member[] {
  const prefix = root ? `${root}/` : '';
  const all = (patterns ?? []).flatMap((pattern) => alternatives(pattern));
  const wanted = all.filter((pattern) => !pattern.startsWith('!')).map(folders);
  const refused = all.filter((pattern) => pattern.startsWith('!')).map(folders);
  const members: Member[] = [];
  for (const path of files.paths) {
    if (!path.startsWith(prefix) || !path.endsWith('/package.json')) continue;
    const folder = path.slice(0, -'/package.json'.length);
    const inside = folder.slice(prefix.length);
    if (inside === '' || folder.length < prefix.length) continue;
    if (patterns && !wanted.some((pattern) => matchesGlob(pattern, inside))) continue;
    if (refused.some((pattern) => matchesGlob(pattern, inside))) continue;
    const { name } = recordOf(jsonAt(files, path));
    members.push({ folder, name: typeof name === 'string' ? name : '' });
  }
  return members.sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** `{apps,packages}/*` says two patterns. */
function alternatives(pattern: string): string[] {
  const braces = /^([^{]*)\{([^{}]*)\}(.*)$/.exec(pattern);
  if (!braces) return [pattern];
  const [, before = '', inner = '', after = ''] = braces;
  return inner.split(',').map((one) => before + one + after);
}

/** A pattern of folders as it is compared: without `!`, `./` and the last slash. */
function folders(pattern: string): string {
  return pattern.replace(/^!/, '').replace(/^\.\//, '').replace(/\/$/, '');
}

function stringsOf(value: unknown): string[] | null {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : null;
}
