import { type Edit, lineEnding } from '../edit.ts';
import { indentAt, nextLine } from '../lines.ts';
import { iniEntry, readIni } from './read.ts';

/**
 * Comments out a key with its continuation lines, below one comment line that says why. Changes nothing where the
 * section has no such key.
 *
 * @param note one line, without the `#`.
 * @param masked what the commented line says instead of the key and its value, where the value is a secret: the
 *   continuation lines then go, and those of `masked` are joined.
 * @throws Error where the text is not INI.
 */
export function commentOutKey(
  text: string,
  section: string,
  key: string,
  note: string,
  masked?: string,
): Edit[] {
  const reading = readIni(text);
  if (reading.error) throw new Error(`line ${reading.error.line}: ${reading.error.reason}`);
  const entry = iniEntry(reading, section, key);
  if (!entry) return [];
  const [first = entry.start, ...more] = entry.lines;
  const indent = indentAt(text, first);
  const start = first + indent.length;
  const head = `# ${note}${lineEnding(text)}${indent}# `;
  if (masked === undefined) {
    const marks = more.map((line) => ({ start: line, end: line, text: '# ' }));
    return [{ start, end: start, text: head }, ...marks];
  }
  const firstEnd = more.length > 0 ? text.slice(0, nextLine(text, first)).trimEnd().length : entry.end;
  const removals = more.map((line) => ({ start: line, end: nextLine(text, line), text: '' }));
  return [{ start, end: firstEnd, text: head + masked.split(/\s*\n\s*/).join(' ') }, ...removals];
}
