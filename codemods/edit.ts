/** One replacement in a text: the characters from `start` up to `end` (UTF-16 offsets) become `text`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Two edits of one batch claim the same characters: applying either would hide the other. */
export class OverlapError extends Error {
  constructor(first: Edit, second: Edit) {
    super(`edits overlap: ${first.start}-${first.end} and ${second.start}-${second.end}`);
    this.name = 'OverlapError';
  }
}

/**
 * Applies a batch of edits to a text. Every character outside the edits stays as it is.
 * Equal edits count once, so that two codemods may both ask for the same import.
 *
 * @throws OverlapError when two different edits touch the same characters, or insert at the same place.
 * @throws RangeError when an edit lies outside the text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = dedupe(edits).sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let position = 0;
  let previous: Edit | undefined;
  for (const edit of sorted) {
    if (edit.start < 0 || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`edit ${edit.start}-${edit.end} lies outside a text of ${text.length} characters`);
    }
    if (previous && (edit.start < previous.end || edit.start === previous.start)) {
      throw new OverlapError(previous, edit);
    }
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
    previous = edit;
  }
  return result + text.slice(position);
}

function dedupe(edits: readonly Edit[]): Edit[] {
  const seen = new Map<string, Edit>();
  for (const edit of edits) seen.set(`${edit.start}:${edit.end}:${edit.text}`, edit);
  return [...seen.values()];
}

/** The line ending a text uses: that of its first line, `\n` where there is none. */
export function lineEnding(text: string): '\r\n' | '\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}
