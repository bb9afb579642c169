import { parsePython } from '@unblock/codemods/python/parse';
import type { EnvironmentRead, Expression, Model, Service } from '@unblock/engine';
import { migrationEnvironments } from '@unblock/engine/alembic';
import { importedFiles, moduleName } from '@unblock/engine/imported';
import { isGiven } from '@unblock/engine/variables';

/** A field of a settings class and the variable it takes its value from. */
interface Field {
  path: string;
  className: string;
  name: string;
  isSecret: boolean;
}

/** A direct read of a variable for which the service has a settings field. */
export interface Bypass {
  read: EnvironmentRead;
  field: Field;
  /** What to write instead: `settings.OPENAI_API_KEY`. */
  replacement: string;
  /** The import it needs: `from app.core.config import settings`; null where the name is at hand, or not known. */
  statement: string | null;
}

/** Files that run outside the application, before it or beside it. */
const BESIDE =
  /(^|\/)(manage|wsgi|asgi|celeryconfig|gunicorn[\w.-]*)\.py$|(^|\/)(scripts?|bin|tools|migrations|alembic|management)\//;

/** Direct reads in the application beside its settings class. */
export function findBypasses(service: Service, model: Model): Bypass[] {
  if (service.language !== 'python') return [];
  const reads = model.factsOf(service, 'environment-read');
  if (!reads.some(({ via }) => via === 'settings')) return [];
  const inside = applicationFiles(service, model);
  const declared = new Set(reads.filter(({ via }) => via === 'settings').map(({ span }) => span.path));
  const fields = fieldsOf(
    [...declared].filter((path) => inside.has(path) || isImported(path, service, model)),
    model,
  );
  const candidates = reads.filter(
    ({ via, name }) => via === 'direct' && fields.has(name.toUpperCase()) && !isGiven(name),
  );
  if (candidates.length === 0) return [];
  const outside = filesOutside(service, model, new Set([...fields.values()].map(({ path }) => path)));
  const found: Bypass[] = [];
  for (const read of candidates) {
    const field = fields.get(read.name.toUpperCase());
    const { path } = read.span;
    const isBeside = outside.has(path) || BESIDE.test(path) || isDjangoSettings(service, path);
    if (!field || isBeside || !inside.has(path) || isForDotenv(read, model)) continue;
    const use = useOf(read, field, inside, service, model);
    if (use) found.push({ read, field, ...use });
  }
  return found;
}

/** A read that decides whether or how a `.env` file is loaded comes before all settings. */
function isForDotenv({ span }: EnvironmentRead, model: Model): boolean {
  const text = model.read(span.path) ?? '';
  if (!text.includes('load_dotenv')) return false;
  const isLoading = { kind: 'call', has: { field: 'function', regex: '(^|\\.)load_dotenv$' } };
  return parsePython(text)
    .findAll({ rule: isLoading })
    .flatMap((call) => [
      call,
      ...call.ancestors().filter((node) => /^(if_statement|function_definition)$/.test(String(node.kind()))),
    ])
    .some((node) => {
      const { start, end } = node.range();
      return start.index <= span.start && span.end <= end.index;
    });
}

/** Some file of the service takes the settings from there: what nobody loads may not even be complete. */
function isImported(path: string, service: Service, model: Model): boolean {
  const name =
    path
      .replace(/(\/__init__)?\.py$/, '')
      .split('/')
      .at(-1) ?? '';
  return service.files.some(
    (file) =>
      file !== path &&
      file.endsWith('.py') &&
      model.read(file)?.includes(name) === true &&
      model.imports(file)?.imports.some(({ module }) => model.locate(file, module) === path) === true,
  );
}

function fieldsOf(paths: readonly string[], model: Model): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const path of paths) {
    for (const summary of Object.values(model.module(path)?.classes ?? {})) {
      if (!model.isSettings(summary, path)) continue;
      const text = (model.read(path) ?? '').slice(summary.span.start, summary.span.end);
      const isExact = /case_sensitive["']?\s*[=:]\s*True/.test(text);
      for (const [name, { alias, span }] of Object.entries(summary.fields)) {
        const own = alias ?? `${summary.envPrefix}${name}`;
        const variable = own.toUpperCase();
        // Such settings read `port`, which is not `PORT`.
        if (isExact && own !== variable) continue;
        const isSecret = (model.read(path) ?? '').slice(span.start, span.end).includes('Secret');
        if (!fields.has(variable)) fields.set(variable, { path, className: summary.name, name, isSecret });
      }
    }
  }
  return fields;
}

/** The settings modules, what they import themselves, and the env.py of the migrations: they cannot ask the settings. */
function filesOutside(service: Service, model: Model, settings: ReadonlySet<string>): Set<string> {
  const outside = new Set(migrationEnvironments(model, service).map(({ path }) => path));
  for (const path of settings) for (const file of [path, ...importedFiles(model, path)]) outside.add(file);
  return outside;
}

/** What the application imports when it starts; without a known application nothing can be told. */
function applicationFiles(service: Service, model: Model): Set<string> {
  const entries = [service.application?.path, ...service.starts.map(({ server }) => server?.entry)];
  const files = new Set<string>();
  for (const entry of entries)
    if (entry && model.paths.has(entry))
      for (const file of [entry, ...importedFiles(model, entry)]) files.add(file);
  return files;
}

function isDjangoSettings(service: Service, path: string): boolean {
  return service.framework === 'django' && /(^|\/)settings(\/|\w*\.py$)/.test(path);
}

/** The settings object of the application, as the file of the read would name it; null where none is known. */
function useOf(
  read: EnvironmentRead,
  field: Field,
  inside: ReadonlySet<string>,
  service: Service,
  model: Model,
): Pick<Bypass, 'replacement' | 'statement'> | null {
  const value = field.isSecret ? `${field.name}.get_secret_value()` : field.name;
  for (const path of [field.path, ...[...inside].sort()]) {
    const maker = makerIn(path, field, read.name, model);
    if (!maker) continue;
    const from = read.span.path;
    // The module that makes the settings cannot ask them.
    if (from === path) return null;
    const imports = model.imports(from)?.imports ?? [];
    const isAtHand = imports.some(({ local, name }) => local === maker.name && name === maker.name);
    const entry = service.application?.path ?? from;
    const module = moduleName(model, from, path) ?? moduleName(model, entry, path);
    const statement = isAtHand || !module ? null : `from ${module} import ${maker.name}`;
    return { replacement: `${maker.owner}.${value}`, statement };
  }
  return null;
}

/** The module-level object, or the function, that gives the settings. */
function makerIn(
  path: string,
  field: Field,
  variable: string,
  model: Model,
): { name: string; owner: string } | null {
  const summary = model.module(path);
  const span = { path, start: 0, end: 0 };
  const gives = (object: Expression) => {
    const value = model.resolve({ span, kind: 'member', object, property: field.name });
    return (
      value.kind === 'environment' &&
      value.name === variable.toUpperCase() &&
      value.declared.path === field.path
    );
  };
  for (const [name, value] of Object.entries(summary?.bindings ?? {}))
    if (value.kind === 'call' && gives({ span, kind: 'name', name, local: null }))
      return { name, owner: name };
  for (const name of Object.keys(summary?.returns ?? {})) {
    const callee: Expression = { span, kind: 'name', name, local: null };
    if (gives({ span, kind: 'call', callee, arguments: [], keywords: {} }))
      return { name, owner: `${name}()` };
  }
  return null;
}
