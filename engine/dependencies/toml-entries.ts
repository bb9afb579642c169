import { normalizeName, parseRequirements } from '@unblock/codemods/requirements/index';
import type { TomlPlace } from '@unblock/codemods/toml/index';
import type { Dependency } from './dependencies.ts';
import { ELSEWHERE, isElsewhere } from './marker.ts';

/** A TOML file's path and the places of its keys. */
export interface Places {
  path: string;
  places: TomlPlace[];
}

/** PEP 508 requirements in the array at a path. */
export function requirementsAt({ path, places }: Places, at: string[], group: string | null): Dependency[] {
  return placesOf(places, at).flatMap(({ items }) =>
    items.flatMap(({ value, start, end }) =>
      parseRequirements(value).map(({ name, extras, specifier, marker }) => {
        const own = group ?? (isElsewhere(marker) ? ELSEWHERE : null);
        return { name, extras, specifier, path, start, end, production: own === null, group: own };
      }),
    ),
  );
}

/** Packages as the keys of a table, as Poetry and Pipenv write them. `groupOf`: the group of an optional one. */
export function packageTable(
  values: unknown,
  { path, places }: Places,
  at: string[],
  group: string | null,
  groupOf: (name: string) => string = () => 'optional',
): Dependency[] {
  const entries = table(at.reduce<unknown>((value, key) => table(value)[key], values));
  return Object.entries(entries).map(([written, value]) => {
    const details = table(value);
    const name = normalizeName(written);
    const markers = [details.markers, details.platform, details.sys_platform].find(
      (marker) => typeof marker === 'string',
    );
    const own =
      details.optional === true
        ? (group ?? groupOf(name))
        : (group ?? (isElsewhere(markers ?? '') ? ELSEWHERE : null));
    const key = placesOf(places, [...at, written])[0]?.key;
    return {
      name,
      extras: strings(details.extras),
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

export function placesOf(places: readonly TomlPlace[], path: readonly string[]): TomlPlace[] {
  return places.filter((place) => place.path.join('\0') === path.join('\0'));
}

/** A value as a table; an empty one where it is none. */
export function table(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** The strings of an array; none where it is no array. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
