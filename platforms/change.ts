import type { Edit } from '@unblock/codemods';
import type { Deployable } from './deployable.ts';

/** Where the value of a variable comes from. */
export type VariableSource =
  | { from: 'value'; value: string }
  /** Random text of no particular form. */
  | { from: 'generated' }
  /** A person types it in. */
  | { from: 'person' }
  /** The connection string of the database that the manifest declares; asked for where it declares none, or several. */
  | { from: 'database' };

export interface ManifestVariable {
  name: string;
  source: VariableSource;
}

/** Another process of the application of `like`: it is built the same way and gets the same variables. */
export interface NewProcess {
  kind: 'process';
  like: Deployable;
  /** A word: `worker`, `beat`. It is the name of the process, or what the name of the service ends with. */
  name: string;
  role: 'worker' | 'scheduler';
  command: string;
  /** Variables that `like` does not have. */
  variables: readonly ManifestVariable[];
}

/** One thing to say in a manifest. What the manifest says of it so far is replaced. Commands are shell commands. */
export type ManifestChange =
  | { kind: 'pre-deploy' | 'start' | 'build'; deployable: Deployable; command: string }
  | { kind: 'health'; deployable: Deployable; path: string }
  | { kind: 'variable'; deployable: Deployable; variable: ManifestVariable }
  | NewProcess;

/**
 * Writes a change into manifests of one kind; null where they have no place for it.
 *
 * @param current the deployable of the change as the text has it.
 */
export type ManifestEditor = (text: string, change: ManifestChange, current: Deployable) => Edit[] | null;
