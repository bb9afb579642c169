import type { DeclaredVariable, Deployable, Role } from '../deployable.ts';
import { ManifestError } from '../deployable.ts';
import {
  commandAt,
  healthAt,
  isRecord,
  joinPaths,
  type ManifestFile,
  type Surroundings,
  variable,
} from '../reading.ts';
import { type Tree, type TreePath, yamlTree } from '../tree.ts';

const ROLES: Readonly<Record<string, Role>> = {
  web: 'web',
  pserv: 'web',
  worker: 'worker',
  cron: 'scheduler',
};
const DATA_STORES: readonly string[] = ['keyvalue', 'redis'];

/**
 * Reads a Render Blueprint. Databases and key value stores are left out.
 *
 * @see https://render.com/docs/blueprint-spec
 * @throws ManifestError when it is no YAML mapping.
 */
export function readRender(file: ManifestFile, surroundings: Surroundings): Deployable[] {
  const tree = yamlTree(file.text);
  if (tree.value === null) return [];
  if (!isRecord(tree.value)) throw new ManifestError('line 1: a Blueprint is a mapping');
  const groups = groupsOf(tree.value);
  const { services } = tree.value;
  if (services !== undefined && services !== null && !Array.isArray(services))
    surroundings.report('services is not a list');
  return servicePaths(tree.value).flatMap(({ path, service }) => {
    if (!isRecord(service)) {
      surroundings.report(`${path.join('.')} is not a mapping`);
      return [];
    }
    const type = String(service.type ?? 'web');
    if (DATA_STORES.includes(type)) return [];
    const role = ROLES[type];
    if (role) return [deployable(file, tree, path, service, role, groups, surroundings)];
    surroundings.report(`${path.join('.')} has the unknown type ${type}`);
    return [];
  });
}

type Groups = ReadonlyMap<string, readonly DeclaredVariable[]>;

function deployable(
  file: ManifestFile,
  tree: Tree,
  path: TreePath,
  service: Record<string, unknown>,
  role: Role,
  groups: Groups,
  surroundings: Surroundings,
): Deployable {
  const source = { path: file.path, kind: 'render.yaml' } as const;
  const runtime = String(service.runtime ?? service.env ?? '');
  const docker = runtime === 'docker';
  const root = joinPaths(text(service.rootDir) ?? '');
  const command = (key: string) => commandAt(tree, [...path, key], source, 'shell');
  return {
    platform: 'render',
    ...source,
    name: text(service.name) ?? `service ${Number(path.at(-1)) + 1}`,
    role: runtime === 'static' ? 'static' : role,
    root,
    freePlan: service.plan === 'free',
    ...instancesOf(service),
    start: command(docker || runtime === 'image' ? 'dockerCommand' : 'startCommand'),
    build: command('buildCommand'),
    preDeploy: command('preDeployCommand'),
    health: healthAt(tree, [...path, 'healthCheckPath']),
    dockerfile: docker ? dockerfileOf(service, root, surroundings) : null,
    variables: variablesOf(service.envVars, groups),
    ...(namesOtherGroup(service.envVars, groups) ? { hasOtherVariables: true as const } : {}),
  };
}

function instancesOf({ numInstances, scaling }: Record<string, unknown>): Pick<Deployable, 'instances'> {
  const count = isRecord(scaling) ? scaling.minInstances : numInstances;
  return typeof count === 'number' ? { instances: count } : {};
}

/** The path counts from the repository; where only the service's own folder has such a file, that one is meant. */
function dockerfileOf(service: Record<string, unknown>, root: string, surroundings: Surroundings): string {
  const named = text(service.dockerfilePath);
  const inside = joinPaths(root, named ?? 'Dockerfile');
  if (named === null) return inside;
  const outside = joinPaths(named);
  return !surroundings.exists(outside) && surroundings.exists(inside) ? inside : outside;
}

/** Every service of a Blueprint with its place. */
export function servicePaths(blueprint: Record<string, unknown>): { path: TreePath; service: unknown }[] {
  const homes: TreePath[] = [[], ['ungrouped']];
  for (const [index, project] of list(blueprint.projects).entries()) {
    homes.push(['projects', index]);
    if (!isRecord(project)) continue;
    for (const inner of list(project.environments).keys())
      homes.push(['projects', index, 'environments', inner]);
  }
  return homes.flatMap((home) =>
    list(valueAt(blueprint, [...home, 'services'])).map((service, index) => ({
      path: [...home, 'services', index],
      service,
    })),
  );
}

function valueAt(value: unknown, path: TreePath): unknown {
  return path.reduce<unknown>((parent, step) => {
    if (Array.isArray(parent)) return parent[Number(step)];
    return isRecord(parent) ? parent[step] : undefined;
  }, value);
}

function groupsOf(blueprint: Record<string, unknown>): Groups {
  const named = list(blueprint.envVarGroups).filter(isRecord);
  return new Map(named.map((group) => [String(group.name), variablesOf(group.envVars, new Map())]));
}

function variablesOf(envVars: unknown, groups: Groups): DeclaredVariable[] {
  return list(envVars).flatMap((entry) => {
    if (!isRecord(entry)) return [];
    if (typeof entry.fromGroup === 'string') return [...(groups.get(entry.fromGroup) ?? [])];
    return typeof entry.key === 'string' ? [variable(entry.key, entry.value)] : [];
  });
}

/** A group that this file does not declare is managed in the dashboard. */
function namesOtherGroup(envVars: unknown, groups: Groups): boolean {
  return list(envVars).some(
    (entry) => isRecord(entry) && typeof entry.fromGroup === 'string' && !groups.has(entry.fromGroup),
  );
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
