import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { isDevelopmentImage } from '@unblock/engine/development';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findInCode } from './code.ts';
import { findInCommand } from './command.ts';
import { findInConfiguration } from './configuration.ts';
import { findWatchers } from './watcher.ts';
import { SUMMARY } from './words.ts';

/** A server that watches its files and restarts, in what production runs. */
export const rule: Rule = defineRule({
  id: 'reload-enabled',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(find),
});

/** What runs for whoever looks at a change: there, files do change. */
const PREVIEW = /(^|[/._-])(previews?|dev|development)[/._-]/i;

function find(service: Service, model: Model): Entry[] {
  if (service.role === 'static' || isDevelopmentImage(service.starts, model)) return [];
  return [
    ...findInCode(service, model),
    ...findInCommand(service, model),
    ...findInConfiguration(service, model),
    ...findWatchers(service, model),
  ].filter(({ finding }) => !PREVIEW.test(finding.span.path));
}
