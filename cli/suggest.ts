import { closest, distance } from 'fastest-levenshtein';
import { UsageError } from './errors.ts';

/** The known word that was probably meant, null when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const typed = word.toLowerCase();
  const begun = typed.length >= 3 ? known.find((one) => one.startsWith(typed)) : undefined;
  if (begun !== undefined) return begun;
  const best = closest(typed, known);
  const isNear = distance(typed, best) <= Math.max(1, Math.floor(best.length / 3));
  return isNear || letters(typed) === letters(best) ? best : null;
}

/**
 * The value when it is one of the known ones. `what` names it for people: `platform`.
 * @throws {UsageError} with a suggestion, or with all known values when nothing is near
 */
export function oneOf<T extends string>(what: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const near = nearest(value, known);
  const hint = near === null ? `known: ${known.join(', ')}` : `did you mean "${near}"?`;
  throw new UsageError(`unknown ${what} "${value}"; ${hint}`);
}

/** Two letters in the wrong order are two changes, and one slip of the fingers. */
function letters(word: string): string {
  return Array.from(word).sort().join('');
}
