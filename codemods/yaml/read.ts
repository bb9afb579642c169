import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { isTooDeep, TOO_DEEP } from './depth.ts';

/** Keys and indices from the top of a document to a node. */
export type YamlPath = readonly (string | number)[];

/** Why a text is not usable YAML. */
export interface YamlProblem {
  /** Line of the mistake, counted from 1. */
  line: number;
  reason: string;
}

/** A scalar with its place. */
export interface YamlScalar {
  value: unknown;
  /** Range of the whole notation: quotes, or the header of a block, included; the line end behind a block is not. */
  start: number;
  end: number;
  /** `alias`: the place is that of an alias, or -1 when the value comes from a merged map (`<<`). */
  style: 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'alias';
}

/** A sequence with its place. */
export interface YamlSequence {
  /** Whether it is written as `[a, b]`. */
  flow: boolean;
  length: number;
  start: number;
  end: number;
  /** End of the last item; of the sequence when it is empty. */
  lastEnd: number;
}

/** A mapping with its place. */
export interface YamlMapping {
  /** Whether it is written as `{a: b}`. */
  flow: boolean;
  /** Its own keys in order, those of merged maps left out: where a key starts and where its value ends. */
  entries: { key: string; start: number; end: number }[];
  start: number;
  end: number;
}

/** A YAML document that was read. */
export interface YamlFile {
  /** The document as plain data, aliases and merge keys followed; null when there is a problem. */
  value: unknown;
  problem: YamlProblem | null;
  /** The scalar at a path; null when there is none. */
  scalarAt(path: YamlPath): YamlScalar | null;
  /** The sequence at a path; null when there is none, or an alias or merged map gives it. */
  sequenceAt(path: YamlPath): YamlSequence | null;
  /** The mapping at a path; null when there is none, or an alias or merged map gives it. */
  mappingAt(path: YamlPath): YamlMapping | null;
  /** The path of the scalar or alias that begins at an offset; null when there is none. */
  pathAt(start: number): YamlPath | null;
  /** Line of the deepest existing node on a path, counted from 1. */
  lineOf(path: YamlPath): number;
}

/** A YAML text cannot be edited as asked. The message is one line. */
export class YamlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'YamlError';
  }
}

/** Reads a YAML document. Never throws: a mistake is told in `problem`. */
export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const isDeep = isTooDeep(text);
  const document = parseDocument(isDeep ? '' : text, {
    merge: true,
    logLevel: 'error',
    lineCounter: lines,
    prettyErrors: false,
  });
  const { value, problem } = isDeep ? TOO_DEEP : plainData(document, lines);
  return {
    value,
    problem,
    scalarAt(path) {
      const found = problem ? null : find(document, path);
      return found && found.rest === 0 ? describe(text, document, found.node, found.merged) : null;
    },
    sequenceAt(path) {
      const found = problem ? null : find(document, path);
      if (!found || found.rest > 0 || found.merged || !isSeq(found.node)) return null;
      const { items, flow, range } = found.node;
      const [start, end] = range ?? [0, 0];
      const last = items.at(-1);
      const lastEnd = isNode(last) ? (last.range?.[1] ?? end) : end;
      return { flow: flow === true, length: items.length, start, end, lastEnd };
    },
    mappingAt(path) {
      const found = problem ? null : find(document, path);
      if (!found || found.rest > 0 || found.merged || !isMap(found.node)) return null;
      const { items, flow, range } = found.node;
      const [start, end] = range ?? [0, 0];
      const entries = items.flatMap(({ key, value }) => {
        if (!isScalar(key)) return [];
        const [from, behind] = key.range ?? [0, 0];
        return [
          { key: String(key.value), start: from, end: isNode(value) ? (value.range?.[1] ?? behind) : behind },
        ];
      });
      return { flow: flow === true, entries, start, end };
    },
    pathAt(start) {
      let found: YamlPath | null = null;
      visit(document, {
        Node(key, node, ancestors) {
          if (key === 'key' || isCollection(node) || node.range?.[0] !== start) return undefined;
          found = pathOf(ancestors, key);
          return visit.BREAK;
        },
      });
      return found;
    },
    lineOf(path) {
      const found = find(document, path);
      return lines.linePos(found?.start ?? 0).line || 1;
    },
  };
}

