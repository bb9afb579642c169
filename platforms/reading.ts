import { posix } from 'node:path';
import type { ManifestKind } from './contract.ts';
import type { CommandText, DeclaredVariable, Deployable, Role } from './deployable.ts';
import type { Tree, TreePath } from './tree.ts';

/** A manifest: its path relative to the repository, and its text without byte order mark. */
export interface ManifestFile {
  path: string;
  text: string;
}

/** What a reader knows of its surroundings. */
export interface Surroundings {
  /** Whether a manifest with this path was given as well. */
  exists(path: string): boolean;
  /** The text of another file of the repository; null where there is none. */
  read(path: string): string | null;
  /** Tells of a part of the manifest that could not be read, in one line. */
  report(reason: string): void;
}

/** Reads a manifest of one kind. Throws ManifestError when nothing in it can be read. */
export type Reader = (file: ManifestFile, surroundings: Surroundings) => Deployable[];

/** The folder of a path; '' is the root of the repository. */
export function folderOf(path: string): string {
  return joinPaths(posix.dirname(path));
}

/** Joins and normalises paths relative to the repository: `./a/../b/` is `b`, '' is the root. */
export function joinPaths(...paths: string[]): string {
  const joined = posix.join(...paths).replace(/^\/+|\/+$/g, '');
  return joined === '.' ? '' : joined;
}

/** The last folder of a path, or `fallback` at the root. */
export function folderName(folder: string, fallback: string): string {
  return folder === '' ? fallback : posix.basename(folder);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries of a value when it is a record, none otherwise. */
export function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}

/** The command at a path of a manifest; null when there is none. */
export function commandAt(
  tree: Tree,
  path: TreePath,
  source: { path: string; kind: ManifestKind },
  form: CommandText['form'],
): CommandText | null {
  const place = tree.at(path);
  if (typeof place?.value !== 'string') return null;
  const text = place.value.trimEnd();
  return text === ''
    ? null
    : { text, form, source: { path: source.path, kind: source.kind, start: place.start, end: place.end } };
}

/** The health path at a path of a manifest; null when there is none. */
export function healthAt(tree: Tree, path: TreePath): Deployable['health'] {
  const place = tree.at(path);
  return typeof place?.value === 'string' ? { value: place.value, start: place.start, end: place.end } : null;
}

const SECRET_NAME = /secret|passw|_pass$|token|credential|private|dsn$|api_?key|(^|_)key(_|$)/i;
const SECRET_VALUE = /:\/\/[^\s/@]*:[^\s/@]+@/;

/** A declared variable; a literal that may be a secret is left out. */
export function variable(name: string, value: unknown): DeclaredVariable {
  const literal = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
  const secret = SECRET_NAME.test(name) || (literal !== null && SECRET_VALUE.test(literal));
  return { name, value: secret ? null : literal };
}

/** The role a process's name tells, `fallback` when it tells none. */
export function roleOf(name: string, fallback: Role): Role {
  const words = name.toLowerCase().split(/[^a-z]+/);
  const has = (...names: string[]) => names.some((candidate) => words.includes(candidate));
  if (has('release', 'migrate', 'migration', 'migrations')) return 'migration';
  if (has('scheduler', 'clock', 'beat', 'cron')) return 'scheduler';
  if (has('worker', 'workers', 'celery', 'consumer', 'queue', 'rq')) return 'worker';
  if (has('web', 'app', 'api', 'server')) return 'web';
  return fallback;
}
