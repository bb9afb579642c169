import type { Edit } from '@unblock/codemods';
import {
  addKey,
  appendToSequence,
  readYaml,
  setScalar,
  type YamlPath,
  yamlScalar,
} from '@unblock/codemods/yaml/index';
import type { ManifestEditor, ManifestVariable } from '../change.ts';
import { isRecord } from '../reading.ts';
import { workerLike, workerName } from './process.ts';
import { servicePaths } from './read.ts';

/** The keys a new one goes behind, the nearest first. */
const BEFORE_START = ['buildCommand', 'dockerContext', 'dockerfilePath', 'rootDir', 'plan', 'runtime', 'env'];
const ORDER: Readonly<Record<string, readonly string[]>> = {
  preDeployCommand: BEFORE_START,
  buildCommand: BEFORE_START.slice(1),
  startCommand: ['preDeployCommand', ...BEFORE_START],
  dockerCommand: ['preDeployCommand', ...BEFORE_START],
  healthCheckPath: ['startCommand', 'dockerCommand', 'preDeployCommand', ...BEFORE_START],
};

interface Place {
  text: string;
  path: YamlPath;
  service: Record<string, unknown>;
}

/**
 * Edits a Blueprint. What Render does not run for a service, or on its plan, has no place in it.
 *
 * @see https://render.com/docs/blueprint-spec
 */
export const editRender: ManifestEditor = (text, change, current) => {
  const place = placeOf(text, current.name);
  if (!place) return null;
  const { service } = place;
  const runtime = String(service.runtime ?? service.env ?? '');
  const isImage = runtime === 'docker' || runtime === 'image';
  const isProcess = service.type !== 'cron' && runtime !== 'static';
  switch (change.kind) {
    case 'pre-deploy':
      return isProcess && !current.freePlan ? setText(place, 'preDeployCommand', change.command) : null;
    case 'start':
      return isProcess ? setText(place, isImage ? 'dockerCommand' : 'startCommand', change.command) : null;
    case 'build':
      return isImage ? null : setText(place, 'buildCommand', change.command);
    case 'health':
      return service.type === 'web' && isProcess ? setText(place, 'healthCheckPath', change.path) : null;
    case 'variable':
      return setVariable(place, change.variable);
    default: {
      if (placeOf(text, workerName(service, change))) return null;
      const item = workerLike(service, change, (variable) => entryOf(text, variable));
      return item === null ? null : appendToSequence(text, place.path.slice(0, -1), item);
    }
  }
};

function placeOf(text: string, name: string): Place | null {
  const { value } = readYaml(text);
  if (!isRecord(value)) return null;
  for (const { path, service } of servicePaths(value)) {
    if (isRecord(service) && service.name === name) return { text, path, service };
  }
  return null;
}

function setText({ text, path, service }: Place, key: string, value: string): Edit[] {
  if (typeof service[key] === 'string') return setScalar(text, [...path, key], value);
  return addKey(text, path, key, yamlScalar(value), ORDER[key]);
}

function setVariable({ text, path, service }: Place, variable: ManifestVariable): Edit[] | null {
  const entries: unknown[] = Array.isArray(service.envVars) ? service.envVars : [];
  const index = entries.findIndex((entry) => isRecord(entry) && entry.key === variable.name);
  const { source } = variable;
  if (index >= 0) {
    const entry = entries[index];
    const isLiteral = isRecord(entry) && entry.value !== undefined && source.from === 'value';
    return isLiteral ? setScalar(text, [...path, 'envVars', index, 'value'], source.value) : null;
  }
  const pairs = Object.entries(entryOf(text, variable));
  const list = readYaml(text).sequenceAt([...path, 'envVars']);
  if (!list && service.envVars !== undefined && service.envVars !== null) return null;
  const item = list?.flow && list.length > 0 ? flow(pairs) : block(pairs);
  if (list) return appendToSequence(text, [...path, 'envVars'], item);
  // `envVars:` with nothing below it has no place of its own.
  if (service.envVars === null) return null;
  return addKey(text, path, 'envVars', `\n  - ${item.split('\n').join('\n    ')}`);
}

type Entry = Record<string, unknown>;

/** A variable as an entry of `envVars`. */
function entryOf(text: string, { name: key, source }: ManifestVariable): Entry {
  if (source.from === 'value') return { key, value: source.value };
  if (source.from === 'generated') return { key, generateValue: true };
  const { value } = readYaml(text);
  const databases: unknown[] = isRecord(value) && Array.isArray(value.databases) ? value.databases : [];
  const [database, other] = databases;
  const isWired = source.from === 'database' && isRecord(database) && other === undefined;
  if (!isWired) return { key, sync: false };
  return { key, fromDatabase: { name: String(database.name), property: 'connectionString' } };
}

function block(pairs: readonly [string, unknown][]): string {
  return pairs
    .map(([key, value]) =>
      isRecord(value)
        ? `${key}:\n  ${block(Object.entries(value)).split('\n').join('\n  ')}`
        : `${key}: ${scalar(value)}`,
    )
    .join('\n');
}

function flow(pairs: readonly [string, unknown][]): string {
  const parts = pairs.map(
    ([key, value]) => `${key}: ${isRecord(value) ? flow(Object.entries(value)) : scalar(value)}`,
  );
  return `{ ${parts.join(', ')} }`;
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? yamlScalar(value) : String(value);
}
