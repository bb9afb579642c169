import { type AST, parseTOML } from 'toml-eslint-parser';
import { type Edit, lineEnding } from '../edit.ts';
import { indentAt, lineEnd } from '../lines.ts';
import { quote } from './array.ts';
import { keyNames } from './read.ts';

type Lines = readonly (readonly [key: string, valueText: string])[];

/**
 * Adds a table of its own: behind the last of the tables that `below` and what is inside it hold, at the end of the
 * file where there is none.
 *
 * @param header the header with its brackets: `[deploy]`, `[[http_service.checks]]`.
 * @param below keys from the top of the file to the table that the new one belongs to.
 * @throws ParseError where the text is not TOML.
 */
export function addTable(text: string, header: string, lines: Lines, below: readonly string[] = []): Edit[] {
  const tables = tablesOf(text);
  const family = tables.filter(({ key }) => below.length > 0 && isBelow(keyNames(key), below));
  const last = family.at(-1);
  const eol = lineEnding(text);
  // Files that indent what a table holds, as flyctl writes them, indent the tables inside it as well.
  const owner = family.find(({ body }) => body.length > 0);
  const inner = family.find(({ key }) => keyNames(key).length > below.length);
  const place = inner ?? owner?.body[0];
  const indent = place ? indentAt(text, place.range[0]) : '';
  const unit = indentOfKeys(text, tables);
  const end = lineEnd(text, last ? endOf(last) : text.trimEnd().length);
  const content = [header, ...lines.map(([key, value]) => `${unit}${key} = ${value}`)];
  const block = content.map((line) => indent + line).join(eol);
  const gap = end === 0 ? '' : eol + eol;
  return [{ start: end, end, text: `${gap}${block}${end === text.length ? eol : ''}` }];
}

/**
 * Gives every table at a path a key that it lacks, `[path]` and `[[path]]` alike.
 *
 * @throws ParseError where the text is not TOML.
 */
export function addToTables(text: string, path: readonly string[], key: string, valueText: string): Edit[] {
  const eol = lineEnding(text);
  return tablesOf(text)
    .filter((table) => keyNames(table.key).join('\0') === path.join('\0'))
    .filter(({ body }) => !body.some((entry) => keyNames(entry.key)[0] === key))
    .map((table) => {
      const after = table.body.at(-1) ?? table;
      const end = lineEnd(text, after.range[1]);
      return { start: end, end, text: `${eol}${indentAt(text, after.range[0])}${key} = ${valueText}` };
    });
}

/** A string in the quotes that the file's first string has. */
export function tomlString(text: string, value: string): string {
  const entries = parseTOML(text).body[0].body.flatMap((node) =>
    node.type === 'TOMLKeyValue' ? [node] : node.body,
  );
  const first = entries.find((entry) => entry.value.type === 'TOMLValue' && entry.value.kind === 'string');
  return quote(value, first?.value);
}

function tablesOf(text: string): AST.TOMLTable[] {
  return parseTOML(text).body[0].body.filter((node) => node.type === 'TOMLTable');
}

function isBelow(path: readonly string[], parent: readonly string[]): boolean {
  return parent.every((part, index) => path[index] === part);
}

function endOf(table: AST.TOMLTable): number {
  return (table.body.at(-1) ?? table).range[1];
}

/** How far the file indents keys below the header of their table. */
function indentOfKeys(text: string, tables: readonly AST.TOMLTable[]): string {
  for (const table of tables) {
    const [first] = table.body;
    if (first) return indentAt(text, first.range[0]).slice(indentAt(text, table.range[0]).length);
  }
  return '';
}
