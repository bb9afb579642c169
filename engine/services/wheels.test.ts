import { parseRequirements } from '@unblock/codemods/requirements/index';
import { describe, expect, it } from 'vitest';
import { endingOn, wheelLimits } from './wheels.ts';

/** How each pinned requirement ends on a Python: `django 4.0.4: 3.12 start`. */
function endings(text: string, python: string): string[] {
  const entries = parseRequirements(text).map(({ name, extras, specifier, start, end }) => ({
    ...{ name, extras, specifier, start, end },
    path: 'requirements.txt',
    production: true,
    group: null,
  }));
  return wheelLimits({ entries }).map(
    (limit) => `${limit.entry.name} ${limit.pinned}: ${limit.python} ${endingOn(limit, python)}`,
  );
}

describe('endingOn', () => {
  it('tells a build that fails from one that compiles', () => {
    expect(endings('greenlet==3.0.1\ncffi==1.15.1\npandas==2.0.3\npsycopg-binary==3.1.12\n', '3.14')).toEqual(
      [
        'greenlet 3.0.1: 3.12 build',
        'cffi 1.15.1: 3.11 compile',
        'pandas 2.0.3: 3.11 build',
        'psycopg-binary 3.1.12: 3.12 build',
      ],
    );
  });

  it('knows sources by the Python they are compiled on', () => {
    expect(endings('greenlet==3.0.1\n', '3.13')).toEqual(['greenlet 3.0.1: 3.12 build']);
    expect(endings('greenlet==2.0.2\nasyncpg==0.28.0\n', '3.12')).toEqual([
      'greenlet 2.0.2: 3.11 build',
      'asyncpg 0.28.0: 3.11 compile',
    ]);
  });

  it('tells what is released as sources only', () => {
    expect(endings('psycopg2==2.7.7\npsycopg2==2.8.5\npsycopg2==2.8.6\npsycopg2==2.9.11\n', '3.13')).toEqual([
      'psycopg2 2.7.7: 3.7 build',
      'psycopg2 2.8.5: 3.10 build',
      'psycopg2 2.8.6: 3.10 start',
    ]);
  });

  it('tells a start that fails from a page that does', () => {
    expect(endings('django==4.0.4\nhttpx==0.23.0\n', '3.14')).toEqual([
      'django 4.0.4: 3.12 start',
      'httpx 0.23.0: 3.12 use',
    ]);
  });
});
