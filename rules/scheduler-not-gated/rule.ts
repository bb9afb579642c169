import {
  defineRule,
  type Finding,
  type Fix,
  type Model,
  type Rule,
  type Service,
  type Skip,
} from '@unblock/engine';
import { type Entry, fixEntries } from '@unblock/engine/entry';
import { embeddedBeats } from './beat.ts';
import { candidates } from './candidates.ts';
import { nameOf } from './nest.ts';
import { effectOfJobs } from './nest-effects.ts';
import { nodeSchedules } from './node-schedules.ts';
import { steps } from './steps.ts';
import { fixTitle, paragraph, SUMMARY } from './words.ts';

/** A schedule that every web process runs: each job happens once for every process, and again while deploys overlap. */
export const rule: Rule = defineRule({
  id: 'scheduler-not-gated',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  after: ['schedule-registered-twice'],
  platforms: () => true,

  detect(service: Service, model: Model): Finding[] {
    // The process to add is said once for a service.
    return [
      ...candidates(service, model).map(({ finding, evidence }, index) =>
        index === 0 ? { ...finding, steps: steps(evidence) } : finding,
      ),
      ...others(service, model).map(({ finding }) => finding),
    ];
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
      const made = await found.edits();
      if ('skip' in made) return made;
      // One paragraph for all handlers that are guarded.
      const evidence = made.jobs
        ? { ...found.evidence, jobs: made.jobs.map(nameOf), effect: effectOfJobs(model, made.jobs) }
        : found.evidence;
      return {
        safety: 'review',
        title: fixTitle(evidence),
        paragraph: paragraph(evidence),
        edits: made.edits,
        ...(made.creates?.length ? { creates: made.creates } : {}),
      };
    }
    return fixEntries(others, finding, model);
  },
});

function others(service: Service, model: Model): Entry[] {
  return [...embeddedBeats(service, model), ...nodeSchedules(service, model)];
}
