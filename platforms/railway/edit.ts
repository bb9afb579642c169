import type { Edit } from '@unblock/codemods';
import { setJsonPath } from '@unblock/codemods/json/set';
import { setKey, tomlString } from '@unblock/codemods/toml/index';
import type { ManifestEditor } from '../change.ts';
import type { Deployable } from '../deployable.ts';
import { isRecord } from '../reading.ts';
import { jsonTree } from '../tree.ts';
import { inForm } from '../write-command.ts';

type Section = 'build' | 'deploy';

/**
 * Sets a key of railway.json or railway.toml, which describe one process and no variables.
 *
 * @see https://docs.railway.com/config-as-code/reference
 */
export const editRailway: ManifestEditor = (text, change, current) => {
  const start = { form: current.dockerfile === null ? ('shell' as const) : ('exec' as const) };
  switch (change.kind) {
    case 'pre-deploy':
      return set(text, current, 'deploy', 'preDeployCommand', [inForm(start, change.command)]);
    case 'start':
      return set(text, current, 'deploy', 'startCommand', inForm(start, change.command));
    case 'build':
      return set(text, current, 'build', 'buildCommand', change.command);
    case 'health':
      return set(text, current, 'deploy', 'healthcheckPath', change.path);
    default:
      return null;
  }
};

function set(
  text: string,
  { kind }: Deployable,
  section: Section,
  key: string,
  value: string | [string],
): Edit[] | null {
  if (kind === 'railway.json') {
    const { value: config } = jsonTree(text);
    const holds = isRecord(config) && (config[section] === undefined || isRecord(config[section]));
    return holds ? setJsonPath(text, [section, key], value) : null;
  }
  const written = typeof value === 'string' ? tomlString(text, value) : `[${tomlString(text, value[0])}]`;
  return setKey(text, [section], key, written);
}
