import type { Finding, Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import { type Contract, contracts, readManifests } from '@unblock/platforms';
import { refusedIn } from './find.ts';
import { message, title } from './unread-words.ts';

/** Manifests that say how a whole service is built and started, by the names that their platforms look for. */
const NAMES = ['render.yaml', 'fly.toml', 'railway.json', 'railway.toml'] as const;

/** What a parser says begins with its line. */
const LINE = /^line (\d+)/;

/** Manifests that their platforms cannot read: nothing of them applies. The Blueprint at the top is checked line by line. */
export function unreadEntries(service: Service, model: Model): Entry[] {
  return NAMES.flatMap((name): Entry[] => {
    const about = model.contracts.filter(({ startSources }) => startSources.value.includes(name));
    const path = ['', service.root].map((folder) => joinPath(folder, name)).find((at) => model.paths.has(at));
    const reason = path && about.length > 0 && isFirst(service, path, model) ? problemOf(path, model) : null;
    if (!path || !reason || refusedIn(model).some((refused) => refused.path === path)) return [];
    const of = contracts.find(({ startSources }) => startSources.value[0] === name) ?? about[0];
    const finding = findingOf(service, path, reason, of, about, model);
    return [{ finding, fix: () => ({ skip: finding.message.todo }) }];
  });
}

/** One file is told of once, for the service in its folder if there is one. */
export function isFirst(service: Service, path: string, model: Model): boolean {
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
