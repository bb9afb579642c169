import { expect, test } from 'vitest';
import { globOf, matchesGlob } from './glob.ts';

test.each<[string, string, boolean]>([
  ['apps/*', 'apps/api', true],
  ['apps/*', 'apps/api/inner', false],
  ['apps/**', 'apps/api/inner', true],
  ['apps/**', 'apps', true],
  ['**/e2e', 'apps/web/e2e', true],
  ['**/e2e', 'e2e', true],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['*spec.ts', 'app.spec.ts', true],
  ['*a*b*', 'xaybz', true],
  ['*a*b*', 'xbya', false],
  ['src', 'src/a', false],
  ['', 'a', false],
])('%s and %s', (pattern, path, expected) => expect(matchesGlob(pattern, path)).toBe(expected));

test.each<[string, string, boolean]>([
  ['src', 'src/a/b.ts', true],
  ['src/*', 'src/a/b.ts', true],
  ['src/**/*', 'src/a.ts', true],
  ['src/**/*', 'src/a/b.ts', true],
  ['src/**/*', 'source/a.ts', false],
  ['src/**', 'src', true],
  ['src/**/*', 'src', false],
  ['src/**/*.ts', 'src/a.tsx', false],
  ['src/**/*.ts', 'src/a/b.ts', true],
  ['a*/**', 'ab/c', true],
  ['**/*', 'a', true],
  ['', 'src/a.ts', true],
  ['src', 'source/a.ts', false],
])('what lies below %s: %s', (pattern, path, expected) => expect(globOf(pattern, true)(path)).toBe(expected));

test('a pattern of stars costs no more than its length', () => {
  expect(matchesGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
  expect(matchesGlob(`${'**/'.repeat(200)}b`, 'a/'.repeat(500))).toBe(false);
});
