import { expect, test } from 'vitest';
import { isGitIgnored } from './git-ignored.ts';

test.each<[string, Record<string, string>, boolean]>([
  ['.python-version', {}, false],
  ['.python-version', { '.gitignore': '.python-version\n' }, true],
  ['api/.python-version', { '.gitignore': '.python-version\r\n' }, true],
  ['.python-version', { '.gitignore': '.*\n!.python-version\n' }, false],
  ['api/.python-version', { '.gitignore': '.*\n', 'api/.gitignore': '!.python-version\n' }, false],
  ['.python-version', { '.gitignore': '# .python-version\n' }, false],
])('%s with %j', (path, files, expected) => {
  expect(isGitIgnored({ read: (name) => files[name] ?? null }, path)).toBe(expected);
});
