import type { EnvironmentCall, EnvironmentHelper, SettingsClass } from './environment-facts.ts';
import type { Expression, ModuleSummary } from './module-facts.ts';
import type { ExposedRead } from './node/exposed.ts';
import type { PythonCall } from './python/calls.ts';
import type {
  NestApplication,
  NestModule,
  ScheduledJob,
  ScheduleModule,
  SchedulerRegistry,
  SchedulerShutdown,
  SchedulerStart,
} from './schedule-facts.ts';
import type { SigningKey } from './signing-facts.ts';

export type * from './environment-facts.ts';
export type * from './module-facts.ts';
export type { ExposedRead } from './node/exposed.ts';
export type { PythonCall } from './python/calls.ts';
export type * from './schedule-facts.ts';
export type * from './signing-facts.ts';

/** A range in one file: UTF-16 offsets into its text without byte order mark. */
export interface Span {
  path: string;
  start: number;
  end: number;
}

/** Something a source file says, with its exact span. */
export type Fact =
  | ServerCall
  | ApplicationObject
  | Route
  | RouterMount
  | EnvironmentRead
  | EnvironmentPassed
  | EnvironmentCall
  | EnvironmentHelper
  | SettingsClass
  | SchedulerStart
  | SchedulerShutdown
  | ScheduledJob
  | ScheduleModule
  | NestModule
  | NestApplication
  | SchedulerRegistry
  | SigningKey
  | ExposedRead
  | ModelBase
  | PythonCall
  | DebugSetting
  | DjangoSettings;

/** What has to happen for a place in the code to run, when its file does. */
export interface Flow {
  /** Under a branch, behind one that may leave, or in a handler of an event: it may never run. */
  conditional: boolean;
  /** The functions around it, innermost first: each has to be called. */
  within: string[];
}

/** Server APIs that differ in where they listen when no host is given. */
export type ServerApi =
  | 'uvicorn'
  | 'hypercorn'
  | 'werkzeug'
  | 'waitress'
  | 'socketio'
  | 'aiohttp'
  | 'node-http'
  | 'fastify'
  | 'nest'
  | 'nest-fastify'
  | 'hono'
  | 'bun';

/** A call that makes a server listen: `uvicorn.run(...)`, `app.run(...)`, `app.listen(...)`, `serve({...})`. */
export interface ServerCall {
  kind: 'server-call';
  span: Span;
  /** The API that was called; null for `x.listen(...)`, where the receiver's origin tells (see `Model.serverApi`). */
  api: ServerApi | null;
  callee: string;
  receiver: Expression | null;
  /** The arguments, each where it stands; null where the call leaves it out. */
  host: Expression | null;
  port: Expression | null;
  debug: Expression | null;
  reload: Expression | null;
  /** The application handed to the server: an import string or an expression. */
  application: Expression | null;
  /** ECMAScript: the argument that is an options object, and the positions of the arguments. */
  options: Span | null;
  arguments: Span[];
  /** Runs only when the file itself is started (`if __name__ == "__main__"`, or `require.main === module`). */
  mainOnly: boolean;
  /** Name of the function around it, null at module level. */
  inFunction: string | null;
  flow: Flow;
}

/** `app = FastAPI()`, `app = Flask(__name__)`, `def create_app(): ...`. */
export interface ApplicationObject {
  kind: 'application';
  span: Span;
  framework:
    | 'fastapi'
    | 'flask'
    | 'starlette'
    | 'django-wsgi'
    | 'django-asgi'
    | 'litestar'
    | 'aiohttp'
    | 'express'
    | 'nest'
    | 'fastify'
    | 'koa'
    | 'hono'
    | 'http'
    | 'quart'
    | 'sanic';
  /** Variable it is bound to, or the factory function's name when `factory`; '' when nothing can import it. */
  name: string;
  factory: boolean;
  debug: Expression | null;
  flow: Flow;
}

export interface Route {
  kind: 'route';
  span: Span;
  method: string;
  path: string;
  /** Local name of the object it is registered on: the application or a router. */
  on: string;
}

/** `app.include_router(router, prefix="/api")`, `app.use('/api', router)`, `setGlobalPrefix('api')`. */
export interface RouterMount {
  kind: 'router-mount';
  span: Span;
  on: string;
  router: Expression | null;
  /** Null where it is not written in place. */
  prefix: string | null;
  /** The keyword arguments, each where it stands. */
  keywords: Record<string, Expression>;
}

/**
 * What the code does without a variable. `required`: it fails (`os.environ["X"]`, a settings field without default, a
 * check that raises); `no-default`: it goes on with nothing; `optional`: a switch that is then off; `defaulted`: it has a
 * value of its own.
 */
export type EnvironmentNeed = 'required' | 'no-default' | 'optional' | 'defaulted';

export interface EnvironmentRead {
  kind: 'environment-read';
  span: Span;
  name: string;
  fallback: Expression | null;
  need: EnvironmentNeed;
  /** `direct`: os.getenv, process.env; `settings`: a field of a settings class, a settings library. */
  via: 'direct' | 'settings';
  /** Python: loading its file fails without the variable. Nothing decides whether it is read, and nothing catches it. */
  fatal?: true;
  /** Further names that serve as well. */
  others?: string[];
}

/** `validate(process.env)`, `Object.keys(process.env)`: the environment is read by names that are not written there. */
export interface EnvironmentPassed {
  kind: 'environment-passed';
  span: Span;
}

/** `Base = declarative_base()`, `class Base(DeclarativeBase)`. */
export interface ModelBase {
  kind: 'model-base';
  span: Span;
  name: string;
}

/** `app.debug = True`, `app.config["DEBUG"] = True`, where no condition of its own decides whether it runs. */
export interface DebugSetting {
  kind: 'debug-setting';
  span: Span;
  target: string;
  /** The application: `app`. */
  receiver: Expression;
  value: Expression;
  /** Like those of `ServerCall`. */
  mainOnly: boolean;
  inFunction: string | null;
  flow: Flow;
}

/** `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")`. */
export interface DjangoSettings {
  kind: 'django-settings';
  span: Span;
  module: string;
}

/** Everything one source file says of deploying. */
export interface FileFacts {
  path: string;
  language: 'python' | 'node';
  facts: Fact[];
  /** Offset of the first syntax error, null when the file parses. */
  syntaxError: number | null;
  /** Why the file says nothing, where it is no syntax error. */
  unusable?: string;
  /** The names of the module, where rules are likely to ask for them; null where they are found when asked for. */
  module: ModuleSummary | null;
}
