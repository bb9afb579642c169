import type { Dependency } from '../dependencies/dependencies.ts';
import { compareVersions } from './versions.ts';

/** What a package uses that later versions of Python lack or have changed. */
export interface Lost {
  /** The newest Python with which it works. */
  python: string;
  /** As code writes it: `cgi`, `ast.Str`; null where it only shows that the import fails. */
  name: string | null;
  /** Where it ends: at the start, or when something is asked for. */
  at: 'start' | 'use';
  /** The module whose import ends there, so that it ends at the start where that imports it. */
  module?: string;
}

interface Row extends Lost {
  /** The first release that uses it, where earlier ones did not. */
  from?: string;
  /** The first release that does without. */
  before: string;
}

/** Compiled and imported on Python 3.10 to 3.13: https://www.psycopg.org/docs/news.html */
const PSYCOPG2: readonly Row[] = [
  { before: '2.9.2', python: '3.10', name: null, at: 'start' },
  { before: '2.9.10', python: '3.12', name: '_PyInterpreterState_Get', at: 'start' },
];

/**
 * Packages that install everywhere, and use what is gone: in plain Python, or in C that compiles all the same. Rows up to 3.12 were tried with released
 * wheels on Python 3.10 to 3.13; those up to 3.13 were read in the wheels, Flask and Werkzeug tried without what 3.14 lacks.
 * https://docs.python.org/3/whatsnew/3.13.html#removed · https://docs.python.org/3/whatsnew/3.14.html#removed
 */
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  django: [
    { before: '2.1', python: '3.9', name: 'collections.Iterator', at: 'start' },
    { before: '2.2', python: '3.10', name: 'gettext.translation(codeset=…)', at: 'start' },
    { before: '3.2.9', python: '3.11', name: 'distutils', at: 'start' },
    { before: '4.1', python: '3.12', name: 'cgi', at: 'start' },
    // https://code.djangoproject.com/ticket/35844: pages of the admin, templates with inclusion tags.
    { before: '5.2', python: '3.13', name: 'copy(super())', at: 'use' },
  ],
  flask: [
    { before: '1.1.0', python: '3.9', name: 'collections', at: 'start' },
    { before: '2.3.3', python: '3.13', name: 'pkgutil.get_loader', at: 'start' },
  ],
  werkzeug: [
    { before: '1.0.0', python: '3.9', name: 'collections', at: 'start' },
    { before: '2.3.5', python: '3.13', name: 'ast.Str', at: 'start' },
  ],
  jinja2: [{ before: '2.11.0', python: '3.9', name: 'collections', at: 'start' }],
  markupsafe: [{ before: '1.1.1', python: '3.9', name: 'collections', at: 'start' }],
  bottle: [{ before: '0.13.0', python: '3.12', name: 'cgi', at: 'start' }],
  gunicorn: [
    { before: '20.0', python: '3.11', name: 'gunicorn.six.moves', at: 'start' },
    // From Python 3.12 on only gunicorn itself asks for setuptools, and setuptools 82 came without the module.
    { before: '21.0.0', python: '3.11', name: 'pkg_resources', at: 'start' },
  ],
  celery: [
    { before: '5.0.0', python: '3.10', name: 'inspect.formatargspec', at: 'start' },
    { before: '5.3.0', python: '3.11', name: 'EntryPoints.get', at: 'start' },
  ],
  // Its classes refuse what Python 3.13 puts into every class.
  sqlalchemy: [{ from: '2.0', before: '2.0.31', python: '3.12', name: 'TypingOnly', at: 'start' }],
  psycopg2: PSYCOPG2,
  'psycopg2-binary': PSYCOPG2,
  aiohttp: [
    { before: '3.7.0', python: '3.10', name: 'asyncio.coroutine', at: 'use' },
    { before: '3.8.2', python: '3.12', name: 'cgi', at: 'use' },
  ],
  aioredis: [{ before: '3', python: '3.10', name: 'asyncio.TimeoutError', at: 'use' }],
  httpx: [{ before: '0.23.1', python: '3.12', name: 'cgi', at: 'use' }],
  redis: [{ before: '4.1.0', python: '3.11', name: 'distutils', at: 'use' }],
  marshmallow: [{ before: '3.15.0', python: '3.11', name: 'distutils', at: 'use' }],
  webargs: [{ before: '8.1.0', python: '3.11', name: 'distutils', at: 'use' }],
  apispec: [{ before: '6.0.0', python: '3.11', name: 'distutils', at: 'use' }],
  'flask-marshmallow': [{ before: '0.15.0', python: '3.11', name: 'distutils', at: 'use' }],
  urllib3: [{ before: '1.26.5', python: '3.11', name: 'six.moves', at: 'use' }],
  // Read in the wheels: modules that their own imports ask for. https://peps.python.org/pep-0594/
  pydub: [{ before: '0.25.2', python: '3.12', name: 'audioop', at: 'use', module: 'pydub' }],
  'discord-py': [{ before: '2.5.0', python: '3.12', name: 'audioop', at: 'use', module: 'discord' }],
  'py-cord': [{ before: '2.7.0', python: '3.12', name: 'audioop', at: 'use', module: 'discord' }],
  speechrecognition: [
    { before: '3.12.0', python: '3.12', name: 'audioop', at: 'use', module: 'speech_recognition' },
  ],
  'python-telegram-bot': [{ before: '20.0', python: '3.12', name: 'imghdr', at: 'use', module: 'telegram' }],
  tweepy: [{ before: '4.15.0', python: '3.12', name: 'imghdr', at: 'use', module: 'tweepy' }],
  // Python 3.12.4 asks for one argument more.
  pydantic: [
    { before: '1.10.16', python: '3.11', name: 'ForwardRef._evaluate', at: 'use' },
    { before: '1.10.25', python: '3.13', name: '__annotations__', at: 'use' },
  ],
};

/** Packages that bring what a Python lacks. https://pypi.org/project/audioop-lts/ · https://pypi.org/project/standard-imghdr/ */
const BROUGHT_BY: Readonly<Record<string, string>> = {
  distutils: 'setuptools',
  pkg_resources: 'setuptools',
  audioop: 'audioop-lts',
  imghdr: 'standard-imghdr',
  cgi: 'legacy-cgi',
};

/** The newest release of packages that are developed no more: where no version is pinned, it is the one that comes. */
const LAST: Readonly<Record<string, string>> = { pydub: '0.25.1' };

/** The version that an open requirement gets for certain; null where that changes. */
export function lastRelease(name: string, specifier: string): string | null {
  const isOpen = /^(>=[\d.\s]*)?$/.test(specifier.trim());
  return isOpen && Object.hasOwn(LAST, name) ? (LAST[name] ?? null) : null;
}

/** What keeps a pinned version of a package from later Pythons, the tightest; null where nothing is known. */
export function lostBy(name: string, pinned: string, entries: readonly Dependency[]): Lost | null {
  const rows = Object.hasOwn(ROWS, name) ? (ROWS[name] ?? []) : [];
  const isBrought = (lost: string | null) =>
    entries.some((entry) => entry.production && entry.name === BROUGHT_BY[lost ?? '']);
  const found = rows
    .filter(
      ({ from = '0', before }) => compareVersions(from, pinned) <= 0 && compareVersions(pinned, before) < 0,
    )
    .filter((row) => !isBrought(row.name))
    .sort((a, b) => compareVersions(a.python, b.python))[0];
  if (!found) return null;
  const { python, name: missing, at, module } = found;
  return { python, name: missing, at, ...(module ? { module } : {}) };
}
