import { describe, expect, it } from 'vitest';
import { applyEdits } from '../edit.ts';
import {
  addKey,
  addKeys,
  appendToSequence,
  readYaml,
  removeKeys,
  scalarAt,
  setScalar,
  setScalars,
  yamlScalar,
} from './index.ts';

const set = (text: string, value: string) => applyEdits(text, setScalar(text, ['s', 0, 'run'], value));
const document = (scalar: string) => `# top\ns:\n  - run: ${scalar}\n    next: 1 # n\n`;

describe('readYaml', () => {
  it('gives plain data, with aliases and merge keys followed', () => {
    const text = 'base: &b\n  run: x\none:\n  <<: *b\n  more: *v\nv: &v 2\n'.replace(
      'more: *v\nv: &v 2',
      'more: 2',
    );
    expect(readYaml(text)).toMatchObject({ value: { one: { run: 'x', more: 2 } }, problem: null });
    expect(scalarAt(text, ['one', 'run'])).toEqual({ value: 'x', start: -1, end: -1, style: 'alias' });
  });

  it.each([
    ['brackets', '['.repeat(3500)],
    ['braces', '{a: '.repeat(3500)],
    ['blocks', '- '.repeat(3500)],
  ])('%s nested thousands deep', (_, text) => {
    expect(readYaml(text)).toMatchObject({ value: null, problem: { line: 1 } });
  });

  it('a mistake is told without the value it stands in', () => {
    expect(readYaml('password: *Zx9qLmPw77\n').problem?.reason).toBe('Unresolved alias');
    expect(readYaml('password: !Zx9qLmPw77 a: b: c\n').problem?.reason).not.toContain('Zx9q');
  });

  it('many short lists', () => expect(readYaml('- [a]\n'.repeat(500)).problem).toBeNull());

  it.each([
    ['a: 1\na: 2\n', 2],
    ['a: 1\nb: [1\n', 3],
    ['a: *missing\n', 1],
    ['a: 1\n---\nb: 2\n', 2],
    ['a:\n\t- b\n', 2],
  ])('tells the line of a mistake in %j', (text, line) => {
    const { problem, value } = readYaml(text);
    expect(value).toBeNull();
    expect(problem?.line).toBe(line);
    expect(problem?.reason).not.toContain('\n');
    expect(scalarAt(text, ['a'])).toBeNull();
  });

  it('accepts an empty file', () => {
    expect(readYaml('')).toMatchObject({ value: null, problem: null });
    expect(readYaml('').scalarAt(['a'])).toBeNull();
    expect(readYaml('').lineOf(['a'])).toBe(1);
  });

  it('finds the path of a place', () => {
    const text = 'a: x\nb:\n  - c: [p, q]\n    d: &z y\ne: *z\n';
    const file = readYaml(text);
    for (const path of [['a'], ['b', 0, 'c', 1], ['b', 0, 'd'], ['e']]) {
      expect(file.pathAt(file.scalarAt(path)?.start ?? -1)).toEqual(path);
    }
    expect(file.pathAt(1)).toBeNull();
  });

  it('knows lines', () => {
    const file = readYaml('a:\r\n  - b: 1\r\n    c: 2\r\n');
    expect([file.lineOf(['a', 0, 'c']), file.lineOf(['a', 0, 'x']), file.lineOf(['a'])]).toEqual([3, 2, 1]);
  });

  it.each([
    ['plain text # c', 'plain text', 'plain'],
    ["'it''s'", "'it''s'", 'single'],
    ['"a\\tb"', '"a\\tb"', 'double'],
    ['&a x', 'x', 'plain'],
    ['|\n      l1\n      l2', '|\n      l1\n      l2', 'literal'],
    ['>-\n      l1\n      l2', '>-\n      l1\n      l2', 'folded'],
  ])('finds the place of %j', (scalar, raw, style) => {
    for (const text of [document(scalar), document(scalar).replaceAll('\n', '\r\n')]) {
      const found = scalarAt(text, ['s', 0, 'run']);
      expect(found?.style).toBe(style);
      expect(text.slice(found?.start, found?.end).replaceAll('\r', '')).toBe(raw);
    }
  });
});

