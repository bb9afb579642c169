import type { Model, Service } from '@unblock/engine';
import { joinPath } from '@unblock/engine/paths';
import { loadedFiles, packagesOf } from '@unblock/engine/python/loaded';
import { moduleName } from '@unblock/engine/python/modules';
import { preparesMore } from './preparation.ts';

/** A module that runs the schedule without the web application, or without its server. */
export interface OwnModule {
  path: string;
  text: string;
  /** What the process runs where it is not `python -m` with the module. */
  program?: string;
  /** Files that the module needs beside it. */
  beside?: readonly { path: string; text: string }[];
}

const FILE = 'run_scheduler.py';

/** The files that make a service's web application. */
export function applicationsOf(service: Service, model: Model): Set<string> {
  const applications = new Set(model.factsOf(service, 'application').map(({ span }) => span.path));
  if (service.application) applications.add(service.application.path);
  return applications;
}

/**
 * Where a module can stand that imports some others and not the web application; null where one of them loads that, also in
 * a function, or where the application is seen to prepare more at its start than itself.
 *
 * @param allowed names of what the module starts itself. `loaded` tells the files that importing the module runs.
 */
export function placeWithout(
  service: Service,
  model: Model,
  files: ReadonlySet<string>,
  search: string,
  modules: readonly string[],
  allowed: readonly string[],
): { path: string; loaded: ReadonlySet<string> } | null {
  const applications = applicationsOf(service, model);
  const reached = modules.flatMap((path) => [
    path,
    ...packagesOf(model, path, moduleName(path, search) ?? ''),
  ]);
  // A job may import inside its function too.
  const loaded = loadedFiles(model, reached, 'all');
  if (applications.size === 0 || [...loaded].some((path) => applications.has(path))) return null;
  const words = allowed.filter((word) => word !== '');
  if ([...files].some((path) => preparesMore(model, path, applications.has(path), words))) return null;
  const folder = [...applications][0]?.split('/').slice(0, -1).join('/') ?? '';
  const path = joinPath(folder, FILE);
  return model.paths.has(path) || !moduleName(path, search) ? null : { path, loaded };
}
