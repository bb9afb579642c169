import type { Dependency, Model, Service } from '@unblock/engine';
import { versionOf } from '@unblock/engine/dependencies/installed';
import { readRequirements } from '@unblock/engine/dependencies/requirements';
import { joinPath } from '@unblock/engine/paths';
import { startImports } from '@unblock/engine/python/start-imports';
import { webFiles } from '@unblock/engine/python/web';
import { type WheelLimit, wheelLimits } from '@unblock/engine/services/wheels';

/** The packages that pin a service's Python, at the versions that a lock file or the manifest gives. */
export function limitsOf(service: Service, model: Model): WheelLimit[] {
  const { dependencies } = service;
  const limits = wheelLimits(dependencies, (entry: Dependency) =>
    entry.path === '' ? entry.specifier : versionOf(model, dependencies, entry.name),
  );
  return limits
    .map((limit) => (isAskedAtStart(limit, service, model) ? endingAtStart(limit) : limit))
    .map((limit) =>
      limit.lost?.at === 'start' && isIdle(limit, service, model) ? withoutLoss(limit) : limit,
    );
}

/** What loads a driver of PostgreSQL by a name in a setting or in an address. */
const LOADERS =
  /django|sqlalchemy|sqlmodel|peewee|pony|alembic|databases|records|dataset|gino|aiopg|tortoise|psycogreen/;

/** Whether a driver is installed for nothing: no file that the start may load imports it, and no package is there that would. */
function isIdle({ entry }: WheelLimit, service: Service, model: Model): boolean {
  const reached = webFiles(model, service);
  return (
    /^psycopg2(-binary)?$/.test(entry.name) &&
    service.dependencies.complete &&
    !service.dependencies.entries.some(({ name }) => LOADERS.test(name)) &&
    ![...(reached.size > 0 ? reached : service.files)].some((path) =>
      (model.imports(path)?.imports ?? []).some(({ module }) => /^psycopg2\b/.test(module)),
    )
  );
}

/** It costs the build what compiling costs, and no start. */
function withoutLoss(limit: WheelLimit): WheelLimit {
  return { ...limit, lost: null };
}

/** Whether the start of a service imports the module of a package that ends with its import. */
function isAskedAtStart({ lost }: WheelLimit, service: Service, model: Model): boolean {
  const name = lost?.module;
  if (name === undefined) return false;
  return startImports(model, service).imports.some(
    ({ module }) => module === name || module.startsWith(`${name}.`),
  );
}

function endingAtStart(limit: WheelLimit): WheelLimit {
  return limit.lost ? { ...limit, lost: { ...limit.lost, at: 'start' } } : limit;
}

/**
 * The packages that pin the Python of whatever installs a service: those of its manifest, and those of a requirements.txt
 * beside it, which a person may decide for.
 */
export function allLimitsOf(service: Service, root: string, model: Model): WheelLimit[] {
  const manifest = service.dependencies.manifest?.path;
  const others = [...new Set([root, service.root])]
    .map((folder) => joinPath(folder, 'requirements.txt'))
    .filter((path) => path !== manifest && model.paths.has(path));
  const files = { paths: model.paths, read: (path: string) => model.read(path) };
  return [
    ...limitsOf(service, model),
    ...others.flatMap((path) => wheelLimits(readRequirements(files, [path]))),
  ];
}
