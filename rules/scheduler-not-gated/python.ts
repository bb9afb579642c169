import { ensureImport, guardStatements } from '@unblock/codemods/python/index';
import type { Fix, Model, SchedulerShutdown, SchedulerStart, Service, Skip, Span } from '@unblock/engine';
import { isPassedByAll, pythonSwitch } from '@unblock/engine/gate';
import { type SchedulerObject, schedulerOf } from '@unblock/engine/python/apscheduler';
import { type Way, waysTo } from '@unblock/engine/python/callers';
import { webFiles } from '@unblock/engine/python/web';
import type { Ground } from '@unblock/engine/services/beside';
import type { SharedMemory } from '../process-memory.ts';
import { blockingSchedules } from './blocking.ts';
import type { Effect } from './effects.ts';
import { jobsOf, keptByEach, memoryOf } from './jobs.ts';
import { changedLater } from './later.ts';
import { loopSchedules } from './loops.ts';
import { commandModule } from './own-command.ts';
import { ownModule } from './own-module.ts';
import { repeatedFunctions } from './repeat.ts';
import type { OwnModule } from './without-application.ts';

/** A schedule that every web process begins. */
export interface PythonSchedule {
  /** Begun by a library, or by a loop of the repository's own. */
  kind: 'library' | 'loop';
  span: Span;
  key: string;
  /** What begins it: `scheduler.start()`; for a function, what is begun: `send_reminders()`. */
  what: string;
  library: string;
  /** What a job does that others see; null where nothing of the kind is found. */
  effect: Effect | null;
  /** The scheduler's class, where there is one. */
  className?: string;
  way: Way;
  /** The file in which requests change the jobs, so that another process cannot run them; null where none does. */
  changedIn: string | null;
  /** What a job shares with requests in the memory of the process, so that another process cannot run it. */
  memory: { shared: SharedMemory; isOnly: boolean } | null;
  edits(): Fix['edits'] | Skip;
  /** A module that could run it without the web application, by how the web process is run. */
  ownModule?(ground: Ground): OwnModule | null;
}

/** The schedules that a service's web process begins on a way that no condition guards. */
export function pythonSchedules(service: Service, model: Model): PythonSchedule[] {
  const files = webFiles(model, service);
  return [
    ...startedSchedulers(service, model, files),
    ...repeatedFunctions(model, service, files),
    ...blockingSchedules(model, service, files),
    ...loopSchedules(model, service, files),
  ];
}

/** An APScheduler with its start. */
interface Started {
  start: SchedulerStart;
  object: SchedulerObject;
}

function startedSchedulers(service: Service, model: Model, files: ReadonlySet<string>): PythonSchedule[] {
  return model.factsOf(service, 'scheduler-start').flatMap((start): PythonSchedule[] => {
    const object = schedulerOf(model, start.origin);
    const way = object
      ? waysTo(model, start, files).find(({ conditions }) =>
          conditions.every((condition) => isPassedByAll(condition, start.receiver)),
        )
      : undefined;
    if (!object || !way) return [];
    const jobs = jobsOf(model, files, start, object);
    if (jobs.own.length > 0 && jobs.own.length === jobs.count) return [];
    return [
      {
        kind: 'library',
        span: start.span,
        key: `${start.receiver}.start ${start.inFunction ?? ''}`,
        what: `${start.receiver}.start()`,
        library: 'APScheduler',
        effect: jobs.effect,
        className: object.className,
        way,
        changedIn: changedLater(model, files, start, object),
        memory: memoryOf(jobs),
        edits: () => keptByEach(jobs) ?? guardedStart({ start, object }, service, model),
        ownModule: (ground) =>
          service.framework === 'django'
            ? commandModule(service, model, files, ground, { start, object })
            : jobs.unseen === 0
              ? ownModule(service, model, files, ground.search, { start, object })
              : null,
      },
    ];
  });
}

/** Guards the start and whatever stops the same object, in every file. */
function guardedStart({ start, object }: Started, service: Service, model: Model): Fix['edits'] {
  const text = model.read(start.span.path) ?? '';
  const shutdowns = model
    .factsOf(service, 'scheduler-shutdown')
    .filter((shutdown) => !shutdown.guarded && stops(shutdown, start, object, model));
  const beside = shutdowns.find(
    (shutdown) => shutdown.deferred && follows(text, start.statement, shutdown.statement),
  );
  const span = { start: start.statement.start, end: (beside ?? start).statement.end };
  const edits = new Map<string, Fix['edits'][number]['edits']>();
  edits.set(start.span.path, [
    ...ensureImport(text, span.start, 'os'),
    ...guardStatements(text, span, pythonSwitch('RUN_SCHEDULER')),
  ]);
  for (const { statement, receiver, deferred } of shutdowns.filter((shutdown) => shutdown !== beside)) {
    const other = model.read(statement.path) ?? '';
    const own = edits.get(statement.path) ?? [];
    const condition = deferred ? pythonSwitch('RUN_SCHEDULER') : `${receiver}.running`;
    const needed =
      deferred && statement.path !== start.span.path ? ensureImport(other, statement.start, 'os') : [];
    edits.set(statement.path, [...own, ...needed, ...guardStatements(other, statement, condition)]);
  }
  return [...edits].map(([path, list]) => ({ path, edits: list }));
}

function stops(
  shutdown: SchedulerShutdown,
  start: SchedulerStart,
  object: SchedulerObject,
  model: Model,
): boolean {
  if (shutdown.span.path === start.span.path && shutdown.receiver === start.receiver) return true;
  const stopped = schedulerOf(model, shutdown.origin);
  return stopped?.span.path === object.span.path && stopped.span.start === object.span.start;
}

/** Whether a statement stands on the line below another, at the same depth. */
function follows(text: string, first: Span, second: Span): boolean {
  const column = (offset: number) => offset - (text.lastIndexOf('\n', offset - 1) + 1);
  return (
    second.start > first.end &&
    /^[ \t]*\r?\n[ \t]*$/.test(text.slice(first.end, second.start)) &&
    column(first.start) === column(second.start)
  );
}
