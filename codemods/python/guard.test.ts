import { expect, test } from 'vitest';
import { applyEdits } from '../edit.ts';
import { pythonComplaint } from './compile.test-helper.ts';
import { guardFunctionBody, guardStatements } from './guard.ts';
import { parsePython, spanOf } from './parse.ts';

function span(text: string, part: string) {
  const start = text.lastIndexOf(part);
  return { start, end: start + part.length };
}

function guard(text: string, part = 's.start()', again = part): string {
  const once = applyEdits(text, guardStatements(text, span(text, part), 'ON'));
  expect(pythonComplaint(once)).toBe('');
  expect(guardStatements(once, span(once, again), 'ON')).toEqual([]);
  return once;
}

test.each([
  ['module level', 's.start()', 'if ON:\n    s.start()'],
  ['in a block with a comment', 'def f():\n  s.start()  # c\n', 'def f():\n  if ON:\n    s.start()  # c\n'],
  ['tabs', 'def f():\n\tx = 1\n\ts.start()\n', 'def f():\n\tx = 1\n\tif ON:\n\t\ts.start()\n'],
  [
    'CRLF and emoji',
    'if a:\r\n    "🎉"\r\n    s.start()\r\n',
    'if a:\r\n    "🎉"\r\n    if ON:\r\n        s.start()\r\n',
  ],
  ['one-line compound', 'if x: s.start()\ny()\n', 'if x:\n    if ON:\n        s.start()\ny()\n'],
  ['one-line else', 'if x: a()\nelse: s.start()\n', 'if x: a()\nelse:\n    if ON:\n        s.start()\n'],
  ['no space after the colon', 'if x:s.start()', 'if x:\n    if ON:\n        s.start()'],
  ['between semicolons', 'a(); s.start(); b()\n', 'a()\nif ON:\n    s.start()\nb()\n'],
  ['final semicolon', 's.start();\n', 'if ON:\n    s.start();\n'],
  [
    'later in a one-line block',
    'def f(): a(); s.start(); b()\n',
    'def f():\n    a()\n    if ON:\n        s.start()\n    b()\n',
  ],
  [
    'first in a one-line block',
    'def f(): s.start(); b()\n',
    'def f():\n    if ON:\n        s.start()\n    b()\n',
  ],
  [
    'after a multi-line neighbour',
    'def f():\n  a(\n       1); s.start()\n',
    'def f():\n  a(\n       1)\n  if ON:\n    s.start()\n',
  ],
  [
    'async def',
    'async def f():\n    s.start()\n    yield\n',
    'async def f():\n    if ON:\n        s.start()\n    yield\n',
  ],
])('statements: %s', (_, before, after) => {
  expect(guard(before)).toBe(after);
});

test('strings keep their bytes, continuation lines and comments move', () => {
  const part = 's.add(\n  """a\n  b\n""",\n  k=1,\n)\n# c\n\ns.start()';
  const moved = 's.add(\n      """a\n  b\n""",\n      k=1,\n    )\n    # c\n\n    s.start()';
  expect(guard(`${part}\n`, part, 's.start()')).toBe(`if ON:\n    ${moved}\n`);
});

test('an f-string and a continued string keep their bytes', () => {
  const part = 'a = f"""\n{x}\n"""\nb = "c\\\nd"';
  expect(guard(`${part}\n`, part, 'b = "c\\\nd"')).toBe(`if ON:\n    a = f"""\n{x}\n"""\n    b = "c\\\nd"\n`);
});

test('a compound statement moves as a whole', () => {
  const part = 'with a:\n    b()\n    if c: d()';
  expect(guard(`${part}\ne()\n`, part, 'b()')).toBe(
    'if ON:\n    with a:\n        b()\n        if c: d()\ne()\n',
  );
});

test('half a statement is refused', () => {
  expect(() => guard('x = s.start()\n')).toThrow('no whole statements');
  expect(() => guard('@d\ndef f():\n    pass\n', 'def f():\n    pass')).toThrow('no whole statements');
});

function guardFunction(text: string, condition = 'ON'): string {
  const functionSpan = (source: string) => {
    const found = parsePython(source).find({ rule: { kind: 'function_definition' } });
    if (!found) throw new Error('no function');
    return spanOf(found);
  };
  const once = applyEdits(text, guardFunctionBody(text, functionSpan(text), condition));
  expect(pythonComplaint(once)).toBe('');
  expect(guardFunctionBody(once, functionSpan(once), condition)).toEqual([]);
  return once;
}

test.each([
  ['plain', 'def f():\n  a()\n', 'def f():\n  if not ON:\n    return\n  a()\n'],
  [
    'docstring',
    'def f():\n    "d"\n\n    a()\n',
    'def f():\n    "d"\n\n    if not ON:\n        return\n    a()\n',
  ],
  [
    'comment above',
    'def f():  # h\n    # c\n    a()\n',
    'def f():  # h\n    if not ON:\n        return\n    # c\n    a()\n',
  ],
  [
    'comment below docstring',
    'def f():\n    """d"""  # h\n    # c\n    a()\n',
    'def f():\n    """d"""  # h\n    if not ON:\n        return\n    # c\n    a()\n',
  ],
  [
    'type comment',
    'def f():\n    # type: () -> None\n    a()\n',
    'def f():\n    # type: () -> None\n    if not ON:\n        return\n    a()\n',
  ],
  ['one line', 'async def f(): a()\n', 'async def f():\n    if not ON:\n        return\n    a()\n'],
  [
    'one line with docstring',
    'def f(): "d"; a()\n',
    'def f():\n    "d"\n    if not ON:\n        return\n    a()\n',
  ],
  [
    'decorated, CRLF',
    '@d\r\ndef f():\r\n\ta()\r\n',
    '@d\r\ndef f():\r\n\tif not ON:\r\n\t\treturn\r\n\ta()\r\n',
  ],
  ['only a docstring', 'def f():\n    "d"\n', 'def f():\n    "d"\n'],
])('function: %s', (_, before, after) => {
  expect(guardFunction(before)).toBe(after);
});

test('function: a loose condition is put in parentheses', () => {
  expect(guardFunction('def f():\n    a()\n', 'x or y')).toContain('if not (x or y):\n');
});
