import { both, defineRule, type Finding, type Model, type Rule, type Service } from '@unblock/engine';
import { findProblems, type Problem } from './find.ts';
import { fixEnvironment } from './fix.ts';
import { sourceOf } from './source.ts';
import { message, SUMMARY, steps, title } from './words.ts';

/** Migrations that run on a database written in the repository instead of the one the platform gives. */
export const rule: Rule = defineRule({
  id: 'migration-url-hardcoded',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'configuration',
  platforms: () => true,

  detect(service: Service, model: Model): Finding[] {
    return findProblems(service, model).map((problem) => toFinding(problem, service, model));
  },

  fix(finding: Finding, model: Model) {
    for (const service of model.services.filter(({ root }) => root === finding.service)) {
      const problems = findProblems(service, model);
      const current = problems.find((problem) => isSame(problem, finding));
      if (!current) continue;
      const others = problems.filter(
        (problem) => problem !== current && problem.file.path === current.file.path,
      );
      return fixEnvironment([current, ...others], service, model);
    }
    return { skip: both('it is no longer there', "il n'est plus là") };
  },
});

function toFinding(problem: Problem, service: Service, model: Model): Finding {
  const { ini, severity, span, contracts, file, variable } = problem;
  return {
    rule: 'migration-url-hardcoded',
    severity,
    service: service.root,
    span,
    title: title(problem),
    message: message(problem),
    fix: 'review',
    key: ini ? `${ini.section} sqlalchemy.url` : 'database url in env.py',
    platforms: contracts.map(({ id }) => id),
    steps: steps(problem, sourceOf(model, service, file, variable)),
    group: `migration-url-hardcoded:${file.path}`,
  };
}

function isSame(problem: Problem, finding: Finding): boolean {
  return problem.span.path === finding.span.path && problem.span.start === finding.span.start;
}
