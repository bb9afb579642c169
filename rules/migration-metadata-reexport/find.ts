import { parsePython } from '@unblock/codemods/python/parse';
import type { ImportSummary, Model, Service } from '@unblock/engine';
import { migrationEnvironments } from '@unblock/engine/alembic';
import { importedFiles, moduleName } from '@unblock/engine/imported';

/** A base class that env.py takes from a module which only passes it on. */
export interface Reexport {
  /** The env.py. */
  path: string;
  entry: ImportSummary;
  /** The modules that pass it on, the first being the one env.py names. */
  through: string[];
  /** The file that defines it, and its name there. */
  definedIn: string;
  definedAs: string;
  /** The module to import it from; null where its name is not known. */
  module: string | null;
}

/** The base classes of a service's migrations that come through another module. */
export function findReexports(service: Service, model: Model): Reexport[] {
  const paths = new Set(migrationEnvironments(model, service).map(({ path }) => path));
  return [...paths].flatMap((path) => inEnvironment(path, model));
}

function inEnvironment(path: string, model: Model): Reexport[] {
  const text = model.read(path) ?? '';
  const metadata = new Set(
    parsePython(text)
      .findAll({ rule: { kind: 'attribute', regex: '^\\w+\\.metadata$' } })
      .map((node) => node.field('object')?.text()),
  );
  const imports = model.module(path)?.imports ?? [];
  return imports.flatMap((entry) => {
    const { module, name, local } = entry;
    const isUsed = name !== null && metadata.has(local);
    const first = isUsed ? model.locate(path, module) : null;
    if (name === null || first === null) return [];
    const chain = follow(first, name, model);
    const found = chain && { path, entry, ...chain, module: moduleName(model, path, chain.definedIn) };
    return found && isHarmless(found, imports, model) ? [found] : [];
  });
}

/** From the module that is asked for a name to the one that defines it; null where that is the same, or not known. */
function follow(
  first: string,
  name: string,
  model: Model,
): Pick<Reexport, 'through' | 'definedIn' | 'definedAs'> | null {
  const through: string[] = [];
  let [path, current] = [first, name];
  while (!through.includes(path)) {
    const summary = model.module(path);
    if (!summary) return null;
    if (Object.hasOwn(summary.classes, current) || Object.hasOwn(summary.bindings, current)) {
      const isBase = model
        .facts(path)
        ?.facts.some((fact) => fact.kind === 'model-base' && fact.name === current);
      return isBase && through.length > 0 ? { through, definedIn: path, definedAs: current } : null;
    }
    const imported = summary.imports.filter(({ local }) => local === current);
    const [only] = imported;
    const next = only?.name && imported.length === 1 ? model.locate(path, only.module) : null;
    if (!next || !only?.name || isPublicName(path, next) || isCollection(path, only, model)) return null;
    through.push(path);
    [path, current] = [next, only.name];
  }
  return null;
}

/** A package that offers what its own modules define: that is its interface, not a detour. */
function isPublicName(path: string, next: string): boolean {
  return path.endsWith('/__init__.py') && next.startsWith(path.slice(0, -'__init__.py'.length));
}

/** It takes more from the repository than the base: models, mostly, so that whoever imports it has them all. */
function isCollection(path: string, base: ImportSummary, model: Model): boolean {
  const others = model.module(path)?.imports.filter((entry) => entry !== base) ?? [];
  return others.some((entry) => importedFiles(model, path, [entry]).size > 0);
}

/**
 * Whether nothing but the name moves. A module that passes the base on may also import the models, so that the metadata
 * knows their tables; without it autogenerate would propose to drop them. So every file that env.py no longer runs must
 * do nothing. And where the models take the base through that module too, it is the place this project has chosen.
 */
function isHarmless(found: Reexport, imports: readonly ImportSummary[], model: Model): boolean {
  const { path, entry, definedIn, through } = found;
  const others = imports.filter((other) => other !== entry);
  const moved = found.module ? [...others, { ...entry, module: found.module }] : others;
  const before = importedFiles(model, path, imports);
  const after = importedFiles(model, path, moved).add(definedIn);
  const isUsed = through.slice(0, 1).some((file) => after.has(file));
  return !isUsed && [...before].filter((file) => !after.has(file)).every((file) => isInert(file, model));
}

/** A file that imports and names things, and runs nothing of its own. */
function isInert(path: string, model: Model): boolean {
  const text = model.read(path);
  if (text === null) return false;
  return parsePython(text)
    .namedChildren()
    .every((statement) => {
      const kind = String(statement.kind());
      if (kind === 'comment' || /^(future_)?import_(from_)?statement$/.test(kind)) return true;
      const inner = kind === 'expression_statement' ? statement.namedChildren()[0] : undefined;
      if (inner?.kind() === 'string') return true;
      // `Base.metadata.naming_convention = …` changes what others use: only a name of its own does nothing.
      const isName = inner?.kind() === 'assignment' && inner.field('left')?.kind() === 'identifier';
      return isName && inner.find({ rule: { kind: 'call' } }) === null;
    });
}
