import { describe, expect, it } from 'vitest';
import { applyEdits } from '../edit.ts';
import { removeJsonPath } from './remove.ts';

const removed = (text: string, ...path: string[]) => applyEdits(text, removeJsonPath(text, path));

describe('removeJsonPath', () => {
  it('takes a property out with its comma', () => {
    const text = '{\r\n  "a": 1,\r\n  "b": { "c": 2 },\r\n  "d": 3\r\n}\r\n';
    expect(removed(text, 'a')).toBe('{\r\n  "b": { "c": 2 },\r\n  "d": 3\r\n}\r\n');
    expect(removed(text, 'd')).toBe('{\r\n  "a": 1,\r\n  "b": { "c": 2 }\r\n}\r\n');
    expect(removed(text, 'b', 'c')).toBe('{\r\n  "a": 1,\r\n  "b": {},\r\n  "d": 3\r\n}\r\n');
  });

  it('leaves a document without it alone', () => {
    expect(removeJsonPath('{ "a": [1] }', ['b'])).toEqual([]);
    expect(removeJsonPath('{ "a": [1] }', ['a', 'b'])).toEqual([]);
  });
});
