import { defineRule, type Finding, type Model, type Rule, type Service } from '@unblock/engine';
import { findInCode, fixInCode } from './code.ts';
import { findInCommand, fixInCommand } from './command.ts';
import { SUMMARY } from './words.ts';

/** A web server that listens where the platform's proxy cannot reach it. */
export const rule: Rule = defineRule({
  id: 'host-not-public',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: (contract) => contract.bind.value === 'all-interfaces',

  detect(service: Service, model: Model): Finding[] {
    if (service.role !== 'web') return [];
    return [...findInCode(service, model), ...findInCommand(service, model)].map(({ finding }) => finding);
  },

  fix(finding: Finding, model: Model) {
    for (const service of model.services.filter(({ root }) => root === finding.service)) {
      const inCode = findInCode(service, model).find((entry) => same(entry.finding, finding));
      if (inCode) return fixInCode(inCode, model);
      const inCommand = findInCommand(service, model).find((entry) => same(entry.finding, finding));
      if (inCommand) return fixInCommand(inCommand, model);
    }
    return { skip: { en: 'it is no longer there', fr: "il n'est plus là" } };
  },
});

function same(a: Finding, b: Finding): boolean {
  return a.key === b.key && a.span.path === b.span.path && a.span.start === b.span.start;
}
