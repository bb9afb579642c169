import { describe, expect, it } from 'vitest';
import { applyEdits } from '../edit.ts';
import { jsonStringSpan, readJson } from './read.ts';
import { setJsonPath } from './set.ts';

describe('readJson', () => {
  it('answers the value, or the reason and the line', () => {
    expect(readJson('{"a": [1, null, "🚀"]}')).toEqual({ value: { a: [1, null, '🚀'] } });
    expect(readJson('{\n  "a": 1,\n}')).toEqual({ error: 'property name expected', line: 3 });
    expect(readJson('{\r\n  // b\r\n  "a": 1\r\n}')).toEqual({ error: 'invalid comment token', line: 2 });
    expect(readJson('')).toEqual({ error: 'value expected', line: 1 });
    expect(readJson('{} {}')).toEqual({ error: 'end of file expected', line: 1 });
  });

  it('tolerates comments and trailing commas where told', () => {
    expect(readJson('{ // b\n "a": [1,], }', { comments: true })).toEqual({ value: { a: [1] } });
  });

  it('answers false and null as values', () => {
    expect(readJson('null')).toEqual({ value: null });
    expect(readJson('false')).toEqual({ value: false });
  });
});

describe('setJsonPath', () => {
  it.each([
    [
      '{\n  "scripts": {\n    "build":"tsc"\n  },\n  "b": 1\n}\n',
      '{\n  "scripts": {\n    "build":"tsc",\n    "start": "node \\"a b\\""\n  },\n  "b": 1\n}\n',
    ],
    ['{\r\n\t"scripts": {}\r\n}', '{\r\n\t"scripts": {\r\n\t\t"start": "node \\"a b\\""\r\n\t}\r\n}'],
    [
      '{\n    "name": "🚀"\n}',
      '{\n    "name": "🚀",\n    "scripts": {\n        "start": "node \\"a b\\""\n    }\n}',
    ],
    ['{}', '{\n  "scripts": {\n    "start": "node \\"a b\\""\n  }\n}'],
    ['{"scripts":{"start":"x"}}', '{"scripts":{"start":"node \\"a b\\""}}'],
    ['{"name":"x"}', '{"name":"x", "scripts": {"start":"node \\"a b\\""}}'],
    [
      '{\n  "scripts": { "build": "tsc" }\n}',
      '{\n  "scripts": { "build": "tsc", "start": "node \\"a b\\"" }\n}',
    ],
    [
      '{\n  "scripts": {\n    "build": "tsc", // types\n  },\n}',
      '{\n  "scripts": {\n    "build": "tsc", // types\n    "start": "node \\"a b\\"",\n  },\n}',
    ],
    [
      '{\n  "scripts": {\n    "start": "a",\n    "start": "b"\n  }\n}',
      '{\n  "scripts": {\n    "start": "a",\n    "start": "node \\"a b\\""\n  }\n}',
    ],
  ])('%j', (source, expected) => {
    const path = ['scripts', 'start'];
    const result = applyEdits(source, setJsonPath(source, path, 'node "a b"'));
    expect(result).toBe(expected);
    expect(readJson(result, { comments: true })).toMatchObject({
      value: { scripts: { start: 'node "a b"' } },
    });
    expect(setJsonPath(result, path, 'node "a b"')).toEqual([]);
  });

  it('appends to an array and replaces in it', () => {
    const text = '{ "a": [1, 2] }';
    expect(applyEdits(text, setJsonPath(text, ['a', 2], 3))).toBe('{ "a": [1, 2, 3] }');
    expect(applyEdits(text, setJsonPath(text, ['a', 0], 3))).toBe('{ "a": [3, 2] }');
  });

  it('refuses a path through what cannot hold it, and a broken document', () => {
    expect(() => setJsonPath('{"a": 1}', ['a', 'b'], 1)).toThrow('cannot set a.b: a holds no such key');
    expect(() => setJsonPath('[1]', [2], 1)).toThrow('cannot set 2: the document holds no such key');
    expect(() => setJsonPath('{\n"a" 1}', ['a'], 1)).toThrow('JSON does not parse: colon expected on line 2');
  });
});

it('jsonStringSpan covers the quotes', () => {
  const text = '{"🚀": 1, "scripts": {"start": "a \\"b\\""}}';
  const span = jsonStringSpan(text, ['scripts', 'start']);
  expect(span && text.slice(span.start, span.end)).toBe('"a \\"b\\""');
  expect(jsonStringSpan(text, ['scripts'])).toBeUndefined();
  expect(jsonStringSpan(text, ['missing', 'start'])).toBeUndefined();
});
