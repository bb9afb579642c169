import {
  guardMethodBody,
  makeElementConditional,
  quoteStyle,
  semicolons,
} from '@unblock/codemods/ecmascript';
import {
  both,
  type Fix,
  type Model,
  type ScheduledJob,
  type ScheduleModule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { asksSettings } from '@unblock/engine/gate';
import { nestGraph, webApplications } from '@unblock/engine/node/nest';
import { nestConsumers } from '../queue-worker-not-gated/nest-consumers.ts';
import { OWN } from './jobs.ts';
import { effectOfJobs } from './nest-effects.ts';

/** The schedule of a NestJS web process, where nothing decides which process runs it. */
export interface NestSchedule {
  modules: ScheduleModule[];
  jobs: ScheduledJob[];
  /** Why the module's import must stay and each handler is guarded instead; null when the import can depend on a condition. */
  keep: { reason: 'registry' | 'export' | 'assigned' | 'own'; where: string } | null;
  /** Every job takes a lock: processes take turns. */
  isLocked: boolean;
  /** Files of the web application. */
  paths: string[];
}

/** Finds the ungated schedule of a service's web process; null when there is none. */
export function nestSchedule(service: Service, model: Model): NestSchedule | null {
  // Most repositories import no such module: nothing to follow then.
  if (!model.services.some((entry) => model.factsOf(entry, 'schedule-module').length > 0)) return null;
  const graph = nestGraph(model, webApplications(model, service));
  const paths = [...new Set([...graph].map((key) => key.slice(0, key.lastIndexOf('#'))))].sort();
  const facts = paths.flatMap((path) => model.facts(path)?.facts ?? []);
  const modules: ScheduleModule[] = [];
  const jobs: ScheduledJob[] = [];
  const locked: ScheduledJob[] = [];
  let keep: NestSchedule['keep'] = null;
  for (const fact of [...facts, ...model.factsOf(service, 'scheduler-registry')]) {
    const path = fact.span.path;
    if (fact.kind === 'schedule-module' && !fact.gated && graph.has(`${path}#${fact.holder}`))
      modules.push(fact);
    if (fact.kind === 'scheduled-job' && graph.has(`${path}#${fact.className}`) && !isGated(model, fact))
      (fact.takesLock ? locked : jobs).push(fact);
    if (fact.kind === 'scheduler-registry') keep ??= { reason: 'registry', where: path };
    if (fact.kind === 'nest-module' && fact.exportsSchedule) keep ??= { reason: 'export', where: path };
  }
  const setter = model
    .factsOf(service, 'nest-application')
    .find(({ span }) => assigns(model.read(span.path) ?? ''));
  if (setter) keep ??= { reason: 'assigned', where: setter.span.path };
  if (modules.length === 0) return null;
  // Jobs that take turns do no harm in a web process. Where a worker is to be for the queue, they belong there too.
  const isLocked = jobs.length === 0;
  if (locked.length > 0 && hasWorker(service, model)) jobs.push(...locked);
  const shared = jobs.filter((job) => !isOwn(model, job));
  const own = jobs.find((job) => !shared.includes(job));
  if (own) keep ??= { reason: 'own', where: nameOf(own) };
  return shared.length > 0 ? { modules, jobs: shared, keep, isLocked, paths } : null;
}

/** Whether the web application takes jobs of a queue that `RUN_WORKER` gates, or that nothing gates. */
function hasWorker(service: Service, model: Model): boolean {
  return (
    model.factsOf(service, 'environment-read').some(({ name }) => name === 'RUN_WORKER') ||
    nestConsumers(service, model).some(({ isGated }) => !isGated)
  );
}

/** A job that each process has to do for itself: it is named so, and changes nothing that others see. */
function isOwn(model: Model, job: ScheduledJob): boolean {
  return OWN.test(job.method) && effectOfJobs(model, [job]) === null;
}

/** An entry that sets the variable itself does so after its imports have loaded the modules. */
function assigns(text: string): boolean {
  return /process\.env\.RUN_SCHEDULER\s*=(?!=)/.test(text);
}

function isGated(model: Model, job: ScheduledJob): boolean {
  return job.conditions.some((condition) => asksSettings(model, condition));
}

/** The edits that make every import of the module depend on `RUN_SCHEDULER`: one that stays would run all jobs. */
export async function conditionalImports(
  modules: readonly ScheduleModule[],
  model: Model,
): Promise<Fix['edits']> {
  const edits: Fix['edits'] = [];
  for (const { span } of modules) {
    const text = model.read(span.path) ?? '';
    const quote = await quoteStyle(span.path, text);
    const condition = `process.env.RUN_SCHEDULER === ${quote}true${quote}`;
    const made = await makeElementConditional(span.path, text, span, condition);
    add(edits, span.path, made);
  }
  return edits;
}

/** The edits that make handlers return at once: one for each that nothing else counts on, with those. */
export async function guardedHandlers(
  jobs: readonly ScheduledJob[],
  model: Model,
): Promise<{ edits: Fix['edits']; jobs: ScheduledJob[] }> {
  const edits: Fix['edits'] = [];
  for (const { span, className, method } of jobs) {
    const text = model.read(span.path) ?? '';
    const quote = await quoteStyle(span.path, text);
    const end = (await semicolons(span.path, text)) ? ';' : '';
    const guard = `if (process.env.RUN_SCHEDULER !== ${quote}true${quote}) return${end}`;
    add(edits, span.path, await guardMethodBody(span.path, text, className, method, guard));
  }
  return { edits, jobs: [...jobs] };
}

function add(edits: Fix['edits'], path: string, more: Fix['edits'][number]['edits']): void {
  const known = edits.find((entry) => entry.path === path);
  if (known) known.edits.push(...more);
  else edits.push({ path, edits: more });
}

export function nameOf({ className, method }: ScheduledJob): string {
  return `${className}.${method}`;
}

/** Why a handler cannot return early; null when it can. */
export function refusalOf(job: ScheduledJob, paths: readonly string[], model: Model): Skip | null {
  const { method, span } = job;
  const name = nameOf(job);
  if (!job.returnsNothing)
    return {
      skip: both(
        `${name} declares a result, so it cannot return early without one`,
        `${name} déclare un résultat : elle ne peut pas s'arrêter tôt sans en rendre un`,
      ),
    };
  const caller = paths.find((path) => calls(model.read(path) ?? '', path === span.path, job));
  if (!caller) return null;
  return {
    skip: both(
      `${caller} calls ${method}() too: a guard in it would stop that call as well`,
      `${caller} appelle aussi ${method}() : une garde l'arrêterait également`,
    ),
  };
}

/** Whether a file may call a handler by hand: on `this` in its own file, on anything where the class is named. */
function calls(text: string, isOwn: boolean, { className, method }: ScheduledJob): boolean {
  return isOwn ? text.includes(`this.${method}(`) : text.includes(className) && text.includes(`.${method}(`);
}
