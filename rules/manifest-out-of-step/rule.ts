import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { commandSpan, written } from '@unblock/engine/started';
import { celeryEntries } from './celery.ts';
import { brokenStarts } from './find.ts';
import { meantApplication } from './meant-application.ts';
import { repair } from './repair.ts';
import { message, SUMMARY, title } from './words.ts';

/** A start command that names what the repository does not have. */
export const rule: Rule = defineRule({
  id: 'manifest-out-of-step',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries((service, model) => [...find(service, model), ...celeryEntries(service, model)]),
});

function find(service: Service, model: Model): Entry[] {
  return brokenStarts(service, model).map((broken): Entry => {
    const { started } = broken;
    const target = meantApplication(broken, model);
    const isMendable = target !== null && !broken.hasCompany;
    const evidence = {
      broken,
      target,
      command: written(started.server),
      path: started.server.text.source.path,
    };
    const texts = message(evidence);
    return {
      finding: {
        rule: 'manifest-out-of-step',
        severity: 'critical',
        service: service.root,
        span: commandSpan(started.server),
        title: title(broken),
        message: texts,
        fix: isMendable ? (target.isOnly ? 'safe' : 'review') : 'manual',
        key: `${started.server.program} ${started.server.application}`,
        platforms: [...new Set(started.starts.flatMap(({ platforms }) => platforms))],
        ...(isMendable ? {} : { steps: [texts.todo] }),
      },
      fix: () => (isMendable ? repair(started.server, target, evidence, model) : { skip: texts.todo }),
    };
  });
}
