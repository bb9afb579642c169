import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { commandSpan } from '@unblock/engine/started';
import { findUnbuilt, type Unbuilt } from './find.ts';
import { fixUnbuilt } from './fix.ts';
import { message, SUMMARY, title } from './words.ts';

/** A start command that needs what no build writes. */
export const rule: Rule = defineRule({
  id: 'build-output-missing',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  const entries = new Map<string, Entry>();
  for (const unbuilt of findUnbuilt(service, model)) {
    const span = commandSpan(unbuilt.server);
    const key = `${span.path}:${span.start}:${placeOf(unbuilt)}`;
    const known = entries.get(key);
    const own = unbuilt.contracts.map(({ id }) => id);
    entries.set(key, {
      finding: {
        rule: 'build-output-missing',
        severity: unbuilt.mayBeBuilt ? 'important' : 'critical',
        service: service.root,
        span,
        title: title(unbuilt),
        message: message(unbuilt),
        fix: 'review',
        key: `output ${unbuilt.needed} ${placeOf(unbuilt)}`,
        ...known?.finding,
        platforms: [...new Set([...(known?.finding.platforms ?? []), ...own])],
      },
      fix: known?.fix ?? (() => fixUnbuilt(unbuilt, service, model)),
    });
  }
  return [...entries.values()];
}

function placeOf({ dockerfile, build }: Unbuilt): string {
  return dockerfile ?? build?.deployable?.path ?? '';
}
