import type { EnvironmentNeed, Expression } from './facts.ts';

/** What a read needs that has this to fall back on. An empty text, or nothing written out, is no value. */
export function needWithout(fallback: Expression | null): EnvironmentNeed {
  if (fallback === null) return 'no-default';
  const isEmpty = fallback.kind === 'literal' && (fallback.value === null || fallback.value === '');
  return isEmpty ? 'no-default' : 'defaulted';
}

const ORDER: readonly EnvironmentNeed[] = ['required', 'no-default', 'optional', 'defaulted'];

/** What two reads of one variable need together: the stronger need. */
export function strongerNeed(one: EnvironmentNeed, other: EnvironmentNeed): EnvironmentNeed {
  return ORDER.indexOf(one) <= ORDER.indexOf(other) ? one : other;
}
