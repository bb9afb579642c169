import type { SimpleCommand } from '@unblock/codemods/shell/index';
import type { CommandText, Contract, Deployable, PlatformId, Role } from '@unblock/platforms';
import type { Dependencies } from './dependencies/dependencies.ts';
import type {
  ClassSummary,
  Expression,
  Fact,
  FileFacts,
  ModuleSummary,
  ServerApi,
  ServerCall,
} from './facts.ts';
import type { ModuleImports } from './python/imports.ts';
import type { Place } from './reach.ts';
import type { Producer } from './resolve.ts';
import type { ApplicationPath } from './services/application.ts';
import type { PlacedCommand } from './services/start.ts';
import type { Value } from './value.ts';

/** The command by which a platform starts a service. */
export interface StartCommand {
  /** The platforms that start the service this way. */
  platforms: PlatformId[];
  /** The whole command, as it stands in the manifest or script. */
  command: CommandText;
  /** Its simple commands in order, after `npm run`, `sh -c`, wrappers and shell scripts, each with the text it stands in. */
  commands: PlacedCommand[];
  /** The command that starts the server or the process that stays, null when none is recognised. */
  server: ServerCommand | null;
}

/** A recognised server program in a start command. */
export interface ServerCommand {
  program:
    | 'gunicorn'
    | 'uvicorn'
    | 'hypercorn'
    | 'daphne'
    | 'waitress'
    | 'granian'
    | 'uwsgi'
    | 'flask'
    | 'fastapi'
    | 'django'
    | 'python'
    | 'node'
    | 'next'
    | 'vite'
    | 'serve'
    | 'http-server'
    | 'other';
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
  /** Where its application object can be imported from; null when there is none, or two that are equally likely. */
  application: ApplicationPath | null;
  dependencies: Dependencies;
  deployables: Deployable[];
  /** Source files of this service that are not tests, scripts of development or documentation. */
  files: string[];
}

/** The read-only view of a repository that rules work on. Paths are relative to the repository, with `/`. */
export interface Model {
  /** The repository's name: that of its origin, else of its folder. */
  name: string;
  services: Service[];
  /** Contracts of the platforms this run is about. */
  contracts: Contract[];
  /**
   * Folders whose code a platform may start that no contract stands for: how is not known. A package.json among them is a
   * front end that a platform serves as functions. Empty when somebody named the platforms of the run.
   */
  elsewhere: readonly string[];
  /** Every path of the repository that was not left out. */
  paths: ReadonlySet<string>;
  /** Whether git has a file in its index; outside git, whether it is there. */
  isTracked(path: string): boolean;
  /** Whether a path lies in a folder that was left out, such as build output that is committed: it is there, and is not read. */
  isLeftOut(path: string): boolean;
  /** Text of a file without byte order mark; null when it is not there or unreadable. */
  read(path: string): string | null;
  /** What a source file says; null when it is no source file, unreadable or has a syntax error. */
  facts(path: string): FileFacts | null;
  /** Names of a module, for following values; null like `facts`. */
  module(path: string): ModuleSummary | null;
  /** The imports of a module alone, told without parsing it where its language allows; null like `facts`. */
  imports(path: string): ModuleImports | null;
  /** Whether a file, by its words, can hold routes and no other fact: asking for its facts parses it. */
  holdsOnlyRoutes(path: string): boolean;
  /** Whether a file was parsed so far, without a syntax error. */
  isParsed(path: string): boolean;
  /** Facts of one kind in the files of a service. */
  factsOf<K extends Fact['kind']>(service: Service, kind: K): Extract<Fact, { kind: K }>[];
  /** Follows an expression to its value. Unknown stays unknown. */
  resolve(expression: Expression): Value;
  /** The call that made an object, and the outside module its maker came from. */
  producer(expression: Expression): Producer | null;
  /** The API behind a server call: told by the receiver's origin where the call alone does not say; null when it is no server. */
  serverApi(call: ServerCall): ServerApi | null;
  /** Whether a class reads its fields from the environment. */
  isSettings(summary: ClassSummary, path: string): boolean;
  /** The file a Python module name or an ECMAScript specifier means, seen from a file; null outside the repository. */
  locate(from: string, module: string): string | null;
  /**
   * The contracts under which a server call in the code is what starts the service: a start command runs its file, or
   * nothing else starts the service. Empty when another command starts it: the call is dead code there.
   */
  reachedUnder(service: Service, call: Place): Contract[];
  /** The service whose root folder it is. */
  service(root: string, language?: Service['language']): Service | null;
}
