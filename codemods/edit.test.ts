import { expect, test } from 'vitest';
import { applyEdits, OverlapError } from './edit.ts';

const edit = (start: number, end: number, text: string) => ({ start, end, text });

test('edits count in the text before any of them, in any order', () => {
  expect(applyEdits('one two\r\n', [edit(4, 7, 'deux'), edit(0, 3, 'un')])).toBe('un deux\r\n');
  expect(applyEdits('ab', [edit(1, 1, '-')])).toBe('a-b');
  expect(applyEdits('ab', [])).toBe('ab');
});

test('equal edits count once', () => {
  expect(applyEdits('a', [edit(0, 0, 'import x\n'), edit(0, 0, 'import x\n')])).toBe('import x\na');
});

test.each([
  ['the same characters', edit(0, 2, 'x'), edit(1, 3, 'y')],
  ['the same place', edit(1, 1, 'x'), edit(1, 1, 'y')],
  ['one inside the other', edit(0, 4, 'x'), edit(1, 2, 'y')],
])('%s: an error that is seen', (_, first, second) => {
  expect(() => applyEdits('abcd', [first, second])).toThrow(OverlapError);
  expect(() => applyEdits('abcd', [second, first])).toThrow(OverlapError);
});

test.each([[edit(-1, 0, '')], [edit(2, 1, '')], [edit(0, 9, '')]])('%j lies outside', (outside) => {
  expect(() => applyEdits('abcd', [outside])).toThrow(RangeError);
});
