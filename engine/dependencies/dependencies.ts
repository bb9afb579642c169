/** A manifest of dependencies and what it can be asked to do. */
export type DependencyFormat =
  | 'requirements'
  | 'pep621'
  | 'poetry'
  | 'pipfile'
  | 'setup.cfg'
  | 'package.json';

/** One declared dependency, name normalised (PEP 503 for Python). */
export interface Dependency {
  name: string;
  extras: string[];
  /** Version specifier as written: `==0.32.0`, `^23.0`; '' without one. */
  specifier: string;
  path: string;
  /** Range of the declaration in that file. */
  start: number;
  end: number;
  /** Installed in production: not in a development group. */
  production: boolean;
  /** The group or extra it is declared in: `dev`, `test`, `server`; null for what is always installed. */
  group: string | null;
}

/** What a platform installs for a service, in the order of precedence of its package manager. */
export interface Dependencies {
  /** The file that new requirements belong in; null when the service declares none. */
  manifest: { path: string; format: DependencyFormat } | null;
  /** Lock files that an edit of the manifest would make stale, relative to the repository. */
  locks: string[];
  entries: Dependency[];
  /** False where something could not be followed (a missing include, a dynamic setup.py): absence proves nothing then. */
  complete: boolean;
  /** The line by which pip refuses a requirements file, and with it the whole install. */
  refused?: { path: string; start: number; end: number; line: number };
}

/** A production dependency by its normalised name. */
export function findDependency(
  dependencies: Pick<Dependencies, 'entries'>,
  name: string,
): Dependency | undefined {
  return dependencies.entries.find((entry) => entry.production && entry.name === name);
}
