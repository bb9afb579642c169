import { both, type Finding, type Model, type Service, type Skip } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { keepStore, keyValueStores } from '@unblock/platforms';
import { refusedConnections, withOption } from './connection.ts';
import { type Evidence, message, PATCHES, paragraph, title } from './words.ts';

/** Packages that keep jobs in Redis. */
const QUEUES =
  /^(bullmq|bull|bee-queue|@nestjs\/bullmq?|celery|rq|flask-rq2|django-rq|dramatiq|arq|huey|taskiq-redis)$/;

/** What a queue's Redis lacks: the option of a worker's connection, a store that keeps its keys. */
export function findOptions(service: Service, model: Model): Entry[] {
  return [...connections(service, model), ...stores(service, model)];
}

function connections(service: Service, model: Model): Entry[] {
  if (service.language !== 'node') return [];
  const once = new Map(
    refusedConnections(service, model).map((found) => [`${found.made.path}:${found.made.start}`, found]),
  );
  return [...once.values()].map((found) => {
    const evidence: Evidence = { kind: 'connection', path: found.made.path, worker: found.worker };
    const severity = found.always ? 'critical' : 'important';
    return {
      finding: findingOf(evidence, severity, found.made, `connection ${found.worker.name}`, service, model),
      fix: async () => {
        const { path } = found.made;
        const text = model.read(path);
        if (text === null) return unreadable(path);
        const edits = [{ path, edits: await withOption(found, text) }];
        return { safety: 'review', title: PATCHES.connection, paragraph: paragraph(evidence), edits };
      },
    };
  });
}

/** A store of a manifest that a process with a queue is given, and that drops keys when its memory is full. */
function stores(service: Service, model: Model): Entry[] {
  const queue = service.dependencies.entries.find(({ name, production }) => production && QUEUES.test(name));
  if (!queue) return [];
  const paths = [...new Set(service.deployables.map(({ path }) => path))];
  return paths.flatMap((path) => {
    const text = model.read(path) ?? '';
    const names = new Set(service.deployables.filter((entry) => entry.path === path).map(({ name }) => name));
    return keyValueStores(path, text).flatMap((store) => {
      const isUsed = store.users.some(
        ({ process, variable }) => names.has(process) && !/CACHE/i.test(variable),
      );
      if (!isUsed || !store.policy.startsWith('allkeys-')) return [];
      const { name, policy, isSaid, docs } = store;
      const evidence: Evidence = { kind: 'store', path, name, policy, isSaid, queue: queue.name, docs };
      const span = { path, ...store.place };
      return [
        {
          finding: findingOf(evidence, 'important', span, `store ${name}`, service, model),
          fix: () => {
            const edits = keepStore(path, model.read(path) ?? '', name);
            return edits
              ? {
                  safety: 'safe' as const,
                  title: PATCHES.store,
                  paragraph: paragraph(evidence),
                  edits: [{ path, edits }],
                }
              : NO_PLACE;
          },
        },
      ];
    });
  });
}

function findingOf(
  evidence: Evidence,
  severity: Finding['severity'],
  span: Finding['span'],
  key: string,
  service: Service,
  model: Model,
): Finding {
  const own = model.contracts.filter(({ id }) =>
    service.deployables.some(({ path, platform }) => path === evidence.path && platform === id),
  );
  const contracts = evidence.kind === 'store' && own.length > 0 ? own : model.contracts;
  return {
    rule: 'redis-options-for-queue',
    severity,
    service: service.root,
    span,
    title: title(evidence),
    message: message(evidence),
    fix: evidence.kind === 'store' ? 'safe' : 'review',
    key,
    platforms: contracts.map(({ id }) => id),
  };
}

const NO_PLACE: Skip = {
  skip: both(
    'the manifest cannot be written so that it reads back as asked: set `maxmemoryPolicy: noeviction` by hand',
    'le manifeste ne peut pas être écrit de façon sûre : définir `maxmemoryPolicy: noeviction` à la main',
  ),
};
