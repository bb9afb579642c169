import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findInNest } from './nest.ts';
import { findInNode } from './node.ts';
import { findInPython } from './python.ts';
import { SUMMARY } from './words.ts';

/** A consumer of a queue, or a bot, that runs inside the process that serves requests. */
export const rule: Rule = defineRule({
  id: 'queue-worker-not-gated',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  if (service.role !== 'web') return [];
  return service.language === 'python'
    ? findInPython(service, model)
    : [...findInNest(service, model), ...findInNode(service, model)];
}
