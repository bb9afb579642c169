import type { Expression, Span } from './facts.ts';

/** `scheduler.start()`. */
export interface SchedulerStart {
  kind: 'scheduler-start';
  span: Span;
  library: 'apscheduler';
  /** The object started. */
  receiver: string;
  /** What the object is: the name, or the value of the one assignment of an attribute. */
  origin: Expression;
  /** Where it runs, as far as its own file tells: at import, or in a function (start-up hook, lifespan, any other). */
  place: 'import' | 'startup' | 'lifespan' | 'main' | 'function';
  inFunction: string | null;
  /** The class whose method the function is. */
  inClass: string | null;
  /** The statement that holds the call. */
  statement: Span;
  /** Conditions that decide whether it runs: enclosing ifs, early returns above it. */
  conditions: Expression[];
}

/** `scheduler.shutdown()`, or the method handed to something that calls it later. */
export interface SchedulerShutdown {
  kind: 'scheduler-shutdown';
  span: Span;
  receiver: string;
  origin: Expression;
  /** The statement that holds it. */
  statement: Span;
  /** Runs later than its statement: `atexit.register(scheduler.shutdown)`, a lambda. */
  deferred: boolean;
  /** Runs only when the scheduler does: under `if scheduler.running`. */
  guarded: boolean;
}

/** A NestJS handler: `@Cron(...)`, `@Interval(...)`, `@Timeout(...)` on a method. */
export interface ScheduledJob {
  kind: 'scheduled-job';
  span: Span;
  decorator: 'Cron' | 'Interval' | 'Timeout';
  method: string;
  className: string;
  body: Span;
  /** Declared to answer nothing, or not declared: it may return early. */
  returnsNothing: boolean;
  /** Conditions under which it does its work: early returns at its top, an if around all of it. */
  conditions: Expression[];
  /** Takes a lock: one process at a time may do the work then. */
  takesLock: boolean;
}

/** `ScheduleModule.forRoot()`. */
export interface ScheduleModule {
  kind: 'schedule-module';
  span: Span;
  /** The class, or the constant, that holds it. */
  holder: string;
  /** Depends on a condition, or is told by options what to run. */
  gated: boolean;
  /** The condition of `...(condition ? [ScheduleModule.forRoot()] : [])`, as it is written; null without one. */
  condition: string | null;
  /** The element of the list it stands in, with the spread of its condition; null where it stands in none. */
  element: Span | null;
}

/** What a NestJS module class names, or a constant with a list of modules: other modules, providers. */
export interface NestModule {
  kind: 'nest-module';
  span: Span;
  name: string;
  /** Names that stand there unconditionally. */
  uses: string[];
  /** `ScheduleModule` is among the exports: Nest then demands it among the imports. */
  exportsSchedule: boolean;
}

/** `NestFactory.create(AppModule)`, `NestFactory.createApplicationContext(WorkerModule)`. */
export interface NestApplication {
  kind: 'nest-application';
  span: Span;
  module: string;
  /** Serves HTTP: made by `create`. */
  web: boolean;
}

/** `SchedulerRegistry` used by a class: its module must always be imported. */
export interface SchedulerRegistry {
  kind: 'scheduler-registry';
  span: Span;
  className: string;
}
