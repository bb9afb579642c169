import { defineRule, type Rule } from '@unblock/engine';
import { migrationTool } from '@unblock/engine/services/migration-tool';
import { findRepeated } from './find.ts';
import { message, SUMMARY, steps, title } from './words.ts';

/** Migrations that each of several web processes runs. */
export const rule: Rule = defineRule({
  id: 'migration-per-worker',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: (contract) => contract.runs.value === 'server',
  detect(service, model) {
    const found = findRepeated(service, model);
    const tool = found.length > 0 ? migrationTool(service, model) : null;
    return found.map((repeated) => ({
      rule: 'migration-per-worker',
      severity: 'important',
      service: service.root,
      span: repeated.call.span,
      title: title(repeated),
      message: message(repeated, tool),
      fix: 'manual',
      key: repeated.call.inFunction ?? repeated.place,
      platforms: repeated.contracts.map(({ id }) => id),
      steps: steps(repeated, tool),
    }));
  },
});
