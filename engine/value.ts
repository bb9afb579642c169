import type { Span } from './facts.ts';

/**
 * A resolved expression. `span` is where it is used, `declared` where the value itself stands (the same place when it is
 * written at its use). What could not be followed is `unknown`, and unknown is never called a blocker.
 */
export type Value = { span: Span; declared: Span } & (
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'environment'; name: string; fallback: Value | null; required: boolean }
  | { kind: 'unknown' }
);

/** What `int()`, `Number()`, `str()` make of a literal; the literal itself where it is no number. */
export function convert(
  value: string | number | boolean | null,
  to: 'number' | 'string' | 'boolean',
): string | number | boolean | null {
  if (to === 'string') return String(value);
  if (to === 'boolean') return Boolean(value);
  const number = Number(value);
  return value === null || Number.isNaN(number) ? value : number;
}

/** Parts joined to one text, or added where `plus` joins numbers. `unknown` is what stands for the whole when a part is not known. */
export function concat(parts: Value[], unknown: Value, plus: boolean): Value {
  const read = parts.find((part) => part.kind === 'environment');
  if (parts.length === 1 && parts[0]) return { ...parts[0], span: unknown.span };
  if (read?.kind === 'environment') return { ...read, span: unknown.span, fallback: unknown };
  const numbers = parts.map((part) => (part.kind === 'literal' ? part.value : null));
  if (plus && numbers.every((value) => typeof value === 'number'))
    return { ...unknown, kind: 'literal', value: numbers.reduce((sum, value) => sum + value, 0) };
  let text = '';
  for (const part of parts) {
    if (part.kind !== 'literal') return unknown;
    text += String(part.value);
  }
  return { span: unknown.span, declared: parts[0]?.declared ?? unknown.span, kind: 'literal', value: text };
}