describe('setScalar', () => {
  it.each([
    ['a --port 80 # c', 'a --port $PORT', 'a --port $PORT # c'],
    ['a', 'b: c', "'b: c'"],
    ['a', "it's: x", "'it''s: x'"],
    ['a', '$PORT $(x)', '$PORT $(x)'],
    ['a', 'true', "'true'"],
    ['1', 'x', 'x'],
    ["'a'", 'b', "'b'"],
    ['"a"', 'say "b"', '"say \\"b\\""'],
    [
      '>-\n      gunicorn\n      app:app --bind 127.0.0.1',
      'gunicorn app:app --bind 0.0.0.0',
      '>-\n      gunicorn\n      app:app --bind 0.0.0.0',
    ],
    ['|\n      a\n      b 1', 'a\nb 2\n', '|\n      a\n      b 2'],
    ['|\n      a\n      b', 'a\nx\nb\n', '|\n      a\n      x\n      b'],
    ['gunicorn\n      app:app -b 1', 'gunicorn app:app -b 2', 'gunicorn\n      app:app -b 2'],
    ['', 'x', 'x'],
  ])('writes %j as %j', (scalar, value, result) => {
    expect(set(document(scalar), value)).toBe(document(result));
    expect(set(document(scalar).replaceAll('\n', '\r\n'), value)).toBe(
      document(result).replaceAll('\n', '\r\n'),
    );
  });

  it('replaces only what differs', () => {
    const text = document('gunicorn --bind 127.0.0.1:8000 app:app');
    const edits = setScalar(text, ['s', 0, 'run'], 'gunicorn --bind 0.0.0.0:8000 app:app');
    expect(edits.map(({ start, end }) => text.slice(start, end))).toEqual(['127.0.0.1']);
    expect(setScalar(text, ['s', 0, 'run'], 'gunicorn --bind 127.0.0.1:8000 app:app')).toEqual([]);
  });

  it('keeps to flow rules and leaves anchors alone', () => {
    const flow = 's: [{ run: a, x: 1 }]\nt: &t y\n';
    expect(set(flow, '{P:-1}, b')).toBe("s: [{ run: '{P:-1}, b', x: 1 }]\nt: &t y\n");
    const alias = 't: &t y\ns:\n  - run: *t\n';
    expect(set(alias, 'z')).toBe('t: &t y\ns:\n  - run: z\n');
  });

  it('refuses what is not there', () => {
    expect(() => setScalar('a: 1\n', ['b'], 'x')).toThrow('there is no scalar at b');
    expect(() => setScalar('a: &a {b: 1}\nc:\n  <<: *a\n', ['c', 'b'], 'x')).toThrow(
      'comes from a merged map',
    );
  });
});

describe('appendToSequence', () => {
  const append = (text: string, item = 'key: B\nvalue: 2') =>
    applyEdits(text, appendToSequence(text, ['e'], item));

  it.each([
    [
      'e:\n  - key: A # a\n    value: 1 # c\n\nf: 1\n',
      'e:\n  - key: A # a\n    value: 1 # c\n  - key: B\n    value: 2\n\nf: 1\n',
    ],
    ['e:\n- a', 'e:\n- a\n- key: B\n  value: 2'],
    ['e:\r\n- a: |\r\n    x\r\nf: 1\r\n', 'e:\r\n- a: |\r\n    x\r\n- key: B\r\n  value: 2\r\nf: 1\r\n'],
    ['e: []\nf: 1\n', 'e:\n  - key: B\n    value: 2\nf: 1\n'],
  ])('adds to %j', (text, result) => expect(append(text)).toBe(result));

  it('adds to a flow sequence', () => {
    expect(append('e: [a, b ] # c\n', '{ key: B }')).toBe('e: [a, b, { key: B } ] # c\n');
    expect(() => append('e: [a]\n', 'x]')).toThrow('does not fit');
    expect(() => append('f: 1\n')).toThrow('there is no sequence at e');
  });
});

