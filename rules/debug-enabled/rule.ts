import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findInCode } from './code.ts';
import { findInCommand } from './command.ts';
import { findInDjango } from './django.ts';
import { findInManifest } from './manifest.ts';
import { findTraces } from './node.ts';
import { findEnvironment } from './node-env.ts';
import { SUMMARY } from './words.ts';

/** Debug mode in what production runs. */
export const rule: Rule = defineRule({
  id: 'debug-enabled',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  after: ['django-hosts', 'django-static'],
  platforms: () => true,
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  if (service.language === 'node') return [...findTraces(service, model), ...findEnvironment(service, model)];
  return [
    ...findInCode(service, model),
    ...findInDjango(service, model),
    ...findInCommand(service, model),
    ...findInManifest(service, model),
  ];
}
