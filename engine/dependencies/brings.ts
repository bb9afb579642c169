import { CLOUD } from './brings/cloud.ts';
import { DJANGO } from './brings/django.ts';
import { NOTHING } from './brings/nothing.ts';
import { OTHER } from './brings/other.ts';
import { SCIENCE } from './brings/science.ts';
import { WEB } from './brings/web.ts';

/**
 * What packages bring that other code imports too, requirements of requirements with them: read from lock files of public
 * projects and from the packages' own metadata, November 2026. A line is `package: what it brings`; `name[extra]`: with that
 * extra.
 */
const ROWS = [DJANGO, WEB, CLOUD, SCIENCE, OTHER];

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** Read when the first package may be missing: most runs never ask. */
function brings(): ReadonlyMap<string, readonly string[]> {
  known ??= new Map([
    ...NOTHING.trim()
      .split(/\s+/)
      .map((name): [string, string[]] => [name, []]),
    ...ROWS.flatMap((rows) => rows.trim().split('\n')).map((row): [string, string[]] => {
      const [name = '', brought = ''] = row.split(': ');
      return [name, brought.split(' ')];
    }),
  ]);
  return known;
}

/** The packages of known-packages.ts that a requirement brings besides itself; null where nobody knows. */
export function broughtBy(name: string, extras: readonly string[]): readonly string[] | null {
  // Packages of types bring no code that runs.
  if (/^types-|-stubs$/.test(name)) return [];
  const parts = [name, ...extras.map((extra) => `${name}[${extra}]`)].map((key) => brings().get(key));
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length ? null : known.flat();
}
