import {
  defineRule,
  type Finding,
  type Fix,
  type Model,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { runnerOf } from './elsewhere.ts';
import { conditionalImports, guardedHandler, type NestSchedule, nestSchedule } from './nest.ts';
import { severalProcesses } from './processes.ts';
import { guardedStart, type PythonSchedule, pythonSchedules } from './python.ts';
import { type Evidence, fixTitle, message, paragraph, SUMMARY, steps, title } from './words.ts';

/** A schedule that every web process runs: each job happens once for every process, and again while deploys overlap. */
export const rule: Rule = defineRule({
  id: 'scheduler-not-gated',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,

  detect(service: Service, model: Model): Finding[] {
    // The process to add is said once for a service.
    return candidates(service, model).map(({ finding, evidence }, index) =>
      index === 0 ? { ...finding, steps: steps(evidence) } : finding,
    );
  },

  async fix(finding: Finding, model: Model): Promise<Fix | Skip> {
    for (const service of model.services.filter(({ root }) => root === finding.service)) {
      const found = candidates(service, model).find(
        (entry) =>
          entry.finding.key === finding.key &&
          entry.finding.span.path === finding.span.path &&
          entry.finding.span.start === finding.span.start,
      );
      if (!found) continue;
      const edits = await found.edits();
      if ('skip' in edits) return edits;
      return {
        safety: 'review',
        title: fixTitle(found.evidence),
        paragraph: paragraph(found.evidence),
        edits,
      };
    }
    return { skip: { en: 'it is no longer there', fr: "il n'est plus là" } };
  },
});

interface Candidate {
  finding: Finding;
  evidence: Evidence;
  edits(): Promise<Fix['edits'] | Skip>;
}

function candidates(service: Service, model: Model): Candidate[] {
  if (service.role !== 'web') return [];
  const base = { runner: runnerOf(service, model), processes: severalProcesses(model, service) };
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
      severity: evidence.processes ? 'critical' : 'important',
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
    return pythonSchedules(service, model).map((schedule) => {
      const { start } = schedule;
      return make(
        pythonEvidence(schedule, base),
        start.span,
        `${start.receiver}.start ${start.inFunction ?? ''}`,
        async () => guardedStart(schedule, service, model),
      );
    });
  const schedule = nestSchedule(service, model);
  if (!schedule) return [];
  const { modules, jobs, keep } = schedule;
  if (keep)
    return jobs.map((job) =>
      make(
        {
          ...nestEvidence(schedule, base),
          kind: 'handler',
          path: job.span.path,
          what: `${job.className}.${job.method}`,
        },
        job.span,
        `${job.className}.${job.method}`,
        () => guardedHandler(job, [...new Set([...service.files, ...schedule.paths])], model),
      ),
    );
  return modules.map((module) =>
    make(
      { ...nestEvidence(schedule, base), path: module.span.path },
      module.span,
      `${module.holder} ScheduleModule`,
      () => conditionalImports(modules, model),
    ),
  );
}

type Base = Pick<Evidence, 'runner' | 'processes'>;

function pythonEvidence({ start, object, way }: PythonSchedule, base: Base): Evidence {
  const what = `${start.receiver}.start()`;
  return {
    ...base,
    kind: 'python',
    path: start.span.path,
    what,
    className: object.className,
    way,
    jobs: [],
    keep: null,
  };
}

function nestEvidence({ jobs, keep }: NestSchedule, base: Base): Evidence {
  return {
    ...base,
    kind: 'module',
    path: '',
    what: 'ScheduleModule.forRoot()',
    className: '',
    way: null,
    jobs: jobs.map(({ className, method }) => `${className}.${method}`),
    keep,
  };
}
