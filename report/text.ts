/** Makes text of the target harmless on a terminal: control characters would move the cursor or set colours. */
export function visible(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\ufffd');
}

/** One line: every run of white space is one space, no-break spaces stay. */
export function oneLine(text: string): string {
  return text.replace(/[ \t\r\n\u2028\u2029]+/g, ' ').trim();
}

/** A Markdown code span that shows the text as it is, whatever back-quotes it holds. */
export function code(text: string): string {
  const line = oneLine(text);
  const ticks = '`'.repeat(longestRun(line) + 1);
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${padding}${line}${padding}${ticks}`;
}

/** A Markdown code block. The fence is longer than any run of back-quotes in the text. */
export function fence(text: string, language: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}${language}\n${text.endsWith('\n') || text === '' ? text : `${text}\n`}${ticks}`;
}

/** Prose of a rule as one Markdown line. Its code spans stay; a tag outside of them would vanish, so it is escaped. */
export function prose(text: string): string {
  return oneLine(text)
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/</g, '&lt;')))
    .join('');
}

/** A row of a Markdown table. */
export function row(cells: string[]): string {
  return `| ${cells.map((cell) => oneLine(cell).replace(/\|/g, '\\|')).join(' | ')} |`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
}
