import { Document } from 'yaml';
import type { ManifestVariable, NewProcess } from '../change.ts';
import { isRecord, variable } from '../reading.ts';
import { PLANS } from './schema.ts';

type Entry = Record<string, unknown>;

/** What a background worker takes over from the service it belongs to, in this order. */
const BUILT_ALIKE = [
  'region',
  'repo',
  'branch',
  'image',
  'registryCredential',
  'rootDir',
  'dockerfilePath',
  'dockerContext',
  'autoDeploy',
  'autoDeployTrigger',
  'buildFilter',
  'buildCommand',
];

/** Names of services are unique in a Blueprint's workspace, so that of the service is part of it. */
export function workerName(service: Entry, change: NewProcess): string {
  return `${service.name}-${change.name}`;
}

/**
 * A background worker of the application of a service, as an item of `services`; null where the service is none that a
 * worker can be built from. Workers have no free plan, so the plan is named.
 *
 * @see https://render.com/docs/background-workers
 */
export function workerLike(
  service: Entry,
  change: NewProcess,
  entryOf: (variable: ManifestVariable) => Entry,
): string | null {
  const runtime = service.runtime ?? service.env;
  if (typeof runtime !== 'string' || runtime === 'static' || typeof service.name !== 'string') return null;
  const plan = String(service.plan);
  const isImage = runtime === 'docker' || runtime === 'image';
  const alike = BUILT_ALIKE.filter((key) => service[key] !== undefined);
  const inherited = list(service.envVars).flatMap((entry) => inherit(entry, service));
  const added = change.variables.map(entryOf);
  const envVars = [...inherited.filter(({ key }) => !added.some((other) => other.key === key)), ...added];
  const worker = {
    type: 'worker',
    name: workerName(service, change),
    runtime,
    plan: plan !== 'free' && PLANS.worker?.includes(plan) ? plan : 'starter',
    ...Object.fromEntries(alike.map((key) => [key, service[key]])),
    [isImage ? 'dockerCommand' : 'startCommand']: change.command,
    ...(envVars.length > 0 ? { envVars } : {}),
  };
  // Render's parser is not strict about YAML 1.2: `off` and `012` are quoted as YAML 1.1 needs it.
  const document = new Document(worker, { version: '1.1', aliasDuplicateObjects: false });
  return document.toString({ lineWidth: 0, singleQuote: true }).trimEnd();
}

/**
 * The same variable for the worker. Secrets are taken from the service, which so stays the only place that has them; so
 * are values without quotes, of which `3.10` is read as a number here.
 */
function inherit(entry: unknown, { name, type }: Entry): Entry[] {
  if (!isRecord(entry)) return [];
  const { key } = entry;
  if (typeof key !== 'string' || entry.fromDatabase || entry.fromService) return [entry];
  const isPlain = typeof entry.value === 'string' && variable(key, entry.value).value !== null;
  if (isPlain) return [{ key, value: entry.value }];
  return [{ key, fromService: { type, name, envVarKey: key } }];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
