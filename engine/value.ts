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
