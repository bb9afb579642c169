import type * as unbash from 'unbash';

/** A word of a command. Offsets are -1 where it stands in a nested script whose quoting hides its place. */
export interface Word {
  /** The word as written, with its quotes. */
  raw: string;
  /** What the program receives; null when the shell expands something in it. A glob counts as plain text. */
  value: string | null;
  start: number;
  end: number;
}

/** A variable set in front of a command. */
export interface Assignment {
  name: string;
  /** The literal value; null when the shell expands something in it. */
  value: string | null;
  start: number;
  end: number;
}

/** A variable set in front of a command; `place` tells where an offset of the script stands. */
export function assignmentOf(assignment: unbash.Assignment, place: (position: number) => number): Assignment {
  const { name, value, pos, end } = assignment;
  const literal = value.type === 'Word' && !expands(value.parts) ? value.value : null;
  return { name, value: literal, start: place(pos), end: place(end) };
}

/** A word of a command, or what looks like an assignment behind its name. */
export function wordOf(part: unbash.CommandArgument, place: (position: number) => number): Word {
  const position = { start: place(part.pos), end: place(part.end) };
  if (part.type === 'Word') {
    return { raw: part.text, value: expands(part.parts) ? null : part.value, ...position };
  }
  const { value } = assignmentOf(part, place);
  return { raw: part.text, value: value === null ? null : `${part.name}=${value}`, ...position };
}

/** Whether the shell puts something in the place of a part. */
export function expands(parts: readonly unbash.WordPart[] | undefined): boolean {
  return (parts ?? []).some((part) => {
    if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') return expands(part.parts);
    return !['Literal', 'Glob', 'SingleQuoted', 'AnsiCQuoted'].includes(part.type);
  });
}

/** The script in a word after `-c`: its text with one level of quotes taken off, and whether it stands there unchanged. */
export function innerScript(word: unbash.Word): {
  text: string;
  start: number;
  verbatim: boolean;
  quote: string;
} {
  const [part, ...rest] = word.parts ?? [];
  const raw = word.text;
  if (!part) return { text: word.value, start: word.pos, verbatim: raw === word.value, quote: '' };
  if (rest.length === 0 && part.type === 'SingleQuoted') {
    return { text: part.value, start: word.pos + 1, verbatim: true, quote: "'" };
  }
  if (rest.length === 0 && part.type === 'DoubleQuoted' && !raw.includes('\\')) {
    return { text: raw.slice(1, -1), start: word.pos + 1, verbatim: true, quote: '"' };
  }
  return { text: unquote(word.parts ?? []), start: -1, verbatim: false, quote: '' };
}

function unquote(parts: readonly unbash.WordPart[]): string {
  return parts
    .map((part) => {
      if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') return unquote(part.parts);
      return 'value' in part ? part.value : part.text;
    })
    .join('');
}
