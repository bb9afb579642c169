import type { Model, Service } from '@unblock/engine';
import { isAbsent } from '@unblock/engine/dependencies/absent';
import { type KnownPackage, packageOf } from '@unblock/engine/dependencies/known-packages';
import { type StartImport, startImports } from '@unblock/engine/python/start-imports';
import { featuresUsed } from './features.ts';

/** A package that every start of a service needs and that nothing installs. */
export interface Missing {
  package: KnownPackage;
  /** What asks for it: `cv2`, `Form`. */
  asked: string;
  by: StartImport['by'] | 'feature';
  span: { path: string; start: number; end: number };
  /** All places that ask for it. */
  places: number;
}

/** The missing packages of a service, in the order of path and place; none where its manifest seems to be another's. */
export function missingPackages(service: Service, model: Model): Missing[] {
  if (service.language !== 'python' || !service.dependencies.complete) return [];
  const start = startImports(model, service);
  // A middleware without its package is told where static files are.
  const isMiddleware = start.imports.some(
    ({ by, module }) => by === 'MIDDLEWARE' && module.startsWith('whitenoise.'),
  );
  const asked = [
    ...start.imports.flatMap(({ module, span, by }) => {
      const known = packageOf(module);
      if (isMiddleware && by !== 'import' && known?.name === 'whitenoise') return [];
      return known ? [{ package: known, asked: writtenAs(module, known), by, span }] : [];
    }),
    ...featuresUsed(model, start).map(({ package: known, name, span }) => ({
      package: known,
      asked: name,
      by: 'feature' as const,
      span,
    })),
  ].sort((a, b) => compare(a.span.path, b.span.path) || a.span.start - b.span.start);
  const absent = new Set<string>();
  const names = new Map(asked.map((entry) => [entry.package.name, entry.package]));
  for (const known of names.values())
    if (isAbsent(model, service.dependencies, known)) absent.add(known.name);
  // A manifest that lacks the framework or half of what is imported is not the one that gets installed, where there is
  // another. A few applications of Django, which settings alone name, are soon forgotten.
  const isApplication = asked.some(
    ({ by, package: { name } }) => by === 'INSTALLED_APPS' && absent.has(name),
  );
  const isFew = isApplication && absent.size <= 3;
  if (isForeign(service, absent)) return [];
  if (absent.size * 2 > names.size && !isFew && !isOnlyManifest(service, model)) return [];
  const found = new Map<string, Missing>();
  for (const entry of asked) {
    const { name } = entry.package;
    if (!absent.has(name)) continue;
    const first = found.get(name);
    if (first) first.places++;
    else found.set(name, { ...entry, places: 1 });
  }
  return [...found.values()];
}

const MANIFEST =
  /(^|\/)(requirements[^/]*\.(txt|in)|requirements\/[^/]+|Pipfile|pyproject\.toml|setup\.(py|cfg)|environment[^/]*\.ya?ml|conda[^/]*\.ya?ml)$/;

/** A start command beside the one file in the repository that says what is installed. */
function isOnlyManifest({ dependencies, starts }: Service, model: Model): boolean {
  const manifest = dependencies.manifest?.path;
  return starts.length > 0 && ![...model.paths].some((path) => path !== manifest && MANIFEST.test(path));
}

function isForeign({ framework }: Service, absent: ReadonlySet<string>): boolean {
  return framework !== null && absent.has(framework);
}

/** The module as code imports it, without names of the module that are no modules. */
function writtenAs(module: string, known: KnownPackage): string {
  const parts = module.split('.');
  const count = parts.findIndex(
    (_, index) => packageOf(parts.slice(0, index + 1).join('.'))?.name === known.name,
  );
  return parts.slice(0, count + 1).join('.');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
