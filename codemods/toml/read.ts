import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import type { TextSpan } from '../lines.ts';

/** What a TOML file says, or why it says nothing. `line` counts from 1. */
export type TomlReading =
  | { values: Record<string, unknown>; error: null }
  | { values: null; error: { reason: string; line: number } };

/** A TOML text cannot be edited as asked. The message is one line. */
export class TomlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TomlError';
  }
}

/** Reads the values of a TOML file. A file that does not parse gives the reason instead. */
export function readToml(text: string): TomlReading {
  try {
    return { values: { ...getStaticTOMLValue(parseTOML(text)) }, error: null };
  } catch (error) {
    // The parser descends into values: one nested thousands deep is nothing a person wrote.
    if (error instanceof RangeError) return { values: null, error: { reason: 'nested too deeply', line: 1 } };
    if (!(error instanceof ParseError)) throw error;
    return { values: null, error: { reason: error.message, line: error.lineNumber } };
  }
}

/** A key of a TOML file: its path from the top, where it stands, and the strings of its array without their quotes. */
export interface TomlPlace {
  path: string[];
  key: TextSpan;
  items: (TextSpan & { value: string })[];
}

/** Where the keys of a TOML file stand, in the order of the file; none where it does not parse. */
export function tomlPlaces(text: string): TomlPlace[] {
  if (readToml(text).error) return [];
  return entriesOf(parseTOML(text)).map(({ path, node }) => ({
    path,
    key: { start: node.key.range[0], end: node.key.range[1] },
    items: (node.value.type === 'TOMLArray' ? node.value.elements : []).flatMap((item) =>
      item.type === 'TOMLValue' && item.kind === 'string'
        ? [{ value: item.value, start: item.range[0] + 1, end: item.range[1] - 1 }]
        : [],
    ),
  }));
}

/** A `key = value` with the whole path of its key from the top of the file. */
export interface Entry {
  path: string[];
  node: AST.TOMLKeyValue;
}

/** All entries of a file, those of inline tables included, arrays of tables left out. */
export function entriesOf(program: AST.TOMLProgram): Entry[] {
  return program.body[0].body.flatMap((node) => {
    if (node.type === 'TOMLKeyValue') return entriesBelow([], node);
    if (node.kind === 'array') return [];
    return node.body.flatMap((entry) => entriesBelow(keyNames(node.key), entry));
  });
}

function entriesBelow(prefix: string[], node: AST.TOMLKeyValue): Entry[] {
  const path = [...prefix, ...keyNames(node.key)];
  const inner = node.value.type === 'TOMLInlineTable' ? node.value.body : [];
  return [{ path, node }, ...inner.flatMap((entry) => entriesBelow(path, entry))];
}

/** The parts of a dotted key. */
export function keyNames(key: AST.TOMLKey): string[] {
  return key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
}

/** True where two paths are the same. */
export function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
