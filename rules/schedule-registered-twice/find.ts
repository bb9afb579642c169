import type { Model, NestApplication, ScheduledJob, ScheduleModule, Service, Span } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { definitionOf, keyOf, nestGraph } from '@unblock/engine/node/nest';
import { oneImport } from './fix.ts';
import { type Evidence, message, title } from './words.ts';

/** Several imports of the schedule that run in one process, and the applications they run in. */
export interface Repeated {
  calls: ScheduleModule[];
  applications: { root: string; graph: Set<string> }[];
}

/** From this version on a dynamic module is known by its object: https://docs.nestjs.com/migration-guide */
const BY_REFERENCE = 11;

/** The applications of a service in which more than one `ScheduleModule.forRoot()` runs. */
export function findRepeated(service: Service, model: Model): Entry[] {
  if (service.language !== 'node') return [];
  const calls = model.services.flatMap((entry) => model.factsOf(entry, 'schedule-module'));
  if (calls.length < 2 || !isByReference(service)) return [];
  const applications = model.factsOf(service, 'nest-application').filter((made) => !hashes(made, model));
  const reached = applications.map((made) => ({ made, graph: nestGraph(model, [made]) }));
  for (const { made, graph } of reached) {
    const here = together(calls.filter((call) => graph.has(`${call.span.path}#${call.holder}`)));
    const jobs = jobsOf(graph, model);
    const [, second] = here;
    if (!second || jobs.length === 0) continue;
    const evidence: Evidence = {
      application: made.span.path,
      calls: here.map(({ span }) => span.path),
      jobs: jobs.map(({ className, method }) => `${className}.${method}`),
      locked: jobs.every(({ takesLock }) => takesLock),
    };
    const all = model.services.flatMap((entry) => model.factsOf(entry, 'nest-application'));
    return [
      {
        finding: {
          rule: 'schedule-registered-twice',
          severity: evidence.locked ? 'advice' : 'important',
          service: service.root,
          span: second.span,
          title: title(evidence),
          message: message(evidence),
          fix: 'review',
          key: 'ScheduleModule.forRoot',
          platforms: model.contracts.map(({ id }) => id),
          group: `scheduler:${service.root}`,
        },
        fix: () => oneImport({ calls: here, applications: affected(all, here, model) }, evidence, model),
      },
    ];
  }
  return [];
}

/** Whether the service has a NestJS that tells dynamic modules apart by object. A range that begins earlier is not known. */
function isByReference({ dependencies }: Service): boolean {
  const core = dependencies.entries.find(({ name, production }) => production && name === '@nestjs/core');
  const least = /^(?:[\^~]|>=|=)?\s*v?(\d+)(?:\.[\dx*]+)*(?:-[\w.]+)?$/.exec(
    core?.specifier.trim() ?? '',
  )?.[1];
  return least !== undefined && Number(least) >= BY_REFERENCE;
}

/** `moduleIdGeneratorAlgorithm: 'deep-hash'` brings back what Nest did before: equal modules are one. */
function hashes({ span }: NestApplication, model: Model): boolean {
  return model.read(span.path)?.includes('moduleIdGeneratorAlgorithm') ?? true;
}

/** The imports that run in the same process: those on no condition, and of the others those on the same one. */
function together(calls: readonly ScheduleModule[]): ScheduleModule[] {
  const conditions = [...new Set(calls.flatMap(({ condition }) => condition ?? []))];
  const groups = [null, ...conditions].map((asked) =>
    calls.filter(({ gated, condition }) => (condition === null ? !gated : condition === asked)),
  );
  const most = Math.max(0, ...groups.map(({ length }) => length));
  return (groups.find(({ length }) => length === most) ?? []).sort((a, b) => order(a.span, b.span));
}

function order(a: Span, b: Span): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start;
}

function jobsOf(graph: ReadonlySet<string>, model: Model): ScheduledJob[] {
  const paths = [...new Set([...graph].map((key) => key.slice(0, key.lastIndexOf('#'))))].sort();
  return paths
    .flatMap((path) => model.facts(path)?.facts ?? [])
    .filter((fact) => fact.kind === 'scheduled-job')
    .filter(({ span, className }) => graph.has(`${span.path}#${className}`));
}

/** Every application that one of the imports runs in, with the key of its root module. */
function affected(
  all: readonly NestApplication[],
  calls: readonly ScheduleModule[],
  model: Model,
): Repeated['applications'] {
  return all
    .map((made) => {
      const root = definitionOf(model, made.span.path, made.module);
      return { root: root ? keyOf(root) : '', graph: nestGraph(model, [made]) };
    })
    .filter(({ graph }) => calls.some(({ span, holder }) => graph.has(`${span.path}#${holder}`)));
}
