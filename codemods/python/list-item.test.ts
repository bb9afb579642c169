import { expect, test } from 'vitest';
import { applyEdits } from '../edit.ts';
import { insertListItem } from './list-item.ts';

function insert(text: string, item: string, after: string | null): string {
  const start = text.search(/[[(]/);
  const list = { start, end: Math.max(text.lastIndexOf(']'), text.lastIndexOf(')')) + 1 };
  const at = after === null ? -1 : text.indexOf(after);
  const place = after === null ? null : { start: at, end: at + after.length };
  return applyEdits(text, insertListItem(text, list, item, place));
}

test('behind an item, before the next one, laid out as the list is', () => {
  expect(insert("M = ['a', 'b']\n", "'x'", "'a'")).toBe("M = ['a', 'x', 'b']\n");
  expect(insert("M = [\r\n  'a',  # first\r\n  'b',\r\n]\r\n", "'x'", "'a'")).toBe(
    "M = [\r\n  'a',  # first\r\n  'x',\r\n  'b',\r\n]\r\n",
  );
});

test('at the end, at the start, in a list without items', () => {
  expect(insert('M = (\n    "a",\n)\n', '"x"', '"a"')).toBe('M = (\n    "a",\n    "x",\n)\n');
  expect(insert('M = ["a"]\n', '"x"', null)).toBe('M = ["x", "a"]\n');
  expect(insert('M = []\n', '"x"', null)).toBe('M = ["x"]\n');
});

test('an item that is not there is refused', () => {
  expect(() => insertListItem('M = ["a"]\n', { start: 4, end: 9 }, '"x"', { start: 0, end: 1 })).toThrow(
    'no item',
  );
});
