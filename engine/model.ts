import type { Contract, CommandText, Deployable, PlatformId, Role } from '@unblock/platforms';
import type { SimpleCommand } from '@unblock/codemods/shell/index';
import type { Fact, FileFacts, ImportSummary, ModuleSummary, Span } from './facts.ts';
import type { Dependencies } from './dependencies/dependencies.ts';
import type { Value } from './value.ts';

/** The command by which a platform starts a service. */
export interface StartCommand {
  /** The platforms that start the service this way. */
  platforms: PlatformId[];
  /** The whole command, as it stands in the manifest or script. */
  command: CommandText;
  /** Its simple commands in order, after `npm run`, `sh -c` and wrappers. */
  commands: SimpleCommand[];
  /** The command that starts the server or the process that stays, null when none is recognised. */
  server: ServerCommand | null;
}

/** A recognised server program in a start command. */
export interface ServerCommand {
  program: 'gunicorn' | 'uvicorn' | 'hypercorn' | 'daphne' | 'waitress' | 'flask' | 'fastapi' | 'django' | 'python' | 'node' | 'next' | 'other';
  command: SimpleCommand;
  /** The command text its offsets count in. */
  text: CommandText;
  /** `app.main:app` for Python servers. */
  application: string | null;
  /** The file that runs as the main module: `app/main.py`, `dist/main.js`; relative to the repository. */
  entry: string | null;
}

/** One deployable unit of the repository. */
export interface Service {
  name: string;
  /** Folder relative to the repository; '' is its root. */
  root: string;
  language: 'python' | 'node';
  framework: string | null;
  role: Role;
  /** What tells the platforms how to start it, in their order of precedence. */
  starts: StartCommand[];
  /** The file that a developer runs: holds the application object or the server call. */
  entry: string | null;
  /** Import string of the application object: `app.main:app`, null when there is none or more than one. */
  application: string | null;
  dependencies: Dependencies;
  deployables: Deployable[];
  /** Source files of this service that are not tests, scripts of development or documentation. */
  files: string[];
}

/** The read-only view of a repository that rules work on. Paths are relative to the repository, with `/`. */
export interface Model {
  services: Service[];
  /** Contracts of the platforms this run is about. */
  contracts: Contract[];
  /** Every path of the repository that was not left out. */
  paths: ReadonlySet<string>;
  /** Text of a file without byte order mark; null when it is not there or unreadable. */
  read(path: string): string | null;
  /** What a source file says; null when it is no source file, unreadable or has a syntax error. */
  facts(path: string): FileFacts | null;
  /** Facts of one kind in the files of a service. */
  factsOf<K extends Fact['kind']>(service: Service, kind: K): Extract<Fact, { kind: K }>[];
  /** Follows an expression to its value. Unknown stays unknown. */
  resolve(expression: import('./facts.ts').Expression): Value;
  /** The file a Python module name or an ECMAScript specifier means, seen from a file; null outside the repository. */
  locate(from: string, module: string): string | null;
  /** Contracts under which a service is started by one of its start commands, or all when none is bound to a platform. */
  contractsOf(service: Service): Contract[];
}

export type { ImportSummary, ModuleSummary, Span };
