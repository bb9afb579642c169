import type { Contract, ManifestKind } from '@unblock/platforms';
import { findDependency } from '../dependencies/dependencies.ts';
import { presence } from '../dependencies/installed.ts';
import type { Model, Service } from '../model.ts';

/** Start sources that are no manifest of one platform: many repositories hold them for other purposes. */
const SHARED: readonly ManifestKind[] = ['package.json', 'Dockerfile', 'script'];

/** The contracts whose platform starts a web service by files of the repository, and that no file tells how. */
export function contractsWithoutStart(service: Service, model: Model): Contract[] {
  if (!isOwnWebService(service, model)) return [];
  return writable(service, model).filter(
    ({ id }) => !service.starts.some(({ platforms }) => platforms.includes(id)),
  );
}

/** The contracts that know a manifest for whole services, and for which none describes this one. */
export function contractsWithoutManifest(service: Service, model: Model): Contract[] {
  if (!isOwnWebService(service, model)) return [];
  return writable(service, model).filter(({ startSources, writes }) => {
    // A Procfile holds commands only: where the platform has a manifest of its own, it does not describe the service.
    const kinds = startSources.value.filter((kind) => kind !== 'Procfile' && kind !== 'package.json');
    return (
      writes.value.some((kind) => kind !== 'Procfile') &&
      !service.deployables.some(({ kind }) => kinds.includes(kind))
    );
  });
}

/** Contracts Unblock writes a file for, unless such a file describes other services and leaves this one out on purpose. */
function writable(service: Service, model: Model): Contract[] {
  return model.contracts.filter(({ startSources, writes }) => {
    if (writes.value.length === 0) return false;
    const own = startSources.value.filter((kind) => !SHARED.includes(kind));
    const chosen = model.services.filter(({ deployables }) =>
      deployables.some(({ kind }) => own.includes(kind)),
    );
    return chosen.length === 0 || chosen.includes(service);
  });
}

/** A web service of this repository: no published package, no static site, nothing that another file starts. */
function isOwnWebService(service: Service, model: Model): boolean {
  if (
    service.role !== 'web' ||
    service.deployables.some(({ dockerfile, kind }) => dockerfile || kind === 'Dockerfile')
  )
    return false;
  if (service.language === 'node') return isNodeServer(service, model);
  const applications = model.factsOf(service, 'application');
  const isDeclared = ['fastapi', 'flask', 'django', 'starlette', 'litestar', 'quart'].some(
    (name) => presence(model, service.dependencies, name) === 'installed',
  );
  return applications.length > 0 && isDeclared && !isPublished(service, model);
}

function isNodeServer(service: Service, model: Model): boolean {
  return (
    service.starts.length > 0 ||
    model.factsOf(service, 'server-call').some((call) => model.serverApi(call) !== null) ||
    ['next', 'nuxt', '@sveltejs/kit'].some((name) => findDependency(service.dependencies, name))
  );
}

/** Metadata that only a package for others needs. */
function isPublished(service: Service, model: Model): boolean {
  const path = service.root ? `${service.root}/pyproject.toml` : 'pyproject.toml';
  const text = model.paths.has(path) ? (model.read(path) ?? '') : '';
  return /^classifiers\s*=|^\[project\.urls\]/m.test(text);
}
