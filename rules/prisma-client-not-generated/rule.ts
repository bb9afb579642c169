import { defineRule, type Finding, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { findUngenerated, type Ungenerated } from './find.ts';
import { fixUngenerated } from './fix.ts';
import { message, SUMMARY, TITLE } from './words.ts';

/** A build after which the Prisma client that the code asks for is not there. */
export const rule: Rule = defineRule({
  id: 'prisma-client-not-generated',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: ({ nodeBuild, startSources }) =>
    nodeBuild !== undefined || startSources.value.includes('Dockerfile'),
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  const entries = new Map<string, Entry>();
  for (const found of findUngenerated(service, model)) {
    const span = placeOf(found, service);
    const key = `${span.path}:${span.start}`;
    const known = entries.get(key)?.finding.platforms ?? [];
    const platforms = [...new Set([...known, ...found.contracts.map(({ id }) => id)])];
    const first = entries.get(key);
    entries.set(key, {
      finding: {
        rule: 'prisma-client-not-generated',
        severity: 'critical',
        service: service.root,
        span,
        title: TITLE,
        message: message(found),
        fix: 'review',
        key: 'prisma generate',
        ...first?.finding,
        platforms,
      },
      fix: first?.fix ?? (() => fixUngenerated(found, service, model)),
    });
  }
  return [...entries.values()];
}

/** The install after which it should be generated, where a file of the repository says it; else the dependency. */
function placeOf({ commands, dockerfile, build }: Ungenerated, { dependencies }: Service): Finding['span'] {
  const written = dockerfile ?? build?.deployable?.build?.source.path;
  const install = commands.findLast(
    ({ placed, install: found }) =>
      placed?.text.source.path === written && found && !found.prunes && found.packages !== 'named',
  )?.placed;
  if (install) {
    const { path, start, end } = install.text.source;
    return { path, start, end };
  }
  const entry = dependencies.entries.find(({ name }) => name === '@prisma/client');
  return { path: entry?.path ?? '', start: entry?.start ?? 0, end: entry?.end ?? 0 };
}
