import { type AST, parseTOML } from 'toml-eslint-parser';
import { type Edit, lineEnding } from '../edit.ts';
import { indentAt, lineEnd } from '../lines.ts';
import { entriesOf, keyNames, samePath, TomlError } from './read.ts';

/**
 * Sets a key of a table: replaces the value it has, else adds the key at the end of the table, else adds the table at
 * the end of the file. Knows `[a.b]` tables and inline tables.
 *
 * @param tablePath keys from the top of the file: `['tool', 'poetry', 'dependencies']`, `[]` for the top.
 * @param valueText the value as TOML: `"^23.0"`, quotes included.
 * @throws TomlError where dotted keys define the table in pieces. ParseError where the text is not TOML.
 */
export function setKey(text: string, tablePath: readonly string[], key: string, valueText: string): Edit[] {
  const program = parseTOML(text);
  const entries = entriesOf(program);
  const existing = entries.find(({ path }) => samePath(path, [...tablePath, key]));
  if (existing) {
    const [start, end] = existing.node.value.range;
    return text.slice(start, end) === valueText ? [] : [{ start, end, text: valueText }];
  }
  const eol = lineEnding(text);
  const line = `${bareOrQuoted(key)} = ${valueText}`;
  const inline = entries.find(({ path }) => samePath(path, tablePath))?.node.value;
  if (inline) return [addInline(inline, tablePath, line)];

  const top = program.body[0].body;
  if (tablePath.length === 0) {
    const last = top.findLast((node) => node.type === 'TOMLKeyValue');
    return [last ? addLine(text, last, line, eol) : { start: 0, end: 0, text: line + eol }];
  }
  const table = top.find(
    (node) => node.type === 'TOMLTable' && node.kind === 'standard' && isAt(node, tablePath),
  );
  if (table?.type === 'TOMLTable') return [addLine(text, table.body.at(-1) ?? table, line, eol)];
  if (entries.some(({ path, node }) => isInside(path, tablePath) && keyNames(node.key).length > 1)) {
    throw new TomlError(`${tablePath.join('.')} is written with dotted keys`);
  }
  const end = text.trimEnd().length;
  const header = `[${tablePath.map(bareOrQuoted).join('.')}]`;
  const gap = end === 0 ? '' : eol + eol;
  return [{ start: end, end, text: `${gap}${header}${eol}${line}${end === text.length ? eol : ''}` }];
}

function addLine(text: string, after: AST.TOMLKeyValue | AST.TOMLTable, line: string, eol: string): Edit {
  const end = lineEnd(text, after.range[1]);
  return { start: end, end, text: eol + indentAt(text, after.range[0]) + line };
}

function addInline(table: AST.TOMLContentNode, path: readonly string[], line: string): Edit {
  if (table.type !== 'TOMLInlineTable') throw new TomlError(`${path.join('.')} is not a table`);
  const last = table.body.at(-1);
  if (last) return { start: last.range[1], end: last.range[1], text: `, ${line}` };
  return { start: table.range[0], end: table.range[1], text: `{ ${line} }` };
}

function isAt(table: AST.TOMLTable, path: readonly string[]): boolean {
  return samePath(keyNames(table.key), path);
}

function isInside(path: readonly string[], table: readonly string[]): boolean {
  return path.length > table.length && samePath(path.slice(0, table.length), table);
}

function bareOrQuoted(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}
