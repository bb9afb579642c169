import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** Keys and indexes that lead from the root of a document to a value. */
export type JsonPath = readonly (string | number)[];

export type JsonResult = { value: unknown } | { error: string; line: number };

/** The value of a JSON document, or why it has none and on which line (from 1). */
export function readJson(text: string, options: { comments?: boolean } = {}): JsonResult {
  const { root, error } = parse(text, options.comments ?? false);
  return root && !error
    ? { value: getNodeValue(root) }
    : { error: describe(error), line: lineOf(text, error) };
}

/**
 * What the string at a path spans, its quotes included, so that `JSON.stringify` of another may replace it;
 * undefined where the path leads to no string. Comments and trailing commas are tolerated.
 *
 * @throws SyntaxError when the document does not parse.
 */
export function jsonStringSpan(text: string, path: JsonPath): { start: number; end: number } | undefined {
  const node = nodeAt(parseJson(text), path);
  if (node?.type !== 'string') return undefined;
  return { start: node.offset, end: node.offset + node.length };
}

/** The tree of a document that may have comments and trailing commas. */
export function parseJson(text: string): Node {
  const { root, error } = parse(text, true);
  if (root && !error) return root;
  throw new SyntaxError(`JSON does not parse: ${describe(error)} on line ${lineOf(text, error)}`);
}

/** The value at a path; of a key that occurs twice the last value counts, as in `JSON.parse`. */
export function nodeAt(root: Node, path: JsonPath): Node | undefined {
  let node: Node | undefined = root;
  for (const key of path) node = node && childAt(node, key);
  return node;
}

function childAt(node: Node, key: string | number): Node | undefined {
  if (node.type === 'array') return typeof key === 'number' ? node.children?.[key] : undefined;
  if (node.type !== 'object') return undefined;
  return node.children?.findLast((property) => property.children?.[0]?.value === key)?.children?.[1];
}

function parse(text: string, comments: boolean): { root: Node | undefined; error: ParseError | undefined } {
  const errors: ParseError[] = [];
  try {
    const root = parseTree(text, errors, { allowTrailingComma: comments, disallowComments: !comments });
    return { root, error: errors[0] };
  } catch (error) {
    // The parser descends into values: one nested thousands deep is nothing a person wrote.
    if (error instanceof RangeError) return { root: undefined, error: undefined };
    throw error;
  }
}

function describe(error: ParseError | undefined): string {
  const name = error ? printParseErrorCode(error.error) : 'ValueExpected';
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
}

function lineOf(text: string, error: ParseError | undefined): number {
  return text.slice(0, error?.offset ?? 0).split('\n').length;
}
