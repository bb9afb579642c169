import { describe, expect, test } from 'vitest';
import { pythonSyntaxError } from './parse.ts';

describe('the first thing that is not Python', () => {
  test.each([
    ['an unclosed bracket', 'x = (1\n', 0],
    ['a try without a handler', 'a = 1\ntry:\n    b = 2\nc = 3\n', 6],
    ['a try without a handler in a function', 'def f():\n    try:\n        pass\n', 13],
  ])('%s', (_, text, offset) => {
    expect(pythonSyntaxError(text)).toBe(offset);
  });

  test.each([
    ['nothing', ''],
    ['except', 'try:\n    a = 1\nexcept ValueError:\n    pass\n'],
    ['except*', 'try:\n    a = 1\nexcept* ValueError:\n    pass\n'],
    ['finally', 'try:\n    a = 1\nfinally:\n    pass\n'],
    [
      'a handler after an inner one',
      'try:\n    try:\n        a = 1\n    finally:\n        b()\nexcept E:\n    pass\n',
    ],
  ])('is not there: %s', (_, text) => {
    expect(pythonSyntaxError(text)).toBeNull();
  });
});
