import type { TextSpan } from '../lines.ts';

/** One requirement of a requirements file. Its span runs from its name to its last character before a comment. */
export interface Requirement extends TextSpan {
  /** Normalised as PEP 503 has it: lower case, runs of `-`, `_` and `.` as one `-`. */
  name: string;
  /** The name as it is written. */
  written: string;
  extras: string[];
  /** Version specifier as it is written, without brackets: `==1.0`, `>=1,<2`, '' without one. */
  specifier: string;
  /** `name @ url`, or an address that names its package by `#egg=`. */
  url: string | null;
  /** Environment marker after the `;`, '' without one. */
  marker: string;
  /** True where the requirement has a `--hash` of its own. */
  hashed: boolean;
  /** Number of its first line, from 1. */
  line: number;
  /** The comment on its last line, with its `#`, '' without one. */
  comment: string;
}

/** A line that is an option of pip's, under its short name where it has one: `-r`, `-c`, `-e`, `--index-url`. */
export interface RequirementOption extends TextSpan {
  option: string;
  value: string;
  line: number;
}

/** A logical line: pip joins lines that end with a backslash. Offsets in `content` count from `start`. */
export interface LogicalLine extends TextSpan {
  content: string;
  comment: string;
  line: number;
}

/** A name as PEP 503 compares it. https://peps.python.org/pep-0503/#normalized-names */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/**
 * The named requirements of a requirements file, in order. Paths and addresses without a name are left out.
 * pip-requirements-js was looked at: it gives up a whole file on `-e`, `--hash`, `--index-url` or CRLF.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function parseRequirements(text: string): Requirement[] {
  return logicalLines(text).flatMap((line) => toRequirement(line) ?? []);
}

/** The option lines of a requirements file, in order. */
export function parseRequirementOptions(text: string): RequirementOption[] {
  return logicalLines(text).flatMap((line) => toOption(line) ?? []);
}

/** True where the file pins by hash: pip then refuses any requirement without one. */
export function isHashed(text: string): boolean {
  const required = parseRequirementOptions(text).some(({ option }) => option === '--require-hashes');
  return required || parseRequirements(text).some(({ hashed }) => hashed);
}

/** pip reads lines as Python splits them, where a carriage return alone ends one, too. */
const LINE_END = /\r\n?|\n/g;

/** The lines of a file that hold something besides a comment. */
export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  for (let at = 0, number = 1; at < text.length; ) {
    const first = at;
    const line = number;
    let joined = '';
    for (let open = true; open && at < text.length; number++) {
      LINE_END.lastIndex = at;
      const found = LINE_END.exec(text);
      const physical = text.slice(at, found?.index);
      const after = found ? LINE_END.lastIndex : text.length;
      open = physical.endsWith('\\') && !physical.trimStart().startsWith('#');
      // The same length as in the text, so that offsets hold.
      joined += (open ? `${physical.slice(0, -1)} ` : physical).padEnd(after - at);
      at = after;
    }
    const mark = /(?:^|\s)#.*$/.exec(joined);
    const content = (mark ? joined.slice(0, mark.index) : joined).trimEnd();
    if (content.trim() === '') continue;
    const start = first + content.length - content.trimStart().length;
    const comment = mark ? mark[0].trim() : '';
    lines.push({ start, end: first + content.length, content: content.trim(), comment, line });
  }
  return lines;
}

const named = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?=$|[@;(=<>!~]|--)/;
const egg = /[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[([^\]]*)\])?/;

function toRequirement({ start, end, content, comment, line }: LogicalLine): Requirement | null {
  const [body, options] = splitOptions(content);
  const match = named.exec(body) ?? egg.exec(body);
  if (!match?.[1]) return null;
  const byName = match.index === 0;
  const rest = byName ? body.slice(match[0].length).trim() : body;
  const isUrl = !byName || rest.startsWith('@');
  // In an address a `;` is part of it unless white space stands before.
  const separator = isUrl ? rest.search(/\s;/) : rest.indexOf(';');
  const main = (separator === -1 ? rest : rest.slice(0, separator)).trim();
  const marker = separator === -1 ? '' : rest.slice(separator).trim().slice(1).trim();
  const bracketed = main.startsWith('(') && main.endsWith(')');
  return {
    name: normalizeName(match[1]),
    written: match[1],
    extras: (match[2] ?? '').split(',').flatMap((extra) => extra.trim() || []),
    specifier: isUrl ? '' : bracketed ? main.slice(1, -1).trim() : main,
    url: isUrl ? main.slice(byName ? 1 : 0).trim() : null,
    marker,
    hashed: /(?:^|\s)--hash[=\s]/.test(options),
    start,
    end,
    line,
    comment,
  };
}

/** A requirement and the options behind it (`--hash=...`). An option line is all options, `-e` with a name aside. */
function splitOptions(content: string): [string, string] {
  const body = content.replace(/^(?:-e|--editable)[\s=]+/, '');
  if (body.startsWith('-')) return ['', body];
  const index = body.search(/\s--[a-z]/);
  return index === -1 ? [body, ''] : [body.slice(0, index), body.slice(index)];
}

const shortNames: Record<string, string> = {
  '--requirement': '-r',
  '--constraint': '-c',
  '--editable': '-e',
  '--find-links': '-f',
  '-i': '--index-url',
};

function toOption({ start, end, content, line }: LogicalLine): RequirementOption | null {
  const match = /^(--[a-z-]+|-[a-zA-Z])(?:\s*=\s*|\s*)(.*)$/s.exec(content);
  if (!match?.[1]) return null;
  return { option: shortNames[match[1]] ?? match[1], value: (match[2] ?? '').trim(), start, end, line };
}
