import type { Dependencies } from '../dependencies/dependencies.ts';

/**
 * The newest Python that released wheels serve, from a version of the package on: checked on PyPI in November 2026 for
 * manylinux2014_x86_64. A Python after it has to compile the package, or cannot. Before the first version nothing is told.
 */
const NEWEST: Readonly<Record<string, readonly (readonly [from: string, python: string])[]>> = {
  numpy: [
    ['1.22.0', '3.10'],
    ['1.23.2', '3.11'],
    ['1.26.0', '3.12'],
    ['2.1.0', '3.13'],
  ],
  pandas: [
    ['1.4.0', '3.10'],
    ['1.5.0', '3.11'],
    ['2.1.1', '3.12'],
    ['2.2.3', '3.13'],
  ],
  'scikit-learn': [
    ['1.1.0', '3.10'],
    ['1.1.3', '3.11'],
    ['1.3.1', '3.12'],
    ['1.5.2', '3.13'],
  ],
  scipy: [
    ['1.8.0', '3.10'],
    ['1.9.2', '3.11'],
    ['1.11.2', '3.12'],
    ['1.14.1', '3.13'],
  ],
  'psycopg2-binary': [
    ['2.9.2', '3.10'],
    ['2.9.5', '3.11'],
    ['2.9.9', '3.12'],
    ['2.9.10', '3.13'],
  ],
  tensorflow: [['2.12.0', '3.11']],
  torch: [['2.2.0', '3.12']],
  'pydantic-core': [
    ['2.0.1', '3.11'],
    ['2.20.0', '3.13'],
  ],
  // Each pins its own pydantic-core: 2.8.0 that of 2.20.0. Before 2 it is also released without compiled code.
  pydantic: [
    ['1.10.0', '3.11'],
    ['2.8.0', '3.13'],
  ],
  pillow: [
    ['9.1.0', '3.10'],
    ['9.3.0', '3.11'],
    ['10.1.0', '3.12'],
  ],
  // Before these, plain Python that imports what Python 3.10 took out of `collections`.
  jinja2: [['2.11.0', '']],
  werkzeug: [['1.0.0', '']],
  flask: [['1.1.0', '']],
  markupsafe: [['1.1.1', '']],
};

/**
 * The newest Python that every pinned requirement of the table has wheels for, `3.11`; null where none of them is pinned,
 * or one is older than what the table knows.
 */
export function newestPython({ entries }: Dependencies): string | null {
  const found: string[] = [];
  for (const { name, specifier, production } of entries) {
    const pinned = /^===?\s*(\d+(?:\.\d+)*)/.exec(specifier)?.[1];
    const rows = Object.hasOwn(NEWEST, name) ? NEWEST[name] : undefined;
    if (!pinned || !rows || !production) continue;
    const row = rows.findLast(([from]) => compare(from, pinned) <= 0);
    if (!row) return null;
    if (row[1]) found.push(row[1]);
  }
  return found.sort(compare)[0] ?? null;
}

function compare(one: string, other: string): number {
  const [a, b] = [one.split('.').map(Number), other.split('.').map(Number)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
