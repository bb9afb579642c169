/**
 * Versions that are known to work, for requirements that have to be pinned. Chosen on 2026-11-20 from the metadata on
 * PyPI, all of them for Python 3.9 and later: a pin must not raise the Python that a project needs.
 */
const KNOWN: Readonly<Record<string, string>> = {
  gunicorn: '23.0.0',
  uvicorn: '0.32.0',
  hypercorn: '0.17.3',
  daphne: '4.1.2',
  waitress: '3.0.2',
  gevent: '24.11.1',
  eventlet: '0.36.1',
  'psycopg2-binary': '2.9.11',
  psycopg: '3.2.13',
  asyncpg: '0.30.0',
  pymysql: '1.1.1',
  whitenoise: '6.7.0',
  'dj-database-url': '2.2.0',
};

/** uvicorn-worker 0.4.0 requires uvicorn 0.36 or later, 0.3.0 requires 0.15 or later. */
const WORKER_OF = [
  { uvicorn: [0, 36], worker: '0.4.0' },
  { uvicorn: [0, 15], worker: '0.3.0' },
] as const;

/** A version of a package that works; for uvicorn-worker, with this uvicorn. Null when none does, or none is known. */
export function knownVersion(name: string, uvicorn: string): string | null {
  if (name !== 'uvicorn-worker') return KNOWN[name] ?? null;
  const [major = 0, minor = 36] = (/(\d+)\.(\d+)/.exec(uvicorn) ?? []).slice(1).map(Number);
  const found = WORKER_OF.find(
    ({ uvicorn: [least, below] }) => major > least || (major === least && minor >= below),
  );
  return found?.worker ?? null;
}

/**
 * Whether a version specifier lets a version from `least` on be installed. True where it sets no upper bound that can be
 * read: the newest one is installed then.
 *
 * @param least `0.30`.
 */
export function mayReach(specifier: string, least: string): boolean {
  return specifier.split(',').every((clause) => {
    const match = /^\s*(===?|<=?|~=?|\^)?\s*v?(\d+(?:\.\d+)*)(\.\*)?/.exec(clause);
    if (!match) return true;
    const [, operator = '==', written = '', wildcard] = match;
    const version = numbers(written);
    if (wildcard) return compare(following(version), numbers(least)) > 0;
    if (operator === '<') return compare(version, numbers(least)) > 0;
    if (/^[~^]/.test(operator)) return compare(upperBound(operator, version), numbers(least)) > 0;
    return compare(version, numbers(least)) >= 0;
  });
}

/** The first version that `^0.29.1`, `~0.29.1` or `~=0.29.1` leaves out. */
function upperBound(operator: string, version: readonly number[]): number[] {
  const significant = version.findIndex((part) => part !== 0);
  const last =
    operator === '^'
      ? Math.max(significant, 0)
      : operator === '~='
        ? Math.max(version.length - 2, 0)
        : Math.min(1, version.length - 1);
  return version.slice(0, last + 1).map((part, index) => (index === last ? part + 1 : part));
}

/** The first version after all those that begin with the same numbers: `0.31` after `0.30.*`. */
function following(version: readonly number[]): number[] {
  return version.map((part, index) => (index === version.length - 1 ? part + 1 : part));
}

function numbers(version: string): number[] {
  return version.split('.').map(Number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
