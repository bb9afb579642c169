import { normalizeName, parseRequirements } from '@unblock/codemods/requirements/index';
import { readToml, type TomlPlace, tomlPlaces } from '@unblock/codemods/toml/index';
import type { Dependencies, Dependency } from './dependencies.ts';
import type { DependencyFiles } from './requirements.ts';

/** What a pyproject.toml declares, by PEP 621 or by Poetry; null when it only configures tools. */
export function readProject(files: DependencyFiles, path: string): Dependencies | null {
  const text = files.read(path) ?? '';
  const { values } = readToml(text);
  // Nobody knows what a broken file declares.
  if (!values) return { manifest: null, locks: [], entries: [], complete: false };
  const places = { path, places: tomlPlaces(text) };
  const project = table(values.project);
  // setuptools and hatch then take them from elsewhere.
  const isDynamic = Array.isArray(project.dynamic) && project.dynamic.includes('dependencies');
  if (Array.isArray(project.dependencies) || isDynamic) {
    const groups = [
      ...arraysOf(['project', 'optional-dependencies'], project['optional-dependencies']),
      ...arraysOf(['dependency-groups'], values['dependency-groups']),
    ];
    return {
      manifest: { path, format: 'pep621' },
      locks: [],
      entries: [
        ...requirementsAt(places, ['project', 'dependencies'], null),
        ...groups.flatMap((at) => requirementsAt(places, at, at.at(-1) ?? null)),
      ],
      complete: !isDynamic,
    };
  }
  const poetry = table(table(values.tool).poetry);
  if (!('dependencies' in poetry)) return null;
  const root = ['tool', 'poetry'];
  const groups = Object.keys(table(poetry.group));
  return {
    manifest: { path, format: 'poetry' },
    locks: [],
    entries: [
      ...poetryTable(values, places, [...root, 'dependencies'], null),
      ...groups.flatMap((group) =>
        poetryTable(values, places, [...root, 'group', group, 'dependencies'], group),
      ),
      ...poetryTable(values, places, [...root, 'dev-dependencies'], 'dev'),
    ],
    complete: true,
  };
}

/** What a Pipfile declares. */
export function readPipfile(files: DependencyFiles, path: string, locks: string[]): Dependencies {
  const text = files.read(path) ?? '';
  const { values } = readToml(text);
  const places = { path, places: tomlPlaces(text) };
  return {
    manifest: { path, format: 'pipfile' },
    locks,
    entries: [
      ...poetryTable(values, places, ['packages'], null),
      ...poetryTable(values, places, ['dev-packages'], 'dev'),
    ],
    complete: values !== null,
  };
}

interface Places {
  path: string;
  places: TomlPlace[];
}

/** Paths of the arrays in a table. */
function arraysOf(path: string[], value: unknown): string[][] {
  return Object.entries(table(value)).flatMap(([key, items]) =>
    Array.isArray(items) ? [[...path, key]] : [],
  );
}

/** PEP 508 requirements in the array at a path. */
function requirementsAt({ path, places }: Places, at: string[], group: string | null): Dependency[] {
  return placeOf(places, at).flatMap(({ items }) =>
    items.flatMap(({ value, start, end }) =>
      parseRequirements(value).map(({ name, extras, specifier }) => ({
        name,
        extras,
        specifier,
        path,
        start,
        end,
        production: group === null,
        group,
      })),
    ),
  );
}

/** Packages as the keys of a table, as Poetry and Pipenv write them. */
function poetryTable(
  values: unknown,
  { path, places }: Places,
  at: string[],
  group: string | null,
): Dependency[] {
  const entries = table(at.reduce<unknown>((value, key) => table(value)[key], values));
  return Object.entries(entries).map(([name, value]) => {
    const details = table(value);
    const extras = Array.isArray(details.extras) ? details.extras : [];
    const own = details.optional === true ? (group ?? 'optional') : group;
    const key = placeOf(places, [...at, name])[0]?.key;
    return {
      name: normalizeName(name),
      extras: extras.filter((extra) => typeof extra === 'string'),
      specifier:
        typeof value === 'string' ? value : typeof details.version === 'string' ? details.version : '',
      path,
      // A package with a table of its own, `[tool.poetry.dependencies.x]`, has no key of its own.
      start: key?.start ?? 0,
      end: key?.end ?? 0,
      production: own === null,
      group: own,
    };
  });
}

function placeOf(places: readonly TomlPlace[], path: readonly string[]): TomlPlace[] {
  return places.filter((place) => place.path.join('\0') === path.join('\0'));
}

/** A value as a table; an empty one where it is none. */
export function table(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
