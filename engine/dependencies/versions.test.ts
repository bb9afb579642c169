import { describe, expect, it } from 'vitest';
import type { Dependency } from './dependencies.ts';
import { fittingRelease, mayReach } from './versions.ts';

describe('mayReach', () => {
  it.each([
    '',
    '*',
    '>=0.20',
    '==0.30.0',
    '0.32',
    '^0.30',
    '~=0.29',
    '>0.20,!=0.31',
    '<1',
    '==0.30.*',
    '==0.*',
  ])('lets 0.30 or later be installed: %s', (specifier) => expect(mayReach(specifier, '0.30')).toBe(true));

  it.each([
    '==0.29.0',
    '===0.29',
    '0.29.0',
    '<0.30',
    '<=0.29.9',
    '>=0.20,<0.30',
    '^0.29',
    '~0.29.1',
    '~=0.29.0',
    '==0.29.*',
  ])('does not: %s', (specifier) => expect(mayReach(specifier, '0.30')).toBe(false));

  it('knows the caret of versions from 1 on', () => {
    expect(mayReach('^25.1', '26.0')).toBe(false);
    expect(mayReach('~=25.1', '26.0')).toBe(false);
    expect(mayReach('^26', '26.0')).toBe(true);
  });
});

describe('fittingRelease', () => {
  const held = (name: string, specifier: string): { entries: Dependency[] } => ({
    entries: [
      {
        name,
        specifier,
        extras: [],
        path: 'requirements.txt',
        start: 0,
        end: 0,
        production: true,
        group: null,
      },
    ],
  });

  it.each([
    ['dj-database-url', 'django', '==3.0.1', '0.5.0'],
    ['dj-database-url', 'django', '>=2.2,<3.2', '0.5.0'],
    ['dj-database-url', 'django', '>=2.2', '2.2.0'],
    ['dj-database-url', 'django', '==3.2', '2.2.0'],
    ['dj-database-url', 'django', '', '2.2.0'],
    ['whitenoise', 'django', '==1.11.29', '6.7.0'],
    ['gevent', 'greenlet', '==3.0.1', '23.9.1'],
    ['daphne', 'asgiref', '==3.4.1', '3.0.2'],
  ])('adds a %s that works with %s%s: %s', (name, other, specifier, version) =>
    expect(fittingRelease(name, held(other, specifier))).toEqual({ version, conflict: null }),
  );

  it('tells what keeps every known release away', () =>
    expect(fittingRelease('psycopg2-binary', held('django', '<3'))).toEqual({
      version: null,
      conflict: { version: '2.9.11', name: 'django', least: '3.1', specifier: '<3' },
    }));
});
