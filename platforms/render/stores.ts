import type { Edit } from '@unblock/codemods';
import { addKey, readYaml, setScalar } from '@unblock/codemods/yaml/index';
import { isRecord } from '../reading.ts';
import type { KeyValueStore } from '../stores.ts';
import { servicePaths } from './read.ts';
import { DATA_STORE_TYPES } from './schema.ts';

/** What a store does with a full memory where nothing says it. */
const USUAL = 'allkeys-lru';
const BEHIND = ['plan', 'ipAllowList', 'name', 'type'];

/**
 * The key-value stores of a Blueprint.
 *
 * @see https://render.com/docs/blueprint-spec#key-value
 */
export function renderStores(text: string): KeyValueStore[] {
  const { value, problem } = readYaml(text);
  if (problem || !isRecord(value)) return [];
  const services = servicePaths(value);
  return services.flatMap(({ path, service }) => {
    if (!isRecord(service) || !DATA_STORE_TYPES.includes(String(service.type))) return [];
    const place = readYaml(text).scalarAt([...path, 'name']);
    const name = typeof service.name === 'string' ? service.name : '';
    if (name === '' || !place) return [];
    const policy = typeof service.maxmemoryPolicy === 'string' ? service.maxmemoryPolicy : null;
    const users = services.flatMap(({ service: other }) => (isRecord(other) ? usesOf(other, name) : []));
    return [
      {
        name,
        place: { start: place.start, end: place.end },
        policy: policy ?? USUAL,
        isSaid: policy !== null,
        users,
        docs: 'https://render.com/docs/blueprint-spec',
      },
    ];
  });
}

function usesOf(service: Record<string, unknown>, store: string): KeyValueStore['users'] {
  const variables: unknown[] = Array.isArray(service.envVars) ? service.envVars : [];
  return variables.flatMap((entry) => {
    const from = isRecord(entry) ? entry.fromService : null;
    const isStore = isRecord(from) && from.name === store && DATA_STORE_TYPES.includes(String(from.type));
    return isStore && isRecord(entry)
      ? [{ process: String(service.name ?? ''), variable: String(entry.key) }]
      : [];
  });
}

/** Makes a store refuse writes with a full memory, where it would drop keys; null where it is not there. */
export function keepKeys(text: string, store: string): Edit[] | null {
  const { value } = readYaml(text);
  if (!isRecord(value)) return null;
  const found = servicePaths(value).find(
    ({ service }) =>
      isRecord(service) && service.name === store && DATA_STORE_TYPES.includes(String(service.type)),
  );
  if (!found || !isRecord(found.service)) return null;
  if (found.service.maxmemoryPolicy !== undefined)
    return setScalar(text, [...found.path, 'maxmemoryPolicy'], 'noeviction');
  return addKey(text, found.path, 'maxmemoryPolicy', 'noeviction', BEHIND);
}
