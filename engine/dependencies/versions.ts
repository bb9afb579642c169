import { type Dependencies, findDependency } from './dependencies.ts';

/** A release that is known to work. */
interface Release {
  version: string;
  /** By package, the first release it works with, where a project may hold an older one. */
  asks?: Readonly<Record<string, string>>;
}

/**
 * For requirements that have to be pinned. Chosen on 2026-11-20 from the metadata on PyPI, and tried with what they ask for:
 * for Python 3.9 and later, as a pin must not raise the Python that a project needs. Older releases come after newer ones.
 */
const KNOWN: Readonly<Record<string, readonly Release[]>> = {
  gunicorn: [{ version: '23.0.0' }],
  uvicorn: [{ version: '0.32.0', asks: { click: '7.0', h11: '0.8' } }],
  hypercorn: [{ version: '0.17.3', asks: { h2: '3.1', wsproto: '0.14' } }],
  daphne: [
    { version: '4.1.2', asks: { asgiref: '3.5.2', channels: '4.0', twisted: '22.4', autobahn: '22.4.2' } },
    { version: '3.0.2', asks: { asgiref: '3.2.10', channels: '3.0', twisted: '18.7' } },
  ],
  waitress: [{ version: '3.0.2' }],
  gevent: [
    { version: '25.9.1', asks: { greenlet: '3.2.2' } },
    { version: '24.11.1', asks: { greenlet: '3.1.1' } },
    { version: '23.9.1', asks: { greenlet: '3.0' } },
    { version: '22.10.2', asks: { greenlet: '2.0' } },
  ],
  eventlet: [{ version: '0.36.1', asks: { greenlet: '1.0', dnspython: '1.15' } }],
  // Django 3.0 and earlier ask the connection for an offset that psycopg2 2.9 gives in another form.
  'psycopg2-binary': [{ version: '2.9.11', asks: { django: '3.1' } }],
  psycopg: [{ version: '3.2.13', asks: { 'typing-extensions': '4.6' } }],
  asyncpg: [{ version: '0.31.0' }],
  pymysql: [{ version: '1.1.1' }],
  whitenoise: [{ version: '6.7.0' }],
  'dj-database-url': [
    { version: '2.2.0', asks: { django: '3.2', 'typing-extensions': '3.10' } },
    { version: '0.5.0' },
  ],
};

/** The release to pin a package at, and what keeps the project from every known one; all null where none is known. */
export interface Fitting {
  version: string | null;
  conflict: { version: string; name: string; least: string; specifier: string } | null;
}

/** The newest known release of a package that works with what a project holds at older releases. */
export function fittingRelease(name: string, dependencies: Pick<Dependencies, 'entries'>): Fitting {
  const releases = Object.hasOwn(KNOWN, name) ? (KNOWN[name] ?? []) : [];
  const conflicts = releases.map(({ version, asks = {} }) => {
    const found = Object.entries(asks).find(
      ([other, least]) => !mayReach(findDependency(dependencies, other)?.specifier ?? '', least),
    );
    if (!found) return { version, conflict: null };
    const [other, least] = found;
    const specifier = findDependency(dependencies, other)?.specifier ?? '';
    return { version, conflict: { version, name: other, least, specifier } };
  });
  const fitting = conflicts.find(({ conflict }) => conflict === null);
  return {
    version: fitting?.version ?? null,
    conflict: fitting ? null : (conflicts.at(-1)?.conflict ?? null),
  };
}

/** uvicorn-worker 0.4.0 requires uvicorn 0.36 or later, 0.3.0 requires 0.15 or later. */
const WORKER_OF = [
  { uvicorn: [0, 36], worker: '0.4.0' },
  { uvicorn: [0, 15], worker: '0.3.0' },
] as const;

/** A version of uvicorn-worker that works with this uvicorn; null when none does. */
export function workerVersion(uvicorn: string): string | null {
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

/**
 * The greatest version that a specifier with an upper bound lets in, `10.99999` for `<11`; null where it has none that can
 * be read, or names one version.
 */
export function newestWithin(specifier: string): string | null {
  const greatest = specifier.split(',').flatMap((clause): number[][] => {
    const [, operator = '', written = '', wildcard] =
      /^\s*(==|<=?|~=?|\^)\s*v?(\d+(?:\.\d+)*)(\.\*)?\s*$/.exec(clause) ?? [];
    if (operator === '' || (operator === '==' && !wildcard)) return [];
    const version = numbers(written);
    if (operator === '<=') return [version];
    return [
      below(wildcard ? following(version) : operator === '<' ? version : upperBound(operator, version)),
    ];
  });
  return greatest.sort(compare)[0]?.join('.') ?? null;
}

/** The greatest version before one. */
function below(version: readonly number[]): number[] {
  const last = version.findLastIndex((part) => part !== 0);
  return last < 0 ? [0] : [...version.slice(0, last), (version[last] ?? 1) - 1, 99999];
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
