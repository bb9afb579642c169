import type { ManifestKind, PlatformId } from './contract.ts';

/** Where a command stands in a manifest, so that it can be replaced there in its own notation. */
export interface CommandSource {
  /** Path of the file, relative to the repository, with `/`. */
  path: string;
  kind: ManifestKind;
  /** Range of the whole notation in the file's text: the YAML scalar, the JSON string, the Dockerfile instruction's arguments. */
  start: number;
  end: number;
}

/** A command as a manifest gives it. */
export interface CommandText {
  /** The command, decoded: without YAML or JSON quotes. An exec-form array is joined as shell words. */
  text: string;
  /** `shell`: a shell expands variables; `exec`: nothing does. */
  form: 'shell' | 'exec';
  source: CommandSource;
}

/** A variable that a manifest declares for a process. Literal values are kept only where they are no secrets. */
export interface DeclaredVariable {
  name: string;
  /** The literal value, `null` where the platform generates it, asks for it or wires it. */
  value: string | null;
}

export type Role = 'web' | 'worker' | 'scheduler' | 'static' | 'migration';

/** What one manifest says of one process. */
export interface Deployable {
  platform: PlatformId;
  kind: ManifestKind;
  /** Path of the manifest, relative to the repository. */
  path: string;
  name: string;
  role: Role;
  /** Folder in which the commands run, relative to the repository; '' is its root. */
  root: string;
  /** The platform's free plan, where the manifest says so. */
  freePlan: boolean;
  /** Number of instances, where the manifest gives it. */
  instances?: number;
  start: CommandText | null;
  build: CommandText | null;
  preDeploy: CommandText | null;
  /** Health path the platform will ask, with its place in the manifest. */
  health: { value: string; start: number; end: number } | null;
  /** The platform checks the process in another way than by a path: a TCP connection. */
  isCheckedOtherwise?: true;
  /** The Dockerfile that gives the start command, relative to the repository, where the manifest only points to one. */
  dockerfile: string | null;
  variables: DeclaredVariable[];
  /** No platform that a contract stands for starts it: another one reads the file, or a developer does. */
  isForeign?: true;
  /** The platform makes functions of the file that would start a server. */
  takesServer?: true;
  /** It also takes variables from a group that is declared somewhere else. */
  hasOtherVariables?: true;
}

/** A manifest that could not be read: one line, for the outcome's `unread`. */
export class ManifestError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ManifestError';
  }
}
