import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findHooks } from './hooks.ts';
import { findShell } from './shell.ts';
import { SUMMARY } from './words.ts';
import { findWorkers } from './workers.ts';

/** A process that has something to end well, and never hears that it is to end. */
export const rule: Rule = defineRule({
  id: 'shutdown-ignored',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  if (service.language !== 'node') return [];
  return [...findHooks(service, model), ...findWorkers(service, model), ...findShell(service, model)];
}
