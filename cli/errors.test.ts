import { expect, test } from 'vitest';
import { describeError, typedLanguage, UsageError } from './errors.ts';
import { nearest, oneOf } from './suggest.ts';

test('a usage error is its line', () => {
  expect(describeError(new UsageError('no such folder: x', 'aucun dossier x'))).toEqual({
    code: 2,
    line: 'unblock: no such folder: x',
  });
  expect(describeError(new UsageError('no', 'non'), 'fr')).toEqual({ code: 2, line: 'unblock: non' });
});

test.each([
  [['scan', '--lang', 'fr'], 'fr'],
  [['--lang=fr', '--formt'], 'fr'],
  [['--lang', 'de'], 'en'],
  [['--lang'], 'en'],
  [[], 'en'],
])('the language of errors in %j is %s', (args, language) => {
  expect(typedLanguage(args)).toBe(language);
});

test('a misspelt name in French', () => {
  const wrong = (value: string) => {
    try {
      return oneOf('platform', value, ['render', 'fly']);
    } catch (error) {
      return describeError(error, 'fr').line;
    }
  };
  expect(wrong('rendr')).toBe(
    'unblock: plateforme inconnue "rendr"\u00a0; vouliez-vous dire "render"\u00a0?',
  );
  expect(wrong('kubernetes')).toBe(
    'unblock: plateforme inconnue "kubernetes"\u00a0; connues\u00a0: render, fly',
  );
});

test('anything unexpected is one line that asks for a report', () => {
  const { code, line } = describeError(new Error('first\nsecond'));
  expect(code).toBe(70);
  expect(line).toBe('bug in unblock: first second; please report it, with what UNBLOCK_DEBUG=1 prints');
});

test('an error of the system that passes says to try again', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  expect(describeError(full)).toEqual({
    code: 75,
    line: 'unblock: ENOSPC: no space left on device; try again',
  });
});

test.each([
  ['rendr', 'render'],
  ['REnder', 'render'],
  ['cloudrun', 'cloud-run'],
  ['jsno', 'json'],
  ['host-not', 'host-not-public'],
  ['kubernetes', null],
  ['x', null],
])('%s is near to %s', (word, expected) => {
  expect(nearest(word, ['render', 'cloud-run', 'json', 'host-not-public'])).toBe(expected);
});

test('a word near to nothing gets the list', () => {
  expect(() => oneOf('platform', 'kubernetes', ['render', 'fly'])).toThrow(
    'unknown platform "kubernetes"; known: render, fly',
  );
});
