import type { Edit } from './edit.ts';

/** Replaces `before`, which stands at `start`, by `after`: only the middle in which they differ. */
export function minimalEdit(start: number, before: string, after: string): Edit[] {
  const { head, tail } = commonEnds(before, after);
  const edit = {
    start: start + head,
    end: start + before.length - tail,
    text: after.slice(head, after.length - tail),
  };
  return edit.start === edit.end && edit.text === '' ? [] : [edit];
}

/** A place where a notation breaks a line: its length, and the text it stands for. */
export interface LineBreak {
  length: number;
  decoded: '' | ' ' | '\n';
}

/**
 * Like `minimalEdit`, for a notation that writes a text verbatim except for its line breaks: a YAML block, a Dockerfile
 * instruction continued with `\`. Breaks outside the differing middle stay.
 *
 * @param raw the notation as it stands at `start`.
 * @param before the text it stands for.
 * @param breakAt the line break at an offset of `raw`, null where there is none.
 * @returns null when `raw` is not `before` in such a notation.
 */
export function rewrapped(
  start: number,
  raw: string,
  before: string,
  after: string,
  breakAt: (raw: string, offset: number) => LineBreak | null,
): Edit[] | null {
  const places = align(raw, before, breakAt);
  if (!places) return null;
  const { head, tail } = commonEnds(before, after);
  const last = before.length - tail;
  const from = places.starts[head] ?? places.end;
  const to = last > head ? (places.ends[last - 1] ?? places.end) : from;
  const text = after.slice(head, after.length - tail);
  return from === to && text === '' ? [] : [{ start: start + from, end: start + to, text }];
}

function align(raw: string, before: string, breakAt: (raw: string, offset: number) => LineBreak | null) {
  const starts: number[] = [];
  const ends: number[] = [];
  let offset = 0;
  for (const character of before.split('')) {
    for (let skipped = breakAt(raw, offset); skipped?.decoded === ''; skipped = breakAt(raw, offset)) {
      offset += skipped.length;
    }
    const broken = breakAt(raw, offset);
    const length = broken ? broken.length : 1;
    if ((broken ? broken.decoded : raw[offset]) !== character) return null;
    starts.push(offset);
    offset += length;
    ends.push(offset);
  }
  return { starts, ends, end: offset };
}

function commonEnds(before: string, after: string): { head: number; tail: number } {
  const limit = Math.min(before.length, after.length);
  let head = 0;
  while (head < limit && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < limit - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { head, tail };
}
