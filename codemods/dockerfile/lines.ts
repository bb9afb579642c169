import type { LineBreak } from '../rewrite.ts';

const BACKSLASH = /\\[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*/y;
const BACKTICK = /`[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*/y;

/**
 * The line continuation at an offset of an instruction, with the comment and empty lines behind it, which Docker drops.
 *
 * @param escapeCharacter the file's escape character: a backslash, or a backtick where a directive says so.
 */
export function continuationAt(escapeCharacter = '\\'): (raw: string, offset: number) => LineBreak | null {
  const pattern = escapeCharacter === '`' ? BACKTICK : BACKSLASH;
  return (raw, offset) => {
    pattern.lastIndex = offset;
    const found = pattern.exec(raw);
    return found ? { length: found[0].length, decoded: '' } : null;
  };
}

/** An instruction's arguments in one line, as Docker reads them. */
export function decode(raw: string, escapeCharacter = '\\'): string {
  const breakAt = continuationAt(escapeCharacter);
  let text = '';
  for (let offset = 0; offset < raw.length; ) {
    const broken = breakAt(raw, offset);
    if (!broken) text += raw.charAt(offset);
    offset += broken?.length ?? 1;
  }
  return text;
}
