import { applyEdits, type Edit, lineEnding } from '../edit.ts';
import { type LineBreak, minimalEdit, rewrapped } from '../rewrite.ts';
import { readYaml, scalarAt, YamlError, type YamlPath, type YamlScalar } from './read.ts';

/**
 * Gives the scalar at a path another text. It keeps its quotes or its block where the new text can be written so, and
 * only the differing middle is replaced.
 *
 * @throws YamlError when there is no scalar at the path, or it comes from a merged map.
 */
export function setScalar(text: string, path: YamlPath, value: string): Edit[] {
  return setScalars(text, [{ path, value }]);
}

/** As `setScalar`, in several places: the text is parsed twice where all can be written in their own notation. */
export function setScalars(text: string, changes: readonly { path: YamlPath; value: string }[]): Edit[] {
  const file = readYaml(text);
  const choices = changes.map(({ path, value }) => {
    const scalar = file.scalarAt(path);
    if (!scalar) throw new YamlError(`there is no scalar at ${path.join('.')}`);
    if (scalar.start < 0) throw new YamlError(`${path.join('.')} comes from a merged map`);
    return { path, value, edits: [...candidates(text, scalar, value)] };
  });
  const firsts = choices.flatMap(({ edits }) => edits[0] ?? []);
  const after = readYaml(applyEdits(text, firsts));
  if (changes.every(({ path, value }) => after.scalarAt(path)?.value === value)) return firsts;
  // What a plain or block scalar may hold depends on where it stands, so each candidate is read back by itself.
  return choices.flatMap(({ path, value, edits }) => {
    const held = edits.find((edit) => scalarAt(applyEdits(text, edit), path)?.value === value);
    if (!held) throw new YamlError(`${path.join('.')} cannot be written in place`);
    return held;
  });
}

function* candidates(text: string, scalar: YamlScalar, value: string): Generator<Edit[]> {
  const { start, end, style } = scalar;
  const raw = text.slice(start, end);
  if (typeof scalar.value === 'string' && style !== 'alias') {
    const wrapped = inStyle(raw, start, scalar.value, value, style);
    if (wrapped) yield wrapped;
  }
  if (style === 'plain' || style === 'alias') yield minimalEdit(start, raw, value);
  if (style !== 'double') yield minimalEdit(start, raw, `'${value.replaceAll("'", "''")}'`);
  yield minimalEdit(start, raw, JSON.stringify(value));
}

function inStyle(
  raw: string,
  start: number,
  before: string,
  after: string,
  style: YamlScalar['style'],
): Edit[] | null {
  if (style === 'single' || style === 'double') return null;
  if (style === 'plain') return rewrapped(start, raw, before, after, softBreak);
  const header = raw.indexOf('\n') + 1;
  const indent = /^ */.exec(raw.slice(header))?.[0] ?? '';
  const body = raw.slice(header + indent.length);
  // A block ends with line ends of its own, which are not part of the notation's range.
  const tail = before.slice(before.trimEnd().length);
  if (!after.endsWith(tail)) return null;
  const shorter = (value: string) => value.slice(0, value.length - tail.length);
  const breakAt = style === 'folded' ? softBreak : hardBreak(indent);
  const edits = rewrapped(start + header + indent.length, body, shorter(before), shorter(after), breakAt);
  return (
    edits?.map((edit) => ({ ...edit, text: edit.text.replaceAll('\n', `${lineEnding(raw)}${indent}`) })) ??
    null
  );
}

/** A line break that is folded to a space. */
function softBreak(raw: string, offset: number): LineBreak | null {
  const match = /[ \t]*\r?\n[ \t]*/y;
  match.lastIndex = offset;
  const found = match.exec(raw);
  return found ? { length: found[0].length, decoded: ' ' } : null;
}

/** A line break that is kept, with the indentation of the next line. */
function hardBreak(indent: string): (raw: string, offset: number) => LineBreak | null {
  return (raw, offset) => {
    const newline = raw.startsWith('\r\n', offset) ? 2 : raw[offset] === '\n' ? 1 : 0;
    if (newline === 0) return null;
    const length = newline + (raw.startsWith(indent, offset + newline) ? indent.length : 0);
    return { length, decoded: '\n' };
  };
}

/**
 * Adds an item to the end of a sequence, in the sequence's own notation and indentation. An empty `[]` becomes a block.
 *
 * @param item the item in YAML, its further lines indented as if the first one began the line.
 * @throws YamlError when there is no sequence at the path, or the item does not fit into it.
 */
export function appendToSequence(text: string, path: YamlPath, item: string): Edit[] {
  const file = readYaml(text);
  const place = file.sequenceAt(path);
  if (!place) throw new YamlError(`there is no sequence at ${path.join('.')}`);
  const edit = place.flow && place.length > 0 ? flowItem(place.lastEnd, item) : blockItem(text, place, item);
  const after = readYaml(applyEdits(text, [edit]));
  if (after.sequenceAt(path)?.length !== place.length + 1) {
    throw new YamlError(`the item does not fit into the sequence at ${path.join('.')}`);
  }
  return [edit];
}

function flowItem(lastEnd: number, item: string): Edit {
  return { start: lastEnd, end: lastEnd, text: `, ${item}` };
}

function blockItem(
  text: string,
  place: { start: number; end: number; lastEnd: number; length: number },
  item: string,
): Edit {
  const eol = lineEnding(text);
  const lineStart = text.lastIndexOf('\n', place.start - 1) + 1;
  const before = text.slice(lineStart, place.start);
  const empty = place.length === 0;
  // Items of an empty sequence are indented under their key.
  const indent = empty
    ? `${/^[ -]*/.exec(before)?.[0].replaceAll('-', ' ') ?? ''}  `
    : ' '.repeat(before.length);
  const lines = item.split('\n').join(`${eol}${indent}  `);
  if (empty) return { start: trimBack(text, place.start), end: place.end, text: `${eol}${indent}- ${lines}` };
  const newline = text.indexOf('\n', trimBack(text, place.lastEnd));
  const end = newline < 0 ? text.length : newline - (text[newline - 1] === '\r' ? 1 : 0);
  return { start: end, end, text: `${eol}${indent}- ${lines}` };
}

function trimBack(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length;
}
