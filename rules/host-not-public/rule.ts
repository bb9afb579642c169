import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findInCode } from './code.ts';
import { findInCommand } from './command.ts';
import { findInConfiguration } from './configuration.ts';
import { SUMMARY } from './words.ts';

/** A web server that listens where the platform's proxy cannot reach it. */
export const rule: Rule = defineRule({
  id: 'host-not-public',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: (contract) => contract.bind.value === 'all-interfaces',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  if (service.role !== 'web') return [];
  return [
    ...findInCode(service, model),
    ...findInCommand(service, model),
    ...findInConfiguration(service, model),
  ];
}
