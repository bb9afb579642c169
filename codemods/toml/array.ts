import { type AST, parseTOML } from 'toml-eslint-parser';
import { type Edit, lineEnding } from '../edit.ts';
import { indentAt, type TextSpan } from '../lines.ts';
import { appendItem, hasOwnLine, type ItemList } from '../list.ts';
import { entriesOf, samePath } from './read.ts';

/**
 * Adds a string to the end of an array, laid out and quoted as the array is. Changes nothing where the array has it.
 *
 * @param path keys from the top of the file: `['project', 'dependencies']`.
 * @throws Error where there is no array at the path. ParseError where the text is not TOML.
 */
export function addToArray(text: string, path: readonly string[], value: string): Edit[] {
  const { array, list } = arrayAt(text, path);
  if (array.elements.some((element) => stringOf(element) === value)) return [];
  return appendItem(text, list, quote(value, array.elements.at(-1)));
}

/**
 * Puts other strings in the place of one string of an array: those the array lacks. Changes nothing where it has no
 * such string.
 *
 * @throws Error where there is no array at the path. ParseError where the text is not TOML.
 */
export function replaceArrayItem(
  text: string,
  path: readonly string[],
  from: string,
  to: readonly string[],
): Edit[] {
  const { array, list } = arrayAt(text, path);
  const item = array.elements.find((element) => stringOf(element) === from);
  if (!item || samePath(to, [from])) return [];
  const others = array.elements.filter((element) => element !== item).map(stringOf);
  const missing = to.filter((value) => !others.includes(value)).map((value) => quote(value, item));
  const span = spanOf(item);
  if (missing.length === 0) throw new Error(`nothing to put in the place of ${from} in ${path.join('.')}`);
  const gap = hasOwnLine(text, list, span) ? lineEnding(text) + indentAt(text, span.start) : ' ';
  return [{ ...span, text: missing.join(`,${gap}`) }];
}

function arrayAt(text: string, path: readonly string[]): { array: AST.TOMLArray; list: ItemList } {
  const program = parseTOML(text);
  const array = entriesOf(program).find((entry) => samePath(entry.path, path))?.node.value;
  if (array?.type !== 'TOMLArray') throw new Error(`no array at ${path.join('.')}`);
  const items = array.elements.map(spanOf);
  const inside = (node: AST.Token | AST.Comment) => {
    const { start, end } = spanOf(node);
    const nested = items.some((item) => item.start <= start && end <= item.end);
    return start > array.range[0] && end < array.range[1] && !nested;
  };
  const commas = program.tokens.filter((token) => token.value === ',' && inside(token)).map(spanOf);
  const comments = program.comments.filter(inside).map(spanOf);
  return { array, list: { items, commas, comments, open: array.range[0] + 1, unit: '    ' } };
}

function stringOf(element: AST.TOMLContentNode): string | null {
  return element.type === 'TOMLValue' && element.kind === 'string' ? element.value : null;
}

/** A string in the quotes of its neighbour, in double quotes where those cannot hold it. */
export function quote(value: string, neighbour?: AST.TOMLContentNode): string {
  const literal =
    neighbour?.type === 'TOMLValue' && neighbour.kind === 'string' && neighbour.style === 'literal';
  const canBeLiteral = literal && !value.includes("'") && JSON.stringify(value).length === value.length + 2;
  return canBeLiteral ? `'${value}'` : JSON.stringify(value);
}

function spanOf(node: { range: [number, number] }): TextSpan {
  return { start: node.range[0], end: node.range[1] };
}
