import type { Dependencies, Dependency } from '../dependencies/dependencies.ts';
import { type Lost, lastRelease, lostBy } from './plain-python.ts';
import { compiledUpTo, isUncompilable } from './sources.ts';
import { compareVersions } from './versions.ts';

/**
 * The newest Python that released wheels serve, from a version of the package on. Every row was read from the file lists on
 * PyPI on 2026-11-20: it is the first release with a wheel for that Python on Linux x86_64 (glibc) from which on all have
 * one. A Python after the row has to compile the package, or cannot. Before the first version nothing is told.
 */
const NEWEST: Readonly<Record<string, readonly (readonly [from: string, python: string])[]>> = {
  numpy: [
    ['1.21.2', '3.10'],
    ['1.23.2', '3.11'],
    ['1.26.0', '3.12'],
    ['2.1.0', '3.13'],
    ['2.3.2', '3.14'],
  ],
  pandas: [
    ['1.3.3', '3.10'],
    ['1.5.0', '3.11'],
    ['2.1.1', '3.12'],
    ['2.2.3', '3.13'],
    ['2.3.3', '3.14'],
  ],
  'scikit-learn': [
    ['1.0.2', '3.10'],
    ['1.1.3', '3.11'],
    ['1.3.1', '3.12'],
    ['1.5.2', '3.13'],
    ['1.7.2', '3.14'],
  ],
  scipy: [
    ['1.7.2', '3.10'],
    ['1.9.2', '3.11'],
    ['1.11.2', '3.12'],
    ['1.14.1', '3.13'],
    ['1.16.1', '3.14'],
  ],
  'psycopg2-binary': [
    ['2.9.1', '3.10'],
    ['2.9.5', '3.11'],
    ['2.9.9', '3.12'],
    ['2.9.10', '3.13'],
    ['2.9.11', '3.14'],
  ],
  'psycopg-binary': [
    ['3.0', '3.10'],
    ['3.1.4', '3.11'],
    ['3.1.12', '3.12'],
    ['3.2.2', '3.13'],
    ['3.2.10', '3.14'],
  ],
  asyncpg: [
    ['0.24.0', '3.10'],
    ['0.27.0', '3.11'],
    ['0.29.0', '3.12'],
    ['0.30.0', '3.13'],
    ['0.31.0', '3.14'],
  ],
  lxml: [
    ['4.6.3', '3.10'],
    ['4.9.1', '3.11'],
    ['4.9.3', '3.12'],
    ['5.3.0', '3.13'],
    ['6.0.1', '3.14'],
  ],
  greenlet: [
    ['1.1.0', '3.10'],
    ['2.0.1', '3.11'],
    ['3.0.0', '3.12'],
    ['3.1.0', '3.13'],
    ['3.2.3', '3.14'],
  ],
  gevent: [
    ['21.12.0', '3.10'],
    ['22.10.1', '3.11'],
    ['23.7.0', '3.12'],
    ['24.10.1', '3.13'],
    ['25.8.1', '3.14'],
  ],
  cffi: [
    ['1.15.0', '3.10'],
    ['1.15.1', '3.11'],
    ['1.16.0', '3.12'],
    ['1.17.0', '3.13'],
    ['2.0.0', '3.14'],
  ],
  pyyaml: [
    ['6.0', '3.11'],
    ['6.0.1', '3.12'],
    ['6.0.2', '3.13'],
    ['6.0.3', '3.14'],
  ],
  grpcio: [
    ['1.41.0', '3.10'],
    ['1.49.1', '3.11'],
    ['1.59.0', '3.12'],
    ['1.66.2', '3.13'],
    ['1.75.1', '3.14'],
  ],
  matplotlib: [
    ['3.5.0', '3.10'],
    ['3.6.0', '3.11'],
    ['3.7.3', '3.12'],
    ['3.9.2', '3.13'],
    ['3.10.5', '3.14'],
  ],
  aiohttp: [
    // Released without compiled code, too.
    ['3.6.2', ''],
    ['3.7.0', '3.9'],
    ['3.8.0', '3.10'],
    ['3.8.2', '3.11'],
    ['3.9.0', '3.12'],
    ['3.10.5', '3.13'],
    ['3.13.0', '3.14'],
  ],
  frozenlist: [
    ['1.2.0', '3.10'],
    ['1.3.3', '3.11'],
    // Released without compiled code, too.
    ['1.4.1', ''],
  ],
  yarl: [
    ['0', '3.9'],
    ['1.7.0', '3.10'],
    ['1.8.2', '3.11'],
    ['1.9.3', ''],
  ],
  tiktoken: [
    ['0.1.1', '3.11'],
    ['0.5.2', '3.12'],
    ['0.8.0', '3.13'],
    ['0.12.0', '3.14'],
  ],
  tensorflow: [
    ['2.8.0', '3.10'],
    ['2.12.0', '3.11'],
    ['2.16.1', '3.12'],
    ['2.20.0', '3.13'],
  ],
  torch: [
    ['1.11.0', '3.10'],
    ['1.13.0', '3.11'],
    ['2.2.0', '3.12'],
    ['2.5.0', '3.13'],
    ['2.9.0', '3.14'],
  ],
  'pydantic-core': [
    ['2.0.1', '3.11'],
    ['2.1.0', '3.12'],
    ['2.20.0', '3.13'],
    ['2.35.0', '3.14'],
  ],
  // Each pins its own pydantic-core: 2.0.2 that of 2.1.2, 2.8.0 that of 2.20.0, 2.12.0 that of 2.41.1. Before 2 it is also released without compiled code.
  pydantic: [
    ['0', ''],
    ['2.0', '3.11'],
    ['2.0.2', '3.12'],
    ['2.8.0', '3.13'],
    ['2.12.0', '3.14'],
  ],
  pymupdf: [
    ['1.18.17', '3.10'],
    ['1.21.0', '3.11'],
    ['1.23.5', '3.12'],
    ['1.24.11', ''],
  ],
  uvloop: [
    ['0.16.0', '3.10'],
    ['0.17.0', '3.11'],
    ['0.18.0', '3.12'],
    ['0.21.0', '3.13'],
    ['0.22.1', '3.14'],
  ],
  httptools: [
    ['0.3.0', '3.10'],
    ['0.5.0', '3.11'],
    ['0.6.1', '3.12'],
    ['0.6.2', '3.13'],
    ['0.7.1', '3.14'],
  ],
  orjson: [
    ['3.6.0', '3.10'],
    ['3.7.7', '3.11'],
    ['3.9.3', '3.12'],
    ['3.10.7', '3.13'],
    ['3.11.1', '3.14'],
  ],
  pillow: [
    ['8.3.2', '3.10'],
    ['9.2.0', '3.11'],
    ['10.0.0', '3.12'],
    ['10.4.0', '3.13'],
    ['11.3.0', '3.14'],
  ],
};

