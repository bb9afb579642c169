import { describe, expect, it } from 'vitest';
import { applyEdits } from '../edit.ts';
import { type Sequence, sequencesOf } from './index.ts';

const shape = (sequence: Sequence | undefined) =>
  sequence?.statements.map(({ links, isBackground }) => [
    links.map(({ operator, command }) => [operator, command?.words[0]?.raw ?? null]),
    isBackground,
  ]);

describe('sequencesOf', () => {
  it('keeps lists apart from statements, and does not enter groups', () => {
    expect(shape(sequencesOf('a || b && { c; }; if d; then e; fi & f | g\nh')[0])).toEqual([
      [
        [
          [null, 'a'],
          ['||', 'b'],
          ['&&', null],
        ],
        false,
      ],
      [[[null, null]], true],
      [[[null, null]], false],
      [[[null, 'h']], false],
    ]);
  });

  it.each([
    [`exec bash -ec 'a; b' x`, `exec bash -ec 'Z; b' x`],
    ['bash -c "a; b $C"', 'bash -c "Z; b $C"'],
    [`sh -c "sh -c 'a; b'"`, `sh -c "sh -c 'Z; b'"`],
    [`sh -c 'a; echo '\\''x'\\'`, `sh -c 'Z; echo '\\''x'\\'''`],
  ])('writes into the script of %s', (text, result) => {
    const sequence = sequencesOf(text).at(-1);
    const first = sequence?.statements[0];
    const edits = sequence?.write([{ start: first?.start ?? 0, end: first?.end ?? 0, text: 'Z' }]);
    expect(applyEdits(text, edits ?? [])).toBe(result);
  });

  it('refuses where quoting and expansion hide the place', () => {
    const sequence = sequencesOf('sh -c "a \\"$B\\""').at(-1);
    expect(sequence?.write([{ start: 0, end: 1, text: 'Z' }])).toBeNull();
  });
});
