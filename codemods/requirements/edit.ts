import { type Edit, lineEnding } from '../edit.ts';
import { lineEnd, nextLine } from '../lines.ts';
import { normalizeName, parseRequirements, type Requirement } from './parse.ts';

/**
 * Adds a requirement on a line of its own: below `near` where the file has it, else in its place where the file is one
 * sorted block, else at the end. Changes nothing where the file names the package already, whatever its version.
 *
 * @param requirement a line as pip reads it, `gunicorn==23.0.0`.
 * @param near name of the package it belongs to, in any spelling.
 * @throws Error where `requirement` is not a named requirement.
 */
export function addRequirement(text: string, requirement: string, near?: string): Edit[] {
  const [added] = parseRequirements(requirement);
  if (!added) throw new Error(`not a requirement: ${requirement}`);
  const present = parseRequirements(text);
  if (present.some(({ name }) => name === added.name)) return [];
  const eol = lineEnding(text);

  const related = near === undefined ? undefined : present.find(({ name }) => name === normalizeName(near));
  if (related) return [below(text, related, requirement, eol)];
  const [first] = present;
  if (first && isSortedBlock(text, present)) {
    const previous = present.findLast(({ name }) => name < added.name);
    if (previous) return [below(text, previous, requirement, eol)];
    return [{ start: first.start, end: first.start, text: requirement + eol }];
  }
  const end = text.trimEnd().length;
  if (end === 0) return [{ start: text.length, end: text.length, text: requirement + eol }];
  return [{ start: end, end, text: eol + requirement }];
}

/**
 * Takes an extra from a package and adds the requirements that stand for it below, those the file lacks.
 * Changes nothing where no requirement of that name has the extra.
 */
export function splitExtra(
  text: string,
  name: string,
  extra: string,
  replacement: readonly string[],
): Edit[] {
  const present = parseRequirements(text);
  const wanted = normalizeName(extra);
  const hit = (other: string) => normalizeName(other) === wanted;
  const found = present.filter((r) => r.name === normalizeName(name) && r.extras.some(hit));
  const last = found.at(-1);
  if (!last) return [];
  const removals = found.map((requirement) => {
    const start = text.indexOf('[', requirement.start);
    const rest = requirement.extras.filter((other) => !hit(other));
    const kept = rest.length > 0 ? `[${rest.join(',')}]` : '';
    return { start, end: text.indexOf(']', start) + 1, text: kept };
  });
  const missing = replacement.filter((line) => {
    const [added] = parseRequirements(line);
    return !present.some((requirement) => requirement.name === added?.name);
  });
  if (missing.length === 0) return removals;
  const eol = lineEnding(text);
  return [...removals, below(text, last, missing.join(eol), eol)];
}

function below(text: string, requirement: Requirement, lines: string, eol: string): Edit {
  const end = lineEnd(text, requirement.end);
  return { start: end, end, text: eol + lines };
}

/** True where all requirements stand line below line, in alphabetical order. */
function isSortedBlock(text: string, present: readonly Requirement[]): boolean {
  return present.every((requirement, index) => {
    const previous = present[index - 1];
    if (!previous) return true;
    return previous.name < requirement.name && nextLine(text, previous.end) === requirement.start;
  });
}