/** A pinned requirement, and the newest Python that serves it: '' before the first known version of its wheels. */
export interface WheelLimit {
  entry: Dependency;
  /** The version it is pinned to. */
  pinned: string;
  python: string;
  /** The newest Python with wheels, or that compiles it where none were released; '' before the first known version, null where none are needed. */
  wheels: string | null;
  /** What it uses that later Pythons lack. */
  lost: Lost | null;
}

/**
 * How a pinned requirement ends on a Python after the one that serves it. `compile`: pip compiles it from source, which may
 * go well.
 */
export type Ending = 'build' | 'start' | 'compile' | 'use';

/** The pinned production requirements that the tables know. `versionOf` gives the version that a lock file pins. */
export function wheelLimits(
  { entries }: Pick<Dependencies, 'entries'>,
  versionOf: (entry: Dependency) => string = ({ specifier }) => specifier,
): WheelLimit[] {
  return entries.flatMap((entry): WheelLimit[] => {
    if (!entry.production) return [];
    const written = versionOf(entry).trim();
    const pinned = (lastRelease(entry.name, written) ?? written).match(
      /^(?:===?)?\s*(\d+(?:\.\d+)*)(?:\.post\d+)?(?:\+[\w.]+)?$/,
    )?.[1];
    if (!pinned) return [];
    const wheels = wheelsOf(entry.name, pinned) ?? compiledUpTo(entry.name, pinned);
    const lost = lostBy(entry.name, pinned, entries);
    const [python] = [...(wheels === null ? [] : [wheels]), ...(lost ? [lost.python] : [])].sort((a, b) =>
      compareVersions(a || '3', b || '3'),
    );
    return python === undefined ? [] : [{ entry, pinned, python, wheels, lost }];
  });
}

/** How a requirement ends on a Python: what is known of its sources, then of what it uses; `compile` where neither tells. */
export function endingOn({ entry, pinned, wheels, lost }: WheelLimit, python: string): Ending {
  const isCompiled = wheels !== null && compareVersions(wheels || '3', python) < 0;
  if (isCompiled && isUncompilable(entry.name, pinned, python)) return 'build';
  if (lost && compareVersions(lost.python, python) < 0) return lost.at;
  return isCompiled ? 'compile' : 'use';
}

/** The newest Python with wheels; '' before the first known version, null where no wheel is needed. */
function wheelsOf(name: string, pinned: string): string | null {
  const rows = Object.hasOwn(NEWEST, name) ? NEWEST[name] : undefined;
  if (!rows) return null;
  const row = rows.findLast(([from]) => compareVersions(from, pinned) <= 0);
  // Plain Python serves every version.
  return row?.[1] === '' ? null : (row?.[1] ?? '');
}

/** The oldest one that all platforms still build. https://devcenter.heroku.com/articles/python-runtimes · https://railpack.com/languages/python */
export const OLDEST_PYTHON = '3.10';

/**
 * The newest Python that serves every pinned requirement of the tables, `3.11`; null where none of them is pinned, or one
 * needs a Python older than platforms build.
 */
export function newestPython({ entries }: Pick<Dependencies, 'entries'>): string | null {
  const limits = wheelLimits({ entries }, ({ specifier }) => (specifier.startsWith('==') ? specifier : ''));
  const newest = limits.map(({ python }) => python || '3').sort(compareVersions)[0];
  return newest === undefined || compareVersions(newest, OLDEST_PYTHON) < 0 ? null : newest;
}
