import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findInCode } from './code.ts';
import { findInCommand } from './command.ts';
import { SUMMARY } from './words.ts';

/** As many workers as the host has processors, in a container that gets a part of them. */
export const rule: Rule = defineRule({
  id: 'worker-count-from-host',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: ({ processors }) => processors.value === 'host',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  if (service.language !== 'python') return [];
  return [...findInCommand(service, model), ...findInCode(service, model)];
}
