import { expect, test } from 'vitest';
import { applyEdits } from '../edit.ts';
import { pythonComplaint } from './compile.test-helper.ts';
import { indentUnit } from './layout.ts';
import { pythonSyntaxError } from './parse.ts';
import { insertAfterStatement, insertBeforeStatement } from './statement.ts';

const code = 'if not u:\n    raise E(\n        """a\n  b"""\n    )';

function insert(how: typeof insertAfterStatement, text: string, part: string, what: string): string {
  const span = (source: string) => {
    const start = source.indexOf(part);
    return { start, end: start + part.length };
  };
  const once = applyEdits(text, how(text, span(text), what));
  expect(pythonComplaint(once)).toBe('');
  expect(how(once, span(once), what)).toEqual([]);
  return once;
}

test.each([
  ['module', 'u = 1\n', 'c()\nu = 1\n'],
  ['block', 'if a:\r\n\tu = 1\r\n', 'if a:\r\n\tc()\r\n\tu = 1\r\n'],
  ['one-line block', 'if a: u = 1\n', 'if a:\n    c()\n    u = 1\n'],
  ['semicolon', 'a(); u = 1\n', 'a()\nc()\nu = 1\n'],
  ['later in a one-line block', 'if a: b(); u = 1\n', 'if a:\n    b()\n    c()\n    u = 1\n'],
])('before: %s', (_, before, after) => {
  expect(insert(insertBeforeStatement, before, 'u = 1', 'c()')).toBe(after);
});

test.each([
  ['module', 'u = 1', 'u = 1\nc()'],
  ['a comment behind', 'u = 1  # é🎉\nd()\n', 'u = 1  # é🎉\nc()\nd()\n'],
  ['one-line block', 'if a: u = 1\nd()\n', 'if a:\n    u = 1\n    c()\nd()\n'],
  ['semicolon', 'u = 1; d()\n', 'u = 1\nc()\nd()\n'],
  ['in a one-line block', 'if a: b(); u = 1; d()\n', 'if a:\n    b(); u = 1\n    c()\n    d()\n'],
])('after: %s', (_, before, after) => {
  expect(insert(insertAfterStatement, before, 'u = 1', 'c()')).toBe(after);
});

test('a block of code takes the indentation of the file, its strings do not', () => {
  expect(insert(insertAfterStatement, 'def f():\n  u = 1\n', 'u = 1', code)).toBe(
    'def f():\n  u = 1\n  if not u:\n    raise E(\n      """a\n  b"""\n    )\n',
  );
});

test('a comment that ends a block stays in it', () => {
  const part = 'if a:\n    b()\n    # end';
  expect(insert(insertAfterStatement, `${part}\nd()\n`, part, 'c()')).toBe(`${part}\nc()\nd()\n`);
});

test.each([
  ['x = 1\n', '    '],
  ['if a:\n  b\n', '  '],
  ['class A:\n\tx = """\n  """\n', '\t'],
  ['if a: b\nif c:\n   d\n', '   '],
])('indentation of %j', (text, unit) => {
  expect(indentUnit(text)).toBe(unit);
});

test.each([
  ['', null],
  ['# c\n', null],
  ['x = 1\n', null],
  ['f(a', 0],
  ['if a:\nb()\n', 5],
  ['é = "🎉"\nx = = 1\n', 13],
  ['match x:\n    case {"a": [*_]}:\n        pass\n', null],
])('syntax of %j', (text, offset) => {
  expect(pythonSyntaxError(text)).toBe(offset);
});
