import { readJson } from '@unblock/codemods/json/read';
import type { Files } from '../locate.ts';
import { joinPath } from '../paths.ts';
import type { Dependencies, Dependency } from './dependencies.ts';

const LOCKS = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
];

/** What a platform installs for a Node service: its package.json, and the lock files beside it or above. */
export function nodeDependencies(files: Files, folder: string): Dependencies {
  const path = joinPath(folder, 'package.json');
  const text = files.read(path);
  const reading = text === null ? null : readJson(text);
  if (text === null || !reading || !('value' in reading))
    return { manifest: null, locks: [], entries: [], complete: text === null };
  const manifest = reading.value as Record<string, unknown> | null;
  const group = (name: string, production: boolean): Dependency[] => {
    const entries = manifest?.[name];
    if (!entries || typeof entries !== 'object' || Array.isArray(entries)) return [];
    return Object.entries(entries).map(([dependency, version]) => {
      const start = Math.max(0, text.indexOf(`"${dependency}"`));
      return {
        name: dependency,
        extras: [],
        specifier: typeof version === 'string' ? version : '',
        path,
        start,
        end: start + dependency.length + 2,
        production,
        group: production ? null : 'dev',
      };
    });
  };
  return {
    manifest: { path, format: 'package.json' },
    locks: locksOf(files, folder),
    entries: [
      ...group('dependencies', true),
      ...group('optionalDependencies', true),
      ...group('devDependencies', false),
    ],
    complete: true,
  };
}

/** Lock files of the folder, or of the workspace root above it. */
function locksOf(files: Files, folder: string): string[] {
  const segments = folder ? folder.split('/') : [];
  for (let depth = segments.length; depth >= 0; depth--) {
    const base = segments.slice(0, depth).join('/');
    const found = LOCKS.map((name) => joinPath(base, name)).filter((path) => files.paths.has(path));
    if (found.length > 0) return found;
  }
  return [];
}