/** The scalar at a path of a text; null when there is none or the text is no YAML. */
export function scalarAt(text: string, path: YamlPath): YamlScalar | null {
  return readYaml(text).scalarAt(path);
}

function plainData(document: Document.Parsed, lines: LineCounter): Pick<YamlFile, 'value' | 'problem'> {
  const [error] = document.errors;
  if (error) {
    return { value: null, problem: { line: lines.linePos(error.pos[0]).line, reason: told(error.message) } };
  }
  try {
    return { value: document.toJS(), problem: null };
  } catch (cause) {
    // An alias without an anchor, or aliases that multiply without end, show only here.
    return {
      value: null,
      problem: { line: 1, reason: told(cause instanceof Error ? cause.message : String(cause)) },
    };
  }
}

/** What the parser says, without the text it says it of: a password may begin like an alias or a tag. */
function told(message: string): string {
  const [reason = ''] = message.split('\n');
  return reason.replace(/^([A-Z][a-z]+(?: \w+)*)(?: \([^)]*\))?: .*$/, '$1') || 'not valid YAML';
}

interface Found {
  node: Node | null;
  /** Offset of the node, or of the key in front of it. */
  start: number;
  merged: boolean;
  /** Number of path steps that lead nowhere. */
  rest: number;
}

function find(document: Document.Parsed, path: YamlPath): Found | null {
  if (!document.contents) return null;
  let found: Found = { node: document.contents, start: document.range[0], merged: false, rest: path.length };
  for (const step of path) {
    const next = child(document, found, step);
    if (!next) return found;
    found = next;
  }
  return found;
}

function child(document: Document.Parsed, parent: Found, step: string | number): Found | null {
  const aliased = isAlias(parent.node);
  const node = isAlias(parent.node) ? parent.node.resolve(document) : parent.node;
  const merged = parent.merged || aliased;
  if (isSeq(node)) {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return isNode(item) ? { node: item, start: startOf(item), merged, rest: parent.rest - 1 } : null;
  }
  if (!isMap(node)) return null;
  for (const { key, value } of node.items) {
    if (!isScalar(key) || key.value !== step) continue;
    return { node: isNode(value) ? value : null, start: startOf(key), merged, rest: parent.rest - 1 };
  }
  for (const { key, value } of node.items) {
    if (!isScalar(key) || String(key.source ?? key.value) !== '<<' || !isNode(value)) continue;
    const sources = isSeq(value) ? value.items.filter(isNode) : [value];
    for (const source of sources) {
      const inherited = child(document, { ...parent, node: source, merged: true }, step);
      if (inherited) return inherited;
    }
  }
  return null;
}

function pathOf(ancestors: readonly unknown[], key: unknown): YamlPath {
  const steps = ancestors.flatMap((node, index) => {
    const next = ancestors[index + 1];
    if (isPair(node) && isScalar(node.key)) return [node.key.value];
    return isSeq(node) && next ? [node.items.indexOf(next)] : [];
  });
  if (typeof key === 'number') steps.push(key);
  return steps.filter((step) => typeof step === 'string' || typeof step === 'number');
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function describe(
  text: string,
  document: Document.Parsed,
  node: Node | null,
  merged: boolean,
): YamlScalar | null {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (!node || !isScalar(target)) return null;
  const [start, end] = node.range ?? [-1, -1];
  if (merged) return { value: target.value, start: -1, end: -1, style: 'alias' };
  if (isAlias(node)) return { value: target.value, start, end, style: 'alias' };
  const style = STYLES[target.type ?? 'PLAIN'] ?? 'plain';
  const block = style === 'literal' || style === 'folded';
  // The range of a block ends behind its last line end, which the next entry needs.
  const length = block ? text.slice(start, end).trimEnd().length : end - start;
  return { value: target.value, start, end: start + length, style };
}

const STYLES: Readonly<Record<string, YamlScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};
