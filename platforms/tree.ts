import { readYaml } from '@unblock/codemods/yaml/index';
import { type Node as JsonNode, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type AST, getStaticTOMLValue, parseTOML, ParseError as TomlParseError } from 'toml-eslint-parser';
import { ManifestError } from './deployable.ts';

export type TreePath = readonly (string | number)[];

/** A scalar of a manifest and the range of its whole notation; -1 where it has no place of its own. */
export interface Place {
  value: unknown;
  start: number;
  end: number;
}

/** A manifest as data, in which each scalar can be found. */
export interface Tree {
  value: unknown;
  /** The scalar at a path, null when there is none. */
  at(path: TreePath): Place | null;
}

/** @throws ManifestError with the line of a mistake. */
export function yamlTree(text: string): Tree {
  const file = readYaml(text);
  if (file.problem) throw new ManifestError(`line ${file.problem.line}: ${file.problem.reason}`);
  return { value: file.value, at: (path) => file.scalarAt(path) };
}

/** @throws ManifestError with the line of a mistake. */
export function jsonTree(text: string): Tree {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error)
    throw new ManifestError(`line ${lineAt(text, error.offset)}: ${words(printParseErrorCode(error.error))}`);
  return {
    value: root ? dataOf(root) : null,
    at(path) {
      let node = root;
      for (const step of path) node = node && jsonChild(node, step);
      if (!node || node.children) return null;
      return { value: node.value, start: node.offset, end: node.offset + node.length };
    },
  };
}

function jsonChild(node: JsonNode, step: string | number): JsonNode | undefined {
  if (node.type === 'array') return typeof step === 'number' ? node.children?.[step] : undefined;
  // Of two equal keys the last one counts, as in JSON.parse.
  return node.children?.findLast((property) => property.children?.[0]?.value === step)?.children?.[1];
}

function dataOf(node: JsonNode): unknown {
  const children = node.children ?? [];
  if (node.type === 'array') return children.map(dataOf);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    children.map(({ children: [key, value] = [] }) => [String(key?.value), value ? dataOf(value) : null]),
  );
}

/** @throws ManifestError with the line of a mistake. */
export function tomlTree(text: string): Tree {
  const program = parse(text);
  const places = new Map<string, Place>();
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') collect(node, [], places);
    else for (const entry of node.body) collect(entry, node.resolvedKey, places);
  }
  return { value: getStaticTOMLValue(program), at: (path) => places.get(JSON.stringify(path)) ?? null };
}

function parse(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch (error) {
    if (error instanceof TomlParseError)
      throw new ManifestError(`line ${error.lineNumber}: ${error.message}`);
    throw error;
  }
}

function collect(entry: AST.TOMLKeyValue, parent: TreePath, places: Map<string, Place>): void {
  const keys = entry.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  collectValue(entry.value, [...parent, ...keys], places);
}

function collectValue(node: AST.TOMLContentNode, path: TreePath, places: Map<string, Place>): void {
  if (node.type === 'TOMLInlineTable') {
    for (const entry of node.body) collect(entry, path, places);
  } else if (node.type === 'TOMLArray') {
    for (const [index, element] of node.elements.entries()) collectValue(element, [...path, index], places);
  } else {
    const [start, end] = node.range;
    places.set(JSON.stringify(path), { value: node.value, start, end });
  }
}

/** The line an offset is on, counted from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function words(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}
