/** The parser goes one call deeper for each level, and the stack ends the whole program: no manifest nests like this. */
const DEEPEST = 200;
/** What is told of it. */
export const TOO_DEEP = { value: null, problem: { line: 1, reason: `nested more than ${DEEPEST} deep` } };

/** Whether a text nests deeper than that. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  // Blocks: each level needs a place of its own at the beginning of a line.
  return new RegExp(`^[ \\t?:-]{${DEEPEST * 4}}`, 'm').test(text);
}
