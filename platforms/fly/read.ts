import type { CommandText, Deployable, Role } from '../deployable.ts';
import {
  commandAt,
  entriesOf,
  folderOf,
  healthAt,
  isRecord,
  joinPaths,
  type ManifestFile,
  roleOf,
  type Surroundings,
  variable,
} from '../reading.ts';
import { type Tree, tomlTree } from '../tree.ts';

/**
 * Reads fly.toml: one deployable for each process group, `app` where none is named. Commands are split into words and
 * run without a shell: https://github.com/superfly/flyctl/blob/master/internal/appconfig/processgroups.go
 *
 * @see https://fly.io/docs/reference/configuration/
 * @throws ManifestError when the file has a syntax error.
 */
export function readFly(file: ManifestFile, surroundings: Surroundings): Deployable[] {
  const tree = tomlTree(file.text);
  const config = isRecord(tree.value) ? tree.value : {};
  const source = { path: file.path, kind: 'fly.toml' } as const;
  const root = folderOf(file.path);
  const build = isRecord(config.build) ? config.build : {};
  const beside = joinPaths(root, 'Dockerfile');
  const named = typeof build.dockerfile === 'string' ? joinPaths(root, build.dockerfile) : null;
  const shared = {
    platform: 'fly' as const,
    ...source,
    root,
    freePlan: false,
    build: null,
    preDeploy: commandAt(tree, ['deploy', 'release_command'], source, 'exec'),
    dockerfile: named ?? (surroundings.exists(beside) ? beside : null),
    variables: entriesOf(config.env).map(([name, value]) => variable(name, value)),
  };
  const groups = entriesOf(config.processes).map(([name]): { name: string; start: CommandText | null } => ({
    name,
    start: commandAt(tree, ['processes', name], source, 'exec'),
  }));
  if (groups.length === 0) groups.push({ name: 'app', start: null });
  return groups.map(({ name, start }) => {
    const role = roleOfGroup(config, name);
    const health = role === 'web' ? healthOf(tree) : null;
    return {
      ...shared,
      name,
      role,
      start,
      health,
      ...(hasChecks(config) ? { isCheckedOtherwise: true } : {}),
    };
  });
}

function hasChecks({ checks, services, http_service: http }: Record<string, unknown>): boolean {
  const own = [http, ...(Array.isArray(services) ? services : [])].filter(isRecord);
  return (
    checks !== undefined ||
    own.some((service) => ['checks', 'tcp_checks', 'script_checks'].some((key) => key in service))
  );
}

/** A group that a service names receives requests; where services name none, it is the group `app` or `web`. */
function roleOfGroup(config: Record<string, unknown>, name: string): Role {
  const services = [config.http_service, ...(Array.isArray(config.services) ? config.services : [])].filter(
    isRecord,
  );
  const named = services.flatMap((service) => (Array.isArray(service.processes) ? service.processes : []));
  const receives = named.length > 0 ? named.includes(name) : ['app', 'web'].includes(name);
  if (services.length > 0 && receives) return 'web';
  const role = roleOf(name, 'worker');
  return role === 'web' ? 'worker' : role;
}

function healthOf(tree: Tree): Deployable['health'] {
  return (
    healthAt(tree, ['http_service', 'checks', 0, 'path']) ??
    healthAt(tree, ['services', 0, 'http_checks', 0, 'path'])
  );
}