describe('addKey', () => {
  const add = (text: string, value = 'v', behind = ['b']) =>
    applyEdits(text, addKey(text, ['s', 0], 'new', value, behind));

  it.each([
    [
      's:\n  - a: 1\n    b: |\n      x\n\n    # c\n    c: 2\n',
      's:\n  - a: 1\n    b: |\n      x\n    new: v\n\n    # c\n    c: 2\n',
    ],
    ['s:\r\n- b: "1" # one\r\n  c: 2\r\n', 's:\r\n- b: "1" # one\r\n  new: v\r\n  c: 2\r\n'],
    ['s:\n  - &x\n    a: 1', 's:\n  - &x\n    a: 1\n    new: v'],
    [
      's:\n  - a: 1\n    b:\n      - x\n      - y # y\n',
      's:\n  - a: 1\n    b:\n      - x\n      - y # y\n    new: v\n',
    ],
    ['s: [{ a: 1, b: [x] , c: 2 }]\n', 's: [{ a: 1, b: [x], new: v , c: 2 }]\n'],
  ])('adds to %j', (text, result) => expect(add(text)).toBe(result));

  it('adds a value below the key', () => {
    expect(add('s:\r\n  - a: 1\r\n', '\n  - k: 1')).toBe('s:\r\n  - a: 1\r\n    new:\r\n      - k: 1\r\n');
  });

  it('refuses', () => {
    expect(() => add('s:\n  - new: 1\n')).toThrow('s.0 has the key new already');
    expect(() => add('t: &t\n  a: 1\ns:\n  - *t\n')).toThrow('there is no mapping at s.0');
    expect(() => add('s:\n  - {}\n')).toThrow('is empty');
    expect(() => add('s:\n  - a: 1\n', 'x: y')).toThrow('does not fit');
  });
});

describe('several places at once', () => {
  const text = 's:\n  - a: one\n    b: 1\n  - a: "two"\n    b: 2\n';
  const homes = [0, 1].map((at) => ['s', at]);

  it('gives keys', () =>
    expect(applyEdits(text, addKeys(text, homes, 'c', '[]', ['a']))).toBe(
      's:\n  - a: one\n    c: []\n    b: 1\n  - a: "two"\n    c: []\n    b: 2\n',
    ));

  it('takes keys out', () => {
    const paths = homes.map((home) => [...home, 'b']);
    expect(applyEdits(text, removeKeys(text, paths))).toBe('s:\n  - a: one\n  - a: "two"\n');
    expect(() => removeKeys(text, [...paths, ['s', 0, 'a']])).toThrow('s.0.a cannot be taken out');
  });

  it('writes scalars, each in a notation that holds its text', () => {
    const changes = [
      { path: ['s', 0, 'a'], value: 'x: y' },
      { path: ['s', 1, 'a'], value: 'z' },
    ];
    const after = applyEdits(text, setScalars(text, changes));
    expect(changes.map(({ path }) => scalarAt(after, path)?.value)).toEqual(['x: y', 'z']);
    expect(() => setScalars(text, [...changes, { path: ['t'], value: '' }])).toThrow(
      'there is no scalar at t',
    );
  });
});

describe('removeKeys', () => {
  it.each([
    ['s:\n  - a: 1\n    b: 2 # why\n    c: 3\n', ['s', 0, 'b'], 's:\n  - a: 1\n    c: 3\n'],
    ['s:\r\n  a: 1\r\n  b: 2\r\n', ['s', 'b'], 's:\r\n  a: 1\r\n'],
    ['a: 1\nb:\n  - x\n  - y\nc: 2', ['b'], 'a: 1\nc: 2'],
  ])('takes a key with its value out of %j', (text, path, after) =>
    expect(applyEdits(text, removeKeys(text, [path]))).toBe(after),
  );

  it.each([
    ['s:\n  - a: 1\n    b: 2\n', ['s', 0, 'a']],
    ['s: { a: 1, b: 2 }\n', ['s', 'a']],
    ['a: 1\n', ['b']],
  ])('refuses %j', (text, path) => expect(() => removeKeys(text, [path])).toThrow());
});

describe('yamlScalar', () => {
  it.each([
    ['a --port $PORT', 'a --port $PORT'],
    ['a: b', "'a: b'"],
    ["it's # x", "'it''s # x'"],
    ['off', "'off'"],
    ['3.10', "'3.10'"],
    ['*', "'*'"],
    ['', "''"],
    ['a, b', "'a, b'"],
    ['a\nb', '"a\\nb"'],
  ])('writes %j as %s', (value, written) => expect(yamlScalar(value)).toBe(written));
});
