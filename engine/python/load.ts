import type { EnvironmentRead, Expression } from '../facts.ts';
import type { Model, Service, StartCommand } from '../model.ts';
import { djangoSettings } from './django-settings.ts';
import { loadedFiles } from './loaded.ts';
import { targetOf } from './names.ts';
import { fieldReads } from './settings-classes.ts';
import { entryOf } from './web.ts';

/** A variable without which loading the application fails. */
export interface NeededVariable {
  read: EnvironmentRead;
  /** The settings class that asks for it; null for a plain read. */
  className: string | null;
}

/** What a settings class does beside asking the environment: then a field without a default may still get a value. */
const OTHER_SOURCES =
  /settings_customise_sources|root_validator|mode\s*=\s*["'](before|wrap)["']|\bpre\s*=\s*True|secrets_dir|(yaml|toml|json)_file|def __init__|def __new__/;
/** Functions that make settings are called by functions this deep. */
const DEEPEST = 3;

/** The variables without which the files that start commands load fail, by what stands at their module level. */
export function neededAtStart(
  model: Model,
  service: Service,
  starts: readonly StartCommand[],
): NeededVariable[] {
  const loaded = filesAtStart(model, service, starts);
  const plain = model
    .factsOf(service, 'environment-read')
    .filter(({ fatal, span }) => fatal && loaded.has(span.path))
    .map((read) => ({ read, className: null }));
  const made = [...loaded].flatMap((path) => classesMadeBy(model, path));
  const fields = [...new Map(made.map((one) => [`${one.path}:${one.name}`, one])).values()].flatMap((one) =>
    requiredFields(model, service, one),
  );
  return [...plain, ...fields];
}

/** The files that loading the application runs without any condition: what imports at module level bring. */
function filesAtStart(model: Model, service: Service, starts: readonly StartCommand[]): Set<string> {
  const entries = starts.flatMap((start) => entryOf(model, start));
  const settings =
    entries.length > 0 && service.framework === 'django' ? djangoSettings(service, model) : null;
  return loadedFiles(model, [...entries, ...(settings ? [settings.path] : [])], 'certain');
}

interface MadeClass {
  path: string;
  name: string;
  given: ReadonlySet<string>;
}

/** The classes that the module-level assignments of a file make an object of: `settings = Settings()`. */
function classesMadeBy(model: Model, path: string): MadeClass[] {
  return Object.values(model.module(path)?.bindings ?? {}).flatMap(
    (value) => madeClass(model, value, 0) ?? [],
  );
}

function madeClass(model: Model, value: Expression, depth: number): MadeClass | null {
  if (depth > DEEPEST || value.kind !== 'call' || value.callee.kind !== 'name' || value.callee.local)
    return null;
  const target = targetOf(model, value.span.path, value.callee.name);
  if (target?.kind !== 'definition') return null;
  const summary = model.module(target.path);
  if (summary?.classes[target.name]) {
    // What is handed over by position, or unseen, may be any field.
    if (value.arguments.length > 0 || Object.hasOwn(value.keywords, '**')) return null;
    return { path: target.path, name: target.name, given: new Set(Object.keys(value.keywords)) };
  }
  const returned = summary?.returns[target.name];
  const local = returned?.kind === 'name' && returned.local ? returned.local : returned;
  return local ? madeClass(model, local, depth + 1) : null;
}

/** The fields without a default of a settings class and of those it is derived from. */
function requiredFields(model: Model, service: Service, { path, name, given }: MadeClass): NeededVariable[] {
  const chain = chainOf(model, path, name);
  const [own] = chain;
  if (!own || !model.isSettings(own.summary, own.path)) return [];
  const texts = chain.map(
    ({ path: file, summary: { span } }) => model.read(file)?.slice(span.start, span.end) ?? '',
  );
  if (texts.some((text) => OTHER_SOURCES.test(text))) return [];
  const prefix = chain.map(({ summary }) => summary.envPrefix).find((one) => one !== '') ?? '';
  const known = new Set(given);
  return chain.flatMap(({ path: file, summary }) => {
    const fields = fieldReads(model, service, file, summary, prefix).filter(
      ({ need, span }) => need === 'required' && !known.has(fieldName(model, span)),
    );
    for (const field of Object.keys(summary.fields)) known.add(field);
    return fields.map((read) => ({ read, className: name }));
  });
}

function fieldName(model: Model, { path, start }: EnvironmentRead['span']): string {
  return /^\w+/.exec(model.read(path)?.slice(start) ?? '')?.[0] ?? '';
}

/** A class and those of the repository that it is derived from, the class itself first. */
function chainOf(model: Model, path: string, name: string, depth = 0) {
  const summary = model.module(path)?.classes[name];
  if (!summary || depth > DEEPEST) return [];
  const found: { path: string; summary: typeof summary }[] = [{ path, summary }];
  for (const base of summary.bases) {
    const target = /^\w+$/.test(base) ? targetOf(model, path, base) : null;
    if (target?.kind === 'definition') found.push(...chainOf(model, target.path, target.name, depth + 1));
  }
  return found;
}
