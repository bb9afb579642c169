import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findInCode } from './code.ts';
import { findInCommand } from './command.ts';
import { findInConfiguration } from './configuration.ts';
import { findOverrides } from './override.ts';
import { SUMMARY } from './words.ts';

/** A web server on a fixed port, where the platform chooses one. */
export const rule: Rule = defineRule({
  id: 'port-hardcoded',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: (contract) => contract.port.value.source === 'injected',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  if (service.role !== 'web') return [];
  return [
    ...findInCode(service, model),
    ...findInCommand(service, model),
    ...findInConfiguration(service, model),
    ...findOverrides(service, model),
  ];
}
