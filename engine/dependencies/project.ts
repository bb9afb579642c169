import { normalizeName } from '@unblock/codemods/requirements/index';
import { readToml, tomlPlaces } from '@unblock/codemods/toml/index';
import type { Files } from '../locate.ts';
import type { Dependencies, Dependency } from './dependencies.ts';
import { type Places, packageTable, requirementsAt, strings, table } from './toml-entries.ts';

/** What a pyproject.toml declares, with what its tools install unasked. */
export interface Project extends Dependencies {
  /** The groups each tool installs unless it is told otherwise; `*` is all of them. */
  defaults: Readonly<Record<'uv' | 'poetry' | 'pdm', readonly string[]>>;
  /** Packages of the repository that it requires: their folders, from its own; null where it is not said. */
  members: { name: string; path: string | null }[];
}

/** What a pyproject.toml declares, by PEP 621 or by Poetry; null when it only configures tools. */
export function readProject(files: Files, path: string): Project | null {
  const text = files.read(path) ?? '';
  const { values } = readToml(text);
  const nothing = { manifest: null, locks: [], entries: [], defaults: NO_DEFAULTS, members: [] };
  // Nobody knows what a broken file declares.
  if (!values) return { ...nothing, complete: false };
  const places = { path, places: tomlPlaces(text) };
  const project = table(values.project);
  const tool = table(values.tool);
  const poetry = table(tool.poetry);
  const hasPoetry = 'dependencies' in poetry;
  const hasArray = Array.isArray(project.dependencies);
  // setuptools and hatch then take them from elsewhere; Poetry from its own table.
  const isDynamic = strings(project.dynamic).includes('dependencies') && !hasArray;
  const isStandard = hasArray || (isDynamic && !hasPoetry);
  const groups = groupsOf(values, places);
  const defaults = defaultsOf(values, groups);
  if (isStandard)
    return {
      manifest: { path, format: 'pep621' },
      locks: [],
      entries: [...requirementsAt(places, ['project', 'dependencies'], null), ...groups],
      complete: !isDynamic && !hasPoetry,
      defaults,
      members: membersOf(values),
    };
  if (!hasPoetry) return null;
  return {
    manifest: { path, format: 'poetry' },
    locks: [],
    entries: [
      ...packageTable(values, places, ['tool', 'poetry', 'dependencies'], null, extraOf(poetry)),
      ...groups,
    ],
    complete: true,
    defaults,
    members: membersOf(values),
  };
}

const NO_DEFAULTS: Project['defaults'] = { uv: [], poetry: [], pdm: [] };

/** What a Pipfile declares. */
export function readPipfile(files: Files, path: string, locks: string[]): Dependencies {
  const text = files.read(path) ?? '';
  const { values } = readToml(text);
  const places = { path, places: tomlPlaces(text) };
  return {
    manifest: { path, format: 'pipfile' },
    locks,
    entries: [
      ...packageTable(values, places, ['packages'], null),
      ...packageTable(values, places, ['dev-packages'], 'dev'),
    ],
    complete: values !== null,
  };
}

/** The entries of all extras and groups, what a group includes among them. */
function groupsOf(values: Record<string, unknown>, places: Places): Dependency[] {
  const { project, tool } = values;
  const own = normalizeName(String(table(project).name ?? ''));
  const found: Dependency[] = [];
  const extras = table(table(project)['optional-dependencies']);
  for (const name of Object.keys(extras)) {
    // `all = ["app[server,web]"]` stands for the other extras.
    const included = (at: string) =>
      requirementsAt(places, ['project', 'optional-dependencies', at], name).flatMap((entry) =>
        entry.name === own ? entry.extras : [],
      );
    for (const at of closure(name, included))
      found.push(...requirementsAt(places, ['project', 'optional-dependencies', at], name));
  }
  const groups = table(values['dependency-groups']);
  for (const name of Object.keys(groups)) {
    const included = (at: string) =>
      [groups[at]].flat().flatMap((item) => strings([table(item)['include-group']]));
    for (const at of closure(name, included))
      found.push(...requirementsAt(places, ['dependency-groups', at], name));
  }
  found.push(...requirementsAt(places, ['tool', 'uv', 'dev-dependencies'], 'dev'));
  for (const name of Object.keys(table(table(table(tool).pdm)['dev-dependencies'])))
    found.push(...requirementsAt(places, ['tool', 'pdm', 'dev-dependencies', name], name));
  for (const name of Object.keys(table(table(table(tool).poetry).group)))
    found.push(...packageTable(values, places, ['tool', 'poetry', 'group', name, 'dependencies'], name));
  found.push(...packageTable(values, places, ['tool', 'poetry', 'dev-dependencies'], 'dev'));
  return found.filter(({ name }) => name !== own || own === '');
}

function closure(start: string, next: (name: string) => string[]): string[] {
  const seen = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...next(name));
  }
  return [...seen];
}

/**
 * uv installs `dev` unless `default-groups` says otherwise, Poetry all groups that are not optional, PDM all of them.
 * https://docs.astral.sh/uv/concepts/projects/dependencies/#default-groups
 * https://python-poetry.org/docs/managing-dependencies/ · https://pdm-project.org/en/latest/usage/dependency/
 */
function defaultsOf(values: Record<string, unknown>, groups: readonly Dependency[]): Project['defaults'] {
  const tool = table(values.tool);
  const asked = table(tool.uv)['default-groups'];
  const poetry = Object.entries(table(table(tool.poetry).group))
    .filter(([, group]) => table(group).optional !== true)
    .map(([name]) => name);
  const extras = Object.keys(table(table(values.project)['optional-dependencies']));
  const development = groups.flatMap(({ group }) => (group && !extras.includes(group) ? [group] : []));
  return {
    uv: asked === 'all' ? ['*'] : Array.isArray(asked) ? strings(asked) : ['dev'],
    poetry: [...poetry, 'dev'],
    pdm: [...new Set(development)],
  };
}

/** The extra of Poetry that brings an optional package: `[tool.poetry.extras] server = ["gunicorn"]`. */
function extraOf(poetry: Record<string, unknown>): (name: string) => string {
  const extras = Object.entries(table(poetry.extras));
  return (name) =>
    extras.find(([, names]) => strings(names).some((entry) => normalizeName(entry) === name))?.[0] ??
    'optional';
}

/** What `[tool.uv.sources]` takes from the workspace or a path, and Poetry from a path. */
function membersOf(values: Record<string, unknown>): Project['members'] {
  const tool = table(values.tool);
  const sources = Object.entries(table(table(tool.uv).sources)).flatMap(
    ([name, source]): Project['members'] => {
      const { path, workspace } = table(source);
      if (typeof path === 'string') return [{ name: normalizeName(name), path }];
      return workspace === true ? [{ name: normalizeName(name), path: null }] : [];
    },
  );
  const poetry = Object.entries(table(table(tool.poetry).dependencies)).flatMap(
    ([name, source]): Project['members'] => {
      const { path } = table(source);
      return typeof path === 'string' ? [{ name: normalizeName(name), path }] : [];
    },
  );
  return [...sources, ...poetry];
}
