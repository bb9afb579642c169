import type { Edit } from '@unblock/codemods';
import { addTable, addToTables, readToml, setKey, tomlString } from '@unblock/codemods/toml/index';
import type { ManifestEditor, NewProcess } from '../change.ts';
import type { Deployable } from '../deployable.ts';
import { isRecord } from '../reading.ts';
import { inForm } from '../write-command.ts';

/** What flyctl writes for a check, with the time a server needs to start. */
const CHECK = { grace_period: '10s', interval: '30s', timeout: '5s' };

/**
 * Edits fly.toml. Secrets are not kept in it, and the build is the image's own.
 *
 * @see https://fly.io/docs/reference/configuration/
 */
export const editFly: ManifestEditor = (text, change, current) => {
  const command = (value: string) => tomlString(text, inForm({ form: 'exec' }, value));
  switch (change.kind) {
    case 'pre-deploy':
      return setOrAdd(text, 'deploy', 'release_command', command(change.command));
    case 'start':
      return setOrAdd(text, 'processes', current.name, command(change.command));
    case 'health':
      return current.role === 'web' ? healthCheck(text, change.path, current) : null;
    case 'variable': {
      const { name, source } = change.variable;
      return source.from === 'value' ? setOrAdd(text, 'env', name, tomlString(text, source.value)) : null;
    }
    case 'process':
      return addProcess(text, change, current, command(change.command));
    default:
      return null;
  }
};

function setOrAdd(text: string, table: string, key: string, value: string): Edit[] {
  return table in configOf(text)
    ? setKey(text, [table], key, value)
    : addTable(text, `[${table}]`, [[key, value]]);
}

function healthCheck(text: string, path: string, { health }: Deployable): Edit[] | null {
  const value = tomlString(text, path);
  if (health) return [{ start: health.start, end: health.end, text: value }];
  const { http_service: http, services } = configOf(text);
  const checks = (method: string): [string, string][] => [
    ...Object.entries(CHECK).map(([key, time]): [string, string] => [key, tomlString(text, time)]),
    ['method', tomlString(text, method)],
    ['path', value],
  ];
  if (isRecord(http)) {
    if ('checks' in http) return addToTables(text, ['http_service', 'checks'], 'path', value);
    return addTable(text, '[[http_service.checks]]', checks('GET'), ['http_service']);
  }
  // Which of several services a check belongs to is not told by its place alone.
  const [service, other] = Array.isArray(services) ? services : [];
  if (!isRecord(service) || other !== undefined || 'http_checks' in service) return null;
  return addTable(text, '[[services.http_checks]]', checks('get'), ['services']);
}

/**
 * Once a file names process groups, each of them is a machine of its own: the group that ran the image's command so far
 * is named as well (an empty command is the image's), and services and volumes say that they are its own.
 */
function addProcess(text: string, { name }: NewProcess, like: Deployable, command: string): Edit[] | null {
  const config = configOf(text);
  if (isRecord(config.processes) && name in config.processes) return null;
  const owner = `[${tomlString(text, like.name)}]`;
  const owners = like.role === 'web' ? ['http_service', 'services', 'mounts'] : [];
  const owned = owners.flatMap((table) => addToTables(text, [table], 'processes', owner));
  const added = isRecord(config.processes)
    ? setKey(text, ['processes'], name, command)
    : addTable(text, '[processes]', [
        [like.name, tomlString(text, '')],
        [name, command],
      ]);
  return joined([...owned, ...added]);
}

/** Edits at the same place become one, in their order. */
function joined(edits: readonly Edit[]): Edit[] {
  const places = new Map<number, Edit>();
  for (const edit of edits) {
    const before = places.get(edit.start);
    places.set(edit.start, before ? { ...edit, text: before.text + edit.text } : edit);
  }
  return [...places.values()];
}

function configOf(text: string): Record<string, unknown> {
  return readToml(text).values ?? {};
}
