import { defineRule, type Finding, type Model, type Rule, type Service } from '@unblock/engine';
import { joinPath } from '@unblock/engine/paths';
import { type Contract, contracts, readManifests } from '@unblock/platforms';
import { message, SUMMARY, title } from './words.ts';

/** Manifests that say how a whole service is built and started, by the names that their platforms look for. */
const NAMES = ['render.yaml', 'fly.toml', 'railway.json', 'railway.toml'] as const;

/** What a parser says begins with its line. */
const LINE = /^line (\d+)/;

/** A manifest that its platform cannot read: nothing of it applies. */
export const rule: Rule = defineRule({
  id: 'manifest-invalid',
  severity: 'important',
  summary: SUMMARY,
  stage: 'manifest',
  platforms: ({ startSources }) => NAMES.some((name) => startSources.value.includes(name)),

  detect(service: Service, model: Model): Finding[] {
    return NAMES.flatMap((name): Finding[] => {
      const about = model.contracts.filter(({ startSources }) => startSources.value.includes(name));
      const path = ['', service.root]
        .map((folder) => joinPath(folder, name))
        .find((at) => model.paths.has(at));
      const reason =
        path && about.length > 0 && isFirst(service, path, model) ? problemOf(path, model) : null;
      if (!path || !reason) return [];
      const of = contracts.find(({ startSources }) => startSources.value[0] === name) ?? about[0];
      return [findingOf(service, path, reason, of, about, model)];
    });
  },
});

/** One file is told of once, for the service in its folder if there is one. */
function isFirst(service: Service, path: string, model: Model): boolean {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const owner = model.services.find(({ root }) => root === folder) ?? model.services[0];
  return owner === service;
}

/** Why a manifest cannot be read; null where its reader finds something in it. */
function problemOf(path: string, model: Model): string | null {
  const text = model.read(path);
  const isRead = model.services.some(({ deployables }) => deployables.some((own) => own.path === path));
  if (text === null || isRead) return null;
  const { deployables, problems } = readManifests([{ path, text }]);
  // A file that parses and says something else than expected is another matter.
  const broken = problems.find(({ reason }) => LINE.test(reason));
  return deployables.length === 0 ? (broken?.reason ?? null) : null;
}

function findingOf(
  service: Service,
  path: string,
  reason: string,
  of: Contract | undefined,
  about: readonly Contract[],
  model: Model,
): Finding {
  const start = offsetOf(model.read(path) ?? '', Number(LINE.exec(reason)?.[1] ?? 1));
  return {
    rule: 'manifest-invalid',
    severity: 'important',
    service: service.root,
    span: { path, start, end: start },
    title: title(path),
    message: message(path, reason, of),
    fix: 'manual',
    key: path,
    platforms: about.map(({ id }) => id),
    steps: [message(path, reason, of).todo],
  };
}

function offsetOf(text: string, line: number): number {
  return text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0);
}
