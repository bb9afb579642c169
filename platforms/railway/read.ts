import type { CommandText, Deployable, Role } from '../deployable.ts';
import { ManifestError } from '../deployable.ts';
import {
  commandAt,
  folderName,
  folderOf,
  healthAt,
  isRecord,
  joinPaths,
  type ManifestFile,
  type Surroundings,
} from '../reading.ts';
import { jsonTree, type Tree, tomlTree } from '../tree.ts';

/**
 * Reads railway.json or railway.toml. A start command is run without a shell when the service is built from a
 * Dockerfile; one at the root is always built.
 *
 * @see https://docs.railway.com/deployments/start-command
 * @throws ManifestError when the file has a syntax error or is no object.
 */
export function readRailway(file: ManifestFile, surroundings: Surroundings): Deployable[] {
  const kind = file.path.endsWith('.json') ? 'railway.json' : 'railway.toml';
  const tree = kind === 'railway.json' ? jsonTree(file.text) : tomlTree(file.text);
  if (!isRecord(tree.value)) throw new ManifestError('line 1: expected an object');
  const source = { path: file.path, kind } as const;
  const root = folderOf(file.path);
  const dockerfile = dockerfileOf(tree, root, surroundings);
  const form = dockerfile === null ? 'shell' : 'exec';
  const start = commandAt(tree, ['deploy', 'startCommand'], source, form);
  const scheduled = typeof tree.at(['deploy', 'cronSchedule'])?.value === 'string';
  const role: Role = scheduled ? 'scheduler' : 'web';
  return [
    {
      platform: 'railway',
      ...source,
      name: folderName(root, 'app'),
      role,
      root,
      freePlan: false,
      start,
      build: commandAt(tree, ['build', 'buildCommand'], source, 'shell'),
      preDeploy: preDeployOf(tree, source, form),
      health: healthAt(tree, ['deploy', 'healthcheckPath']),
      dockerfile,
      variables: [],
    },
  ];
}

function dockerfileOf(tree: Tree, root: string, surroundings: Surroundings): string | null {
  const builder = tree.at(['build', 'builder'])?.value;
  const named = tree.at(['build', 'dockerfilePath'])?.value;
  const beside = joinPaths(root, 'Dockerfile');
  if (typeof named === 'string') return joinPaths(root, named);
  if (builder === 'DOCKERFILE') return beside;
  return builder === undefined && surroundings.exists(beside) ? beside : null;
}

/** The step before a deploy: a string, or an array whose commands run one after the other. */
function preDeployOf(
  tree: Tree,
  source: { path: string; kind: 'railway.json' | 'railway.toml' },
  form: CommandText['form'],
): CommandText | null {
  const single = commandAt(tree, ['deploy', 'preDeployCommand'], source, form);
  if (single) return single;
  const commands: CommandText[] = [];
  for (let index = 0; ; index++) {
    const command = commandAt(tree, ['deploy', 'preDeployCommand', index], source, form);
    if (!command) break;
    commands.push(command);
  }
  const [first, second] = commands;
  if (!first || !second) return first ?? null;
  const text = commands.map((command) => command.text).join(' && ');
  return { text, form, source: { ...source, start: -1, end: -1 } };
}
