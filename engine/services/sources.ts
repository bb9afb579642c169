import { compareVersions } from './versions.ts';

/** Releases whose sources do not compile on a Python after one. */
interface Row {
  /** The first release of them; the first of all where absent. */
  from?: string;
  /** The first release that compiles on later ones. */
  before: string;
  /** The newest Python on which they compile; '' where they never do without what no build image has. */
  python: string;
}

/**
 * Tried on 2026-11-20 with gcc, the headers of the libraries and pip, on Python 3.10 to 3.13: what removed functions of
 * Python's C API, or the Cython of their day, keep from compiling.
 * https://docs.python.org/3/whatsnew/3.11.html#porting-to-python-3-11 · https://docs.python.org/3/whatsnew/3.13.html#removed-c-apis
 */
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  psycopg2: [
    { before: '2.8', python: '3.7' },
    { before: '2.8.6', python: '3.10' },
  ],
  greenlet: [
    { before: '3.0.0', python: '3.11' },
    { before: '3.1.0', python: '3.12' },
  ],
  pillow: [{ before: '10.4.0', python: '3.12' }],
  aiohttp: [
    { from: '3.8.0', before: '3.8.2', python: '3.10' },
    { from: '3.8.2', before: '3.9.0', python: '3.11' },
  ],
  frozenlist: [
    { before: '1.3.1', python: '3.10' },
    { before: '1.4.0', python: '3.11' },
    { before: '1.4.1', python: '3.12' },
  ],
  yarl: [
    { before: '1.8.0', python: '3.10' },
    { before: '1.9.0', python: '3.11' },
  ],
  asyncpg: [
    { before: '0.28.0', python: '3.11' },
    { before: '0.30.0', python: '3.12' },
  ],
  httptools: [{ before: '0.6.2', python: '3.12' }],
  lxml: [{ before: '5.0.0', python: '3.12' }],
  gevent: [{ before: '24.2.1', python: '3.12' }],
  uwsgi: [{ before: '2.0.22', python: '3.12' }],
  uvloop: [{ before: '0.21.0', python: '3.12' }],
  pandas: [{ before: '2.2.3', python: '3.12' }],
  // Its setup.py fails with Cython 3.
  pyyaml: [{ from: '5.4', before: '6.0.1', python: '' }],
  // The sources ask for the headers of MuPDF.
  pymupdf: [{ before: '1.20.0', python: '' }],
};

/** Released without sources. */
const WITHOUT = /^(psycopg-binary|tensorflow|torch)$/;
/** In Rust, whose binding refuses every Python that came after it, and those that name the version of such a package. */
const RUST = /^(pydantic|pydantic-core|tiktoken|orjson)$/;
/** Compiled with a library from the same sources. */
const SAME: Readonly<Record<string, string>> = { 'psycopg2-binary': 'psycopg2' };

/** Released as sources only. */
const ONLY = /^(psycopg2|uwsgi)$/;

/** Whether it is known that pip cannot make a package that has no wheel for a Python from its sources. */
export function isUncompilable(name: string, pinned: string, python: string): boolean {
  if (WITHOUT.test(name) || RUST.test(name)) return true;
  return rowsOf(name, pinned).some((row) => compareVersions(row.python || '3', python) < 0);
}

/** The newest Python that compiles a package which is released as sources only; null where none is known not to. */
export function compiledUpTo(name: string, pinned: string): string | null {
  const rows = ONLY.test(name) ? rowsOf(name, pinned) : [];
  return rows.map(({ python }) => python).sort(compareVersions)[0] ?? null;
}

function rowsOf(name: string, pinned: string): Row[] {
  const key = Object.hasOwn(SAME, name) ? (SAME[name] ?? name) : name;
  const rows = Object.hasOwn(ROWS, key) ? (ROWS[key] ?? []) : [];
  return rows.filter(
    ({ from = '0', before }) => compareVersions(from, pinned) <= 0 && compareVersions(pinned, before) < 0,
  );
}
