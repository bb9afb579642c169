import { lineEnd, nextLine, type TextSpan } from '../lines.ts';

/** A key with its value. Its span runs from the key to the end of its last continuation line. */
export interface IniEntry extends TextSpan {
  /** In lower case, as ConfigParser compares it. */
  key: string;
  /** Continuation lines, and blank lines between them, joined by `\n`. `;` and `#` behind a value belong to it, as ConfigParser has it by default. */
  value: string;
  /** Offset of the first character of the value on the key's line. */
  valueStart: number;
  /** Offsets of the lines it takes, comment lines and blank lines between them left out. */
  lines: number[];
  line: number;
}

/** A section with its entries. Its span is the header line. */
export interface IniSection extends TextSpan {
  name: string;
  entries: IniEntry[];
  line: number;
}

/** What an INI file says. With an error, the sections are those before it. Lines count from 1. */
export interface IniReading {
  sections: IniSection[];
  error: { reason: string; line: number } | null;
}

/**
 * Reads INI as Python's ConfigParser does with its defaults, the reading of Alembic. A scanner of our own, line by line
 * after ConfigParser's, because the INI libraries give no positions and differ on continuation lines and comments.
 * https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export function readIni(text: string): IniReading {
  const sections: IniSection[] = [];
  let entry: IniEntry | null = null;
  let indent = 0;
  // Blank lines since the last key or continuation line: they count once a continuation line follows.
  let blanks = 0;
  for (let at = 0, line = 1; at < text.length; at = nextLine(text, at), line++) {
    const end = lineEnd(text, at);
    const content = text.slice(at, end).trim();
    if (content === '') blanks++;
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const fail = (reason: string): IniReading => ({ sections, error: { reason, line } });
    const start = text.indexOf(content, at);
    if (entry && start - at > indent) {
      entry.value += '\n'.repeat(blanks + 1) + content;
      blanks = 0;
      entry.end = start + content.length;
      entry.lines.push(at);
      continue;
    }
    indent = start - at;
    blanks = 0;
    const section = sections.at(-1);
    const name = headerName(content);
    if (name !== null) {
      if (name !== 'DEFAULT' && sections.some((other) => other.name === name))
        return fail(`section ${name} stands twice`);
      sections.push({ name, entries: [], start, end: start + content.length, line });
      entry = null;
      continue;
    }
    if (!section) return fail('a key before any section');
    entry = toEntry(content, start, at, line);
    if (!entry) return fail('neither a section nor a key');
    const { key } = entry;
    if (section.entries.some((other) => other.key === key)) return fail(`key ${key} stands twice`);
    section.entries.push(entry);
  }
  return { sections, error: null };
}

/** The name between the first `[` and the last `]`, null for a line that is no section header. */
function headerName(content: string): string | null {
  const close = content.lastIndexOf(']');
  return content.startsWith('[') && close > 1 ? content.slice(1, close) : null;
}

function toEntry(content: string, start: number, lineAt: number, line: number): IniEntry | null {
  const delimiter = content.search(/[=:]/);
  if (delimiter < 1) return null;
  const value = content.slice(delimiter + 1).trim();
  const end = start + content.length;
  const key = content.slice(0, delimiter).trim().toLowerCase();
  return { key, value, valueStart: end - value.length, lines: [lineAt], start, end, line };
}

/** The entry of a key in a section, undefined without one. */
export function iniEntry(reading: IniReading, section: string, key: string): IniEntry | undefined {
  const found = reading.sections.find(({ name }) => name === section);
  return found?.entries.find((entry) => entry.key === key.toLowerCase());
}
