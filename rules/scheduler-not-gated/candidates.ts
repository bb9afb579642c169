import type { Finding, Fix, Model, ScheduledJob, Service, Skip } from '@unblock/engine';
import { isAlone } from '@unblock/engine/services/alone';
import { groundOf, listingsOf } from '@unblock/engine/services/beside';
import { declare, NOTHING_DECLARED } from '@unblock/engine/services/declare';
import { severalProcesses } from '@unblock/engine/services/processes';
import { runnerOf } from './elsewhere.ts';
import {
  conditionalImports,
  guardedHandlers,
  type NestSchedule,
  nameOf,
  nestSchedule,
  refusalOf,
} from './nest.ts';
import { effectOfJobs } from './nest-effects.ts';
import { type PythonSchedule, pythonSchedules } from './python.ts';
import type { OwnModule } from './without-application.ts';
import { type Evidence, message, title } from './words.ts';

/** A finding with what its fix needs. */
export interface Candidate {
  finding: Finding;
  evidence: Evidence;
  /** The edits, with the handlers they guard where they guard any. */
  edits(): Promise<{ edits: Fix['edits']; creates?: Fix['creates']; jobs?: ScheduledJob[] } | Skip>;
}

/** The schedules of a service's web process that nothing gates. */
export function candidates(service: Service, model: Model): Candidate[] {
  if (service.role !== 'web') return [];
  const schedules = service.language === 'python' ? pythonSchedules(service, model) : [];
  if (service.language === 'python' && schedules.length === 0) return [];
  const base = baseOf(service, model, schedules);
  const make = (
    evidence: Evidence,
    span: Finding['span'],
    key: string,
    edits: Candidate['edits'],
  ): Candidate => ({
    evidence,
    edits,
    finding: {
      rule: 'scheduler-not-gated',
      severity: severityOf(evidence),
      service: service.root,
      span,
      title: title(evidence),
      message: message(evidence),
      fix: 'review',
      key,
      platforms: model.contracts.map(({ id }) => id),
      group: `scheduler:${service.root}`,
    },
  });
  if (service.language === 'python')
    return schedules.map((schedule) => {
      const entry = make(pythonEvidence(schedule, base), schedule.span, schedule.key, async () => {
        const edits = schedule.edits();
        if ('skip' in edits) return edits;
        return { edits: [...edits, ...base.declared.edits], creates: createdBy(base) };
      });
      if (schedule.changedIn) return byHand(entry);
      if (schedule.memory) return ofMemory(entry, schedule.memory.isOnly);
      const kept = isLeftIdle(base) ? leftAlone(entry) : entry;
      return schedule.kind === 'loop' ? softened(kept) : kept;
    });
  const schedule = nestSchedule(service, model);
  if (!schedule) return [];
  const { modules, jobs, keep } = schedule;
  if (!keep)
    return modules.map((module) =>
      make(
        { ...nestEvidence(schedule, jobs, base, model), path: module.span.path },
        module.span,
        `${module.holder} ScheduleModule`,
        async () => ({ edits: await conditionalImports(modules, model) }),
      ),
    );
  const paths = [...new Set([...service.files, ...schedule.paths])];
  return jobs.map((job) =>
    make(
      {
        ...nestEvidence(schedule, [job], base, model),
        kind: 'handler',
        path: job.span.path,
        what: nameOf(job),
      },
      job.span,
      nameOf(job),
      // One paragraph for all handlers: the first fix guards each that can be guarded.
      async () =>
        refusalOf(job, paths, model) ??
        guardedHandlers(
          jobs.filter((other) => refusalOf(other, paths, model) === null),
          model,
        ),
    ),
  );
}

const SWITCH = { variable: 'RUN_SCHEDULER', process: 'scheduler' } as const;

type Base = Pick<Evidence, 'runner' | 'processes' | 'alone' | 'declared' | 'own'>;

