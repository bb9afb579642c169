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

/** What can be misspelt, and how French says that it is unknown. */
const UNKNOWN = {
  command: 'commande inconnue',
  platform: 'plateforme inconnue',
  rule: 'règle inconnue',
  language: 'langue inconnue',
  format: 'format inconnu',
  severity: 'gravité inconnue',
  safety: 'sûreté inconnue',
};

/**
 * The value when it is one of the known ones. `what` names it for people.
 * @throws {UsageError} with a suggestion, or with all known values when nothing is near
 */
export function oneOf<T extends string>(what: keyof typeof UNKNOWN, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const near = nearest(value, known);
  const list = known.join(', ');
  throw new UsageError(
    `unknown ${what} "${value}"; ${near === null ? `known: ${list}` : `did you mean "${near}"?`}`,
    `${UNKNOWN[what]} "${value}"\u00a0; ${near === null ? `${UNKNOWN[what].endsWith('e') ? 'connues' : 'connus'}\u00a0: ${list}` : `vouliez-vous dire "${near}"\u00a0?`}`,
  );
}

/** Two letters in the wrong order are two changes, and one slip of the fingers. */
function letters(word: string): string {
  return Array.from(word).sort().join('');
}
