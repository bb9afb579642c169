import { expect, test } from 'vitest';
import { applyEdits } from '../edit.ts';
import { pythonComplaint } from './compile.test-helper.ts';
import { replaceExpression, setKeywordArgument } from './expression.ts';
import { parsePython, spanOf } from './parse.ts';

/** Applies the edit to the call that begins with `start`, then again: the second time must change nothing. */
function set(text: string, name: string, value: string, start = 'run('): string {
  const once = applyEdits(text, setKeywordArgument(text, callAt(text, start), name, value));
  expect(setKeywordArgument(once, callAt(once, start), name, value)).toEqual([]);
  expect(pythonComplaint(once)).toBe('');
  return once;
}

function callAt(text: string, start: string) {
  const call = parsePython(text)
    .findAll({ rule: { kind: 'call' } })
    .find((node) => node.text().startsWith(start));
  if (!call) throw new Error(`no call ${start}`);
  return spanOf(call);
}

function replace(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  const once = applyEdits(text, replaceExpression(text, { start, end: start + from.length }, to));
  expect(pythonComplaint(once)).toBe('');
  return once;
}

test.each([
  ['the value of a keyword is replaced', 'run(a, host="x", port=1)', 'run(a, host="0.0.0.0", port=1)'],
  ['a keyword with odd spaces', 'run(host = "x" )', 'run(host = "0.0.0.0" )'],
  ['an empty call', 'run()', 'run(host="0.0.0.0")'],
  ['an empty call over two lines', 'run(\n)', 'run(host="0.0.0.0"\n)'],
  ['an empty call with a comment', 'run(\n  # c\n)', 'run(\n  # c\n  host="0.0.0.0",\n)'],
  ['an empty call with a comment behind', 'run(  # c\n)', 'run(  # c\n    host="0.0.0.0",\n)'],
  ['one line', 'run(a, b=1)', 'run(a, b=1, host="0.0.0.0")'],
  ['one line with a comma', 'run(a, b=1,)', 'run(a, b=1, host="0.0.0.0",)'],
  [
    'several lines with a comma',
    'run(\n    a,\n    b=1,\n)\n',
    'run(\n    a,\n    b=1,\n    host="0.0.0.0",\n)\n',
  ],
  ['several lines without', 'run(\n    a,\n    b=1\n)\n', 'run(\n    a,\n    b=1,\n    host="0.0.0.0"\n)\n'],
  ['a closing bracket behind', 'run(a,\n    b=1)', 'run(a,\n    b=1,\n    host="0.0.0.0")'],
  ['hanging pairs', 'run(a,\n    b=1, c=2)', 'run(a,\n    b=1, c=2, host="0.0.0.0")'],
  ['CRLF', 'run(\r\n  a,\r\n)\r\n', 'run(\r\n  a,\r\n  host="0.0.0.0",\r\n)\r\n'],
  ['tabs', 'run(\n\ta,\n)', 'run(\n\ta,\n\thost="0.0.0.0",\n)'],
  ['a comment after the comma', 'run(\n  a,  # c, d\n)', 'run(\n  a,  # c, d\n  host="0.0.0.0",\n)'],
  ['a comment without comma', 'run(\n  a  # c\n)', 'run(\n  a,  # c\n  host="0.0.0.0"\n)'],
  ['a comment line below', 'run(\n  a,\n  # b=1,\n)', 'run(\n  a,\n  host="0.0.0.0",\n  # b=1,\n)'],
  ['before **kwargs', 'run(a, **kw)', 'run(a, host="0.0.0.0", **kw)'],
  ['before **kwargs on its line', 'run(\n  a,\n  **kw,\n)', 'run(\n  a,\n  host="0.0.0.0",\n  **kw,\n)'],
  ['a bare generator', 'run(x for x in y)', 'run((x for x in y), host="0.0.0.0")'],
  ['emoji before', 's = "🎉é"; run(a)  # 🎉', 's = "🎉é"; run(a, host="0.0.0.0")  # 🎉'],
  ['a nested call keeps its own keyword', 'run(f(host=1))', 'run(f(host=1), host="0.0.0.0")'],
  ['fmt: off', '# fmt: off\nrun( a ,b = 1 )', '# fmt: off\nrun( a ,b = 1, host="0.0.0.0" )'],
])('keyword: %s', (_, before, after) => {
  expect(set(before, 'host', '"0.0.0.0"')).toBe(after);
});

test('keyword: the inner call of a chain', () => {
  expect(set('run(f(a)).go()', 'b', '1', 'f(')).toBe('run(f(a, b=1)).go()');
});

test('keyword: a span that is no call is refused', () => {
  expect(() => setKeywordArgument('x = 1', { start: 0, end: 1 }, 'a', '1')).toThrow('no call at 0-1');
});

test.each([
  ['🎉 = "é"\nx = 8000\n'.replace('🎉', 'y'), '8000', 'int(p)', 'y = "é"\nx = int(p)\n'],
  ['x = 8000 + 1', '8000', 'a or b', 'x = (a or b) + 1'],
  ['[x for x in y]', 'y', 'b if c else d', '[x for x in (b if c else d)]'],
  ['f(8000)', '8000', 'a or b', 'f(a or b)'],
  ['x = "a".strip()', '"a"', 'b if c else d', 'x = (b if c else d).strip()'],
  ['x = "a"', '"a"', '"a"', 'x = "a"'],
])('replace in %j', (before, from, to, after) => {
  expect(replace(before, from, to)).toBe(after);
});

test('replace: a piece of a longer string is refused', () => {
  expect(() => replace('x = ("a" "b")', '"a"', 'c')).toThrow('part of a longer string');
  expect(() => replace('x = f"{a}:{8000}"', '8000', 'p["a"]')).toThrow('part of a longer string');
});
