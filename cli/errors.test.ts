import { expect, test } from 'vitest';
import { describeError, UsageError } from './errors.ts';
import { nearest, oneOf } from './suggest.ts';

test('a usage error is its line', () => {
  expect(describeError(new UsageError('no such folder: x'))).toEqual({
    code: 2,
    line: 'unblock: no such folder: x',
  });
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
