import type { EnvironmentReader } from './environment-facts.ts';
import type { ClassField, ClassSummary, Expression } from './facts.ts';

/** A class and the file it stands in. */
export interface PlacedClass {
  summary: ClassSummary;
  path: string;
}

/** Finds the class that a base names, seen from a file; null outside the repository. */
export type ParentOf = (path: string, base: string) => PlacedClass | null;

/** A chain of bases longer than this is a cycle. */
const DEEPEST = 12;

/**
 * What a field of a class, or of its instance, stands for: an environment read for a pydantic settings class, its value
 * for a plain one. Null where the class has no such field, or a method of that name.
 */
export function fieldOf(owner: PlacedClass, name: string, parentOf: ParentOf): Expression | null {
  const found = inherited(
    owner,
    parentOf,
    ({ fields, methods, attributes = {} }): ClassField | Expression | 'hidden' | null => {
      if (Object.hasOwn(attributes, name)) return attributes[name] ?? null;
      if (methods.includes(name)) return 'hidden';
      return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
    },
  );
  if (!found || found === 'hidden') return null;
  if ('kind' in found) return found;
  if (!readsEnvironment(owner, parentOf)) return found.fallback;
  // The configuration of the class itself counts for the fields it inherits too.
  const prefix = inherited(owner, parentOf, ({ envPrefix }) => envPrefix || null) ?? '';
  return {
    span: found.span,
    kind: 'env',
    name: found.alias ?? `${prefix}${name}`.toUpperCase(),
    fallback: found.fallback,
    required: found.fallback === null,
  };
}

/** A part of a group of settings: `settings.server.port`. Null where the field is no such group. */
export function partOf(
  owner: PlacedClass,
  group: string,
  name: string,
  parentOf: ParentOf,
): Expression | null {
  const field = inherited(owner, parentOf, ({ fields }) =>
    Object.hasOwn(fields, group) ? (fields[group] ?? null) : null,
  );
  const holder = field?.type && /^[\w.]+$/.test(field.type) ? parentOf(owner.path, field.type) : null;
  if (!field || !holder || !readsEnvironment(owner, parentOf)) return null;
  // A group that reads the environment by itself goes by its own names.
  if (readsEnvironment(holder, parentOf)) return fieldOf(holder, name, parentOf);
  const delimiter = inherited(owner, parentOf, ({ nestedDelimiter }) => nestedDelimiter || null);
  const own = inherited(holder, parentOf, ({ fields }) =>
    Object.hasOwn(fields, name) ? (fields[name] ?? null) : null,
  );
  if (!delimiter || !own) return null;
  const prefix = inherited(owner, parentOf, ({ envPrefix }) => envPrefix || null) ?? '';
  const { fallback: whole } = field;
  const isPlain =
    whole?.kind === 'call' && whole.arguments.length === 0 && !Object.hasOwn(whole.keywords, '**');
  const given = isPlain ? (whole.keywords[name] ?? own.fallback) : null;
  const hidden = { span: own.span, kind: 'unknown' } as const;
  return {
    span: own.span,
    kind: 'env',
    name: `${field.alias ?? `${prefix}${group}`}${delimiter}${name}`.toUpperCase(),
    fallback: whole === null ? own.fallback : isPlain ? given : hidden,
    required: whole === null && own.fallback === null,
  };
}

/** The method of a class that reads the variable it is asked for. */
export function methodReader(owner: PlacedClass, name: string, parentOf: ParentOf): EnvironmentReader | null {
  const found = inherited(owner, parentOf, ({ readers = {}, methods }) =>
    Object.hasOwn(readers, name) ? (readers[name] ?? null) : methods.includes(name) ? 'hidden' : null,
  );
  return found === 'hidden' ? null : found;
}

/** Whether a class reads its fields from the environment: pydantic's BaseSettings is among its bases. */
export function readsEnvironment(owner: PlacedClass, parentOf: ParentOf): boolean {
  const isSettings = ({ bases }: ClassSummary) =>
    bases.some((base) => /(^|\.)BaseSettings$/.test(base)) ? true : null;
  return inherited(owner, parentOf, isSettings) === true;
}

/** The first answer that is not null of a class and then its bases, in the order in which Python looks. */
function inherited<T>(
  { summary, path }: PlacedClass,
  parentOf: ParentOf,
  ask: (summary: ClassSummary) => T | null,
  depth = 0,
  // Bases that many classes share are asked once: by each way that leads to them, there would be no end.
  seen: Set<ClassSummary> = new Set(),
): T | null {
  if (depth > DEEPEST || seen.has(summary)) return null;
  seen.add(summary);
  const answer = ask(summary);
  if (answer !== null) return answer;
  for (const base of new Set(summary.bases)) {
    const parent = parentOf(path, base);
    const found = parent && inherited(parent, parentOf, ask, depth + 1, seen);
    if (found !== null) return found;
  }
  return null;
}