function baseOf(service: Service, model: Model, schedules: readonly PythonSchedule[]): Base {
  const runner = runnerOf(service, model);
  const processes = severalProcesses(model, service);
  const isOpen = service.language === 'python' && !runner.declared;
  const own = isOpen && processes ? moduleOf(service, model, schedules) : null;
  const declared = isOpen
    ? declare(service, model, processes, {
        ...SWITCH,
        module: own?.path ?? null,
        program: own?.program ?? null,
      })
    : NOTHING_DECLARED;
  return {
    runner,
    processes,
    alone: service.language === 'python' && processes === null && isAlone(service, model),
    declared,
    own: own && declared.module === own.path ? own : null,
  };
}

/** The files that a patch makes. */
function createdBy({ own }: Base): NonNullable<Fix['creates']> {
  const made = own ? [own, ...(own.beside ?? [])] : [];
  return made.map(({ path, text }) => ({ path, text }));
}

/** The module that could run the only schedule of a service, where every manifest's image would hold it. */
function moduleOf(service: Service, model: Model, schedules: readonly PythonSchedule[]): OwnModule | null {
  const [schedule, other] = schedules;
  const [listing] = listingsOf(service, model);
  const ground = listing && groundOf(listing.start, listing.web.root, model);
  if (!schedule?.ownModule || other || !ground) return null;
  const images = [...model.paths].filter((path) => /(^|\/)Dockerfile$/.test(path));
  const isWhole = (path: string) =>
    /^[ \t]*(COPY|ADD)[ \t]+(--\S+[ \t]+)*\.\/?[ \t]/im.test(model.read(path) ?? '');
  return images.every(isWhole) ? schedule.ownModule(ground) : null;
}

/** Whether a guard would end jobs that the one process runs today: no manifest has a place for the variable. */
function isLeftIdle({ runner, processes, declared }: Base): boolean {
  return !runner.declared && processes === null && declared.way === null;
}

function leftAlone(entry: Candidate): Candidate {
  return {
    ...entry,
    evidence: { ...entry.evidence, isLeft: true },
    finding: { ...entry.finding, fix: 'manual' },
  };
}

/**
 * Critical only where several processes are asked for and a job is seen to send or add something each time. A job that
 * leaves the same behind when it is done twice is no more than a cost.
 */
function severityOf({ processes, alone, effect, isLocked }: Evidence): Finding['severity'] {
  if (isLocked) return 'advice';
  if (effect?.harm) return processes ? 'critical' : alone ? 'advice' : 'important';
  return processes && !effect ? 'important' : 'advice';
}

/** Where requests change the jobs, the scheduler belongs to the process that serves them: one such process is right. */
function byHand(entry: Candidate): Candidate {
  const severity = entry.evidence.processes ? 'important' : 'advice';
  return { ...entry, finding: { ...entry.finding, severity, fix: 'manual' } };
}

/**
 * Where a job works on what requests keep in memory, each process runs it for what it has itself: that is no defect, but it
 * keeps the schedule where it is.
 */
function ofMemory(entry: Candidate, isOnly: boolean): Candidate {
  const { severity } = entry.finding;
  return {
    ...entry,
    finding: { ...entry.finding, severity: isOnly ? 'advice' : severity, fix: 'manual' },
  };
}

/** A loop of one's own may be meant to run once for each process, whatever it sends: that is for its author to judge. */
function softened(entry: Candidate): Candidate {
  const { processes, effect } = entry.evidence;
  return {
    ...entry,
    finding: { ...entry.finding, severity: processes && effect?.harm ? 'important' : 'advice' },
  };
}

function pythonEvidence(schedule: PythonSchedule, base: Base): Evidence {
  return {
    ...base,
    kind: 'python',
    path: schedule.span.path,
    what: schedule.what,
    schedule,
    effect: schedule.effect,
    jobs: [],
    keep: null,
    isLeft: false,
  };
}

function nestEvidence(
  { keep, isLocked }: NestSchedule,
  jobs: NestSchedule['jobs'],
  base: Base,
  model: Model,
): Evidence {
  return {
    ...base,
    kind: 'module',
    path: '',
    what: 'ScheduleModule.forRoot()',
    schedule: null,
    effect: effectOfJobs(model, jobs),
    jobs: jobs.map(nameOf),
    keep,
    isLocked,
    isLeft: false,
  };
}
