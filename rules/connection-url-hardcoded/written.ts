import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import type { Expression, Model, Span } from '@unblock/engine';
import { boundValue } from '@unblock/engine/python/names';

/** A text of the code that an expression stands for, and where the code for it is written. */
export interface Written {
  text: string;
  span: Span;
  /** Code that stands for the text, where what stands there is another one. */
  code?: string;
  /** The variable for which it stands in. */
  fallbackOf?: string;
}

/** Names of names are followed this far. */
const DEEPEST = 8;

/** The text that an expression stands for, or falls back on; null where it is none. */
export function writtenText(model: Model, expression: Expression): Written | null {
  const whole = model.resolve(expression);
  const isRead = whole.kind === 'environment';
  const value = isRead ? whole.fallback : whole;
  if (value?.kind !== 'literal' || typeof value.value !== 'string') return null;
  const given = isRead ? { fallbackOf: whole.name } : {};
  const { declared } = value;
  const source = model.read(declared.path);
  if (source === null || declared.end <= declared.start) return null;
  const node = nodeAt(parsePython(source), declared);
  const parent = String(node.parent()?.kind());
  const isWhole =
    node.kind() === 'string' && !/^(concatenated_string|binary_operator|interpolation)$/.test(parent);
  if (isWhole && node.text().length < value.value.length + 8)
    return { text: value.value, span: declared, ...given };
  const composed = isRead ? null : composedAt(model, expression, 0);
  return composed ? { text: value.value, span: composed } : null;
}

/** The place of a text that is put together from parts. */
function composedAt(model: Model, expression: Expression, depth: number): Span | null {
  if (expression.kind === 'concat') return expression.span;
  const next = depth < DEEPEST ? boundValue(model, expression) : null;
  return next ? composedAt(model, next, depth + 1) : null;
}
