import { findDependency } from '../dependencies/dependencies.ts';
import { escaped } from '../escaped.ts';
import type { ClassField, ClassSummary, EnvironmentRead, Expression } from '../facts.ts';
import type { Service } from '../model.ts';
import type { Readable } from './environment.ts';
import { targetOf } from './names.ts';

/** Classes of classes are followed this far. */
const GENERATIONS = 3;

/** The variables that the settings classes of a service read: pydantic's BaseSettings and what is derived from it. */
export function settingsReads(model: Readable, service: Service): EnvironmentRead[] {
  return settingsClasses(model, service).flatMap(({ path, summary }) =>
    fieldReads(model, service, path, summary, summary.envPrefix),
  );
}

/**
 * What the fields of one class read, those of its bases left out.
 *
 * @param prefix in front of every name without an alias.
 */
export function fieldReads(
  model: Readable,
  service: Service,
  path: string,
  summary: ClassSummary,
  prefix: string,
): EnvironmentRead[] {
  const first = isFirstVersion(model, service, path);
  const text = model.read(path)?.slice(summary.span.start, summary.span.end) ?? '';
  const isExact = /case_sensitive["']?\s*[=:]\s*True/.test(text);
  return Object.entries(summary.fields).flatMap(([name, field]): EnvironmentRead[] => {
    if (name.startsWith('_') || /^(typing\.)?ClassVar\b/.test(field.type ?? '')) return [];
    const group = groupOf(model, path, field);
    if (group) return partReads(group, field, `${prefix}${name}`, summary.nestedDelimiter ?? '');
    const own = isExact ? `${prefix}${name}` : `${prefix}${name}`.toUpperCase();
    const others = [...(field.others ?? []), ...(field.alias ? [own] : [])];
    // Pydantic 1 takes None for what may be None: https://docs.pydantic.dev/latest/migration/#required-optional-and-nullable-fields
    const isOptional =
      first && field.fallback === null && /\bOptional\[|\|\s*None|None\s*\|/.test(field.type ?? '');
    return [
      {
        kind: 'environment-read',
        span: field.span,
        name: field.alias ?? own,
        fallback: field.fallback,
        need: field.fallback !== null ? 'defaulted' : isOptional ? 'no-default' : 'required',
        via: 'settings',
        ...(others.length > 0 ? { others } : {}),
      },
    ];
  });
}

/** The settings classes of a service with the files they stand in. */
function settingsClasses(model: Readable, service: Service): { path: string; summary: ClassSummary }[] {
  const found = new Map<string, { path: string; summary: ClassSummary }>();
  let files = service.files.filter(
    (path) =>
      !model.holdsOnlyRoutes(path) && model.facts(path)?.facts.some(({ kind }) => kind === 'settings-class'),
  );
  const names = new Set<string>();
  for (let generation = 0; generation < GENERATIONS && files.length > 0; generation++) {
    const added: string[] = [];
    for (const path of files)
      for (const summary of Object.values(model.module(path)?.classes ?? {})) {
        if (found.has(`${path}:${summary.name}`) || !model.isSettings(summary, path)) continue;
        found.set(`${path}:${summary.name}`, { path, summary });
        if (!names.has(summary.name)) added.push(summary.name);
        names.add(summary.name);
      }
    if (added.length === 0) break;
    const derived = new RegExp(`^class\\s+\\w+\\([^)]*\\b(${added.map(escaped).join('|')})\\b`, 'm');
    files = service.files.filter((path) => {
      const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
      // Few files hold such a name at all.
      return added.some((name) => text.includes(name)) && derived.test(text);
    });
  }
  return [...found.values()];
}

/** The class of a field that is a group of settings: it is read by the names of its parts. */
function groupOf(model: Readable, path: string, { type, fallback }: ClassField): ClassSummary | null {
  const names = [...(type ?? '').matchAll(/[A-Za-z_]\w*/g)].map(([name]) => name);
  if (calledName(fallback)) names.push(calledName(fallback) ?? '');
  for (const name of names) {
    const target = /^[A-Z]/.test(name) ? targetOf(model, path, name) : null;
    const summary =
      target?.kind === 'definition' ? model.module(target.path)?.classes[target.name] : undefined;
    if (summary?.bases.some((base) => /(^|\.)(BaseModel|\w*Settings)$/.test(base))) return summary;
  }
  return null;
}

/** The variables of a group, where a delimiter parts its name from theirs: `APP_SERVER__PORT`. */
function partReads(
  { bases, fields }: ClassSummary,
  { alias, fallback }: ClassField,
  name: string,
  delimiter: string,
): EnvironmentRead[] {
  // A group that reads the environment by itself is a settings class of its own.
  if (delimiter === '' || bases.some((base) => /Settings$/.test(base))) return [];
  return Object.entries(fields).map(([part, field]) => ({
    kind: 'environment-read',
    span: field.span,
    name: `${alias ?? name}${delimiter}${part}`.toUpperCase(),
    fallback: field.fallback,
    need: fallback !== null || field.fallback !== null ? 'defaulted' : 'required',
    via: 'settings',
  }));
}

function calledName(expression: Expression | null): string | null {
  return expression?.kind === 'call' && expression.callee.kind === 'name' ? expression.callee.name : null;
}

function isFirstVersion(model: Readable, service: Service, path: string): boolean {
  const base = model.module(path)?.imports.find(({ name }) => name === 'BaseSettings');
  if (base) return base.module === 'pydantic' || base.module.startsWith('pydantic.');
  return findDependency(service.dependencies, 'pydantic-settings') === undefined;
}
