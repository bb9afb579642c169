import { defineRule, type Finding, type Model, type Rule, type Service } from '@unblock/engine';
import { findBypasses } from './find.ts';
import { message, SUMMARY, step, title } from './words.ts';

/** The environment read past the settings class of the service. */
export const rule: Rule = defineRule({
  id: 'settings-bypassed',
  severity: 'advice',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,

  detect(service: Service, model: Model): Finding[] {
    return findBypasses(service, model).map((bypass) => ({
      rule: 'settings-bypassed',
      severity: 'advice',
      service: service.root,
      span: bypass.read.span,
      title: title(bypass),
      message: message(bypass),
      fix: 'manual',
      key: bypass.read.name,
      platforms: model.contracts.map(({ id }) => id),
      steps: [step(bypass)],
    }));
  },
});
