import type { PlacedClass } from '../classes.ts';
import type { Node } from './tree.ts';

/** What an expression comes to in one world. */
export type Outcome =
  | { kind: 'text'; text: string }
  | { kind: 'truth'; is: boolean }
  | { kind: 'none' }
  | { kind: 'class'; owner: PlacedClass }
  | { kind: 'module'; path: string }
  | { kind: 'dictionary'; node: Node; frame: Frame }
  /** It fails there: an entry that a dictionary does not have. */
  | { kind: 'missing' }
  | { kind: 'unknown' };

/** The names of a function, or of a module, while it runs. */
export interface Frame {
  path: string;
  names: Map<string, Outcome>;
}

export const UNKNOWN: Outcome = { kind: 'unknown' };
export const NONE: Outcome = { kind: 'none' };

/** Whether a condition holds that comes to a value; null where that is not known. */
export function truthOf(value: Outcome): boolean | null {
  switch (value.kind) {
    case 'text':
      return value.text !== '';
    case 'truth':
      return value.is;
    case 'none':
      return false;
    case 'class':
    case 'module':
      return true;
    default:
      return null;
  }
}

/** What a method of a text makes of it. */
export function changed(text: string, method: string): string {
  if (method === 'lower') return text.toLowerCase();
  if (method === 'upper') return text.toUpperCase();
  if (method === 'strip') return text.trim();
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

/** Whether two values are equal; null where that is not known. */
export function isSame(a: Outcome, b: Outcome): boolean | null {
  if (a.kind === 'unknown' || b.kind === 'unknown') return null;
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  if (a.kind === 'truth' && b.kind === 'truth') return a.is === b.is;
  if (a.kind === b.kind) return a.kind === 'none' ? true : null;
  return false;
}
