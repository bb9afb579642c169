import type { Dependencies, Dependency } from '../dependencies/dependencies.ts';
import { newestWithin } from '../dependencies/versions.ts';
import { type Lost, lastRelease, lostBy } from './plain-python.ts';
import { compiledUpTo, isUncompilable } from './sources.ts';
import { compareVersions } from './versions.ts';
import { NEWEST } from './wheel-table.ts';

/** A requirement that admits no newer release, pinned or with an upper bound, and the newest Python that serves it: '' before the first known version of its wheels. */
export interface WheelLimit {
  entry: Dependency;
  /** The version it is pinned to, or the greatest that its upper bound lets in. */
  pinned: string;
  /** As texts quote it: `django 4.2`, `django>=4.2,<4.3`. */
  title: string;
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

/** The pinned and bounded production requirements that the tables know. `versionOf` gives the version that a lock file pins. */
export function wheelLimits(
  { entries, locks = [] }: Pick<Dependencies, 'entries'> & Partial<Pick<Dependencies, 'locks'>>,
  versionOf: (entry: Dependency) => string = ({ specifier }) => specifier,
): WheelLimit[] {
  return entries.flatMap((entry): WheelLimit[] => {
    if (!entry.production) return [];
    const written = versionOf(entry).trim();
    const exact = (lastRelease(entry.name, written) ?? written).match(
      /^(?:===?)?\s*(\d+(?:\.\d+)*)(?:\.post\d+)?(?:\+[\w.]+)?$/,
    )?.[1];
    // Below its bound, a lock file may hold it at any release.
    const pinned = exact ?? (locks.length === 0 ? newestWithin(written) : null);
    if (!pinned) return [];
    const title = exact ? `${entry.name} ${exact}` : `${entry.name}${written}`;
    const wheels = wheelsOf(entry.name, pinned) ?? compiledUpTo(entry.name, pinned);
    const lost = lostBy(entry.name, pinned, entries);
    const [python] = [...(wheels === null ? [] : [wheels]), ...(lost ? [lost.python] : [])].sort((a, b) =>
      compareVersions(a || '3', b || '3'),
    );
    return python === undefined ? [] : [{ entry, pinned, title, python, wheels, lost }];
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
  const limits = wheelLimits({ entries }, ({ specifier }) => (/^==|</.test(specifier) ? specifier : ''));
  const newest = limits.map(({ python }) => python || '3').sort(compareVersions)[0];
  return newest === undefined || compareVersions(newest, OLDEST_PYTHON) < 0 ? null : newest;
}
