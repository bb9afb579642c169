import { expect, test } from 'vitest';
import { matchesGlob } from './glob.ts';

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

test('what lies below', () => {
  expect(matchesGlob('src', 'src/a/b.ts', true)).toBe(true);
  expect(matchesGlob('src/*', 'src/a/b.ts', true)).toBe(true);
  expect(matchesGlob('', 'src/a.ts', true)).toBe(true);
  expect(matchesGlob('src', 'source/a.ts', true)).toBe(false);
});

test('a pattern of stars costs no more than its length', () => {
  expect(matchesGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
  expect(matchesGlob(`${'**/'.repeat(200)}b`, 'a/'.repeat(500))).toBe(false);
});
