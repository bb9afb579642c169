import { describe, expect, test } from 'vitest';
import { pythonSyntaxError } from './parse.ts';

describe('the first thing that is not Python', () => {
  test.each([
    ['an unclosed bracket', 'x = (1\n', 0],
    ['a try without a handler', 'a = 1\ntry:\n    b = 2\nc = 3\n', 6],
    ['a try without a handler in a function', 'def f():\n    try:\n        pass\n', 13],
    ['an indented statement', 'a = 1\n b = 2\nc = 3\n', 7],
    ['an indented statement at the start', '\n  import os\n', 3],
    ['an indented statement behind a function', 'def f():\n    pass\n\n# note\n  a = 1\r\n', 28],
  ])('%s', (_, text, offset) => {
    expect(pythonSyntaxError(text)).toBe(offset);
  });

  test.each([
    ['nothing', ''],
    ['an indented comment', 'a = 1\n  # note\nb = 2\n'],
    ['a continued line', 'a = 1; \\\r\n  b = 2\n'],
    ['two statements of a line', 'a = 1;  b = 2\n'],
    ['a page break', 'a = 1\n\fb = 2\n'],
    ['a continued string', 'a = """\n b\n"""\nif a:\n  b = 1\nelse:\n  b = 2\n'],
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
