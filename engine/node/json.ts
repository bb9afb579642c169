import { parseJson } from '@unblock/codemods/json/read';
import type { Expression, ModuleSummary } from '../facts.ts';
import { LONGEST_LIST } from './expression.ts';

/** Larger files are data, and no settings. */
const LARGEST = 50_000;
/** Settings are nested less deeply. */
const DEEPEST = 12;

type Node = ReturnType<typeof parseJson>;

/** What a JSON file exports to the modules that import it: its object, and the object's properties by name. */
export function summarizeJson(path: string, text: string): ModuleSummary | null {
  const root = text.length > LARGEST ? null : rootOf(text);
  if (!root) return null;
  const whole = expressionOf(path, root, 0);
  const summary: ModuleSummary = {
    bindings: { '*default': whole },
    imports: [],
    innerImports: [],
    classes: {},
    returns: {},
    exports: { default: '*default' },
  };
  if (whole.kind !== 'object') return summary;
  for (const [name, value] of Object.entries(whole.properties)) {
    summary.bindings[`*${name}`] = value;
    summary.exports[name] ??= `*${name}`;
  }
  return summary;
}

function rootOf(text: string): Node | null {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function expressionOf(path: string, node: Node, depth: number): Expression {
  const span = { path, start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return { span, kind: 'literal', value: node.value };
    case 'object': {
      if (depth > DEEPEST) return { span, kind: 'unknown' };
      const pairs = (node.children ?? []).flatMap((property): [string, Expression][] => {
        const [key, value] = property.children ?? [];
        return key && value ? [[String(key.value), expressionOf(path, value, depth + 1)]] : [];
      });
      return { span, kind: 'object', properties: Object.fromEntries(pairs) };
    }
    case 'array': {
      const items = node.children ?? [];
      if (depth > DEEPEST || items.length > LONGEST_LIST) return { span, kind: 'unknown' };
      return { span, kind: 'list', items: items.map((item) => expressionOf(path, item, depth + 1)) };
    }
    default:
      return { span, kind: 'unknown' };
  }
}
