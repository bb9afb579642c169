import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { type Contract, type ManifestKind, platform, UNREAD_STARTS } from '@unblock/platforms';
import { findDependency } from '../dependencies/dependencies.ts';
import { presence } from '../dependencies/installed.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { isStartedElsewhere } from './elsewhere.ts';
import { mainFile } from './main-file.ts';

/** Start sources that are no manifest of one platform: many repositories hold them for other purposes. */
const SHARED: readonly ManifestKind[] = ['package.json', 'Dockerfile', 'script'];

/** A contract that Unblock writes a file for, and that no file of the repository serves yet. */
export interface Undescribed {
  contract: Contract;
  /** Files of that platform describe other services: this one may be left out on purpose. */
  isLeftOut: boolean;
}

/** The contracts whose platform finds no command that starts a web service. */
export function contractsWithoutStart(service: Service, model: Model): Undescribed[] {
  // What starts it on another platform is known, and a manifest for this one can be written from it.
  const isStarted = service.deployables.some(
    ({ start, role, kind }) => start !== null && role === 'web' && kind !== 'Dockerfile',
  );
  if (isStarted || hasUnreadStart(service, model) || !isOwnWebService(service, model)) return [];
  const images = new Set(
    service.deployables.flatMap(({ kind, path }) => (kind === 'Dockerfile' ? [path] : [])),
  );
  return (
    writable(model)
      .filter(
        (contract) =>
          ![...images].some((path) => mayBuild(contract, path, service, model)) &&
          !service.starts.some(
            ({ platforms, command }) => platforms.includes(contract.id) && !images.has(command.source.path),
          ) &&
          !(contract.startsMain && mainFile(service, model)),
      )
      .map((contract) => ({
        contract,
        isLeftOut: describesOthers(contract.startSources.value, model),
      }))
      // What files of the platform leave out, an image starts elsewhere.
      .filter(({ isLeftOut }) => !isLeftOut || images.size === 0)
  );
}

/** Files that say how somebody deploys. */
const SAYS = /\.(md|rst|txt|sh|ya?ml)$|(^|\/)(Makefile|app\.json)$/;

/**
 * Whether a platform may build a service by a Dockerfile that no manifest names: by the one at the root of the repository, or of
 * the service, where it looks for one; by any where no platform is known, or where images are pushed.
 */
export function mayBuild(
  { startSources, pushesImages }: Contract,
  path: string,
  service: Service,
  model: Model,
): boolean {
  const { value } = startSources;
  if (value[0] === 'Dockerfile') return true;
  if (value.includes('Dockerfile')) return placesOf(service, 'Dockerfile').includes(path);
  const words = pushesImages?.value ?? [];
  const says = (file: string) => {
    const text = SAYS.test(file) ? (model.read(file) ?? '') : '';
    return words.some((word) => text.includes(word));
  };
  return [...model.paths].some(says);
}

/** The contracts that know a manifest for whole services, and for which none describes this one. */
export function contractsWithoutManifest(service: Service, model: Model): Undescribed[] {
  const hasImage = service.deployables.some(({ kind }) => kind === 'Dockerfile');
  if (hasImage || hasUnreadManifest(service, model) || !isOwnWebService(service, model)) return [];
  return writable(model).flatMap((contract) => {
    const { startSources, writes } = contract;
    // A Procfile holds commands only: where the platform has a manifest of its own, it does not describe the service.
    const kinds: readonly ManifestKind[] = startSources.value.filter((kind) => kind !== 'Procfile');
    const isDescribed = service.deployables.some(
      (own) => kinds.includes(own.kind) || platform(own.platform).runs.value === 'functions',
    );
    return isDescribed || writes.value.every((kind) => kind === 'Procfile')
      ? []
      : [{ contract, isLeftOut: describesOthers(kinds, model) }];
  });
}

/** A file that may start the service, and that nobody here can read: what it says is unknown. */
export function hasUnreadStart(service: Service, model: Model): boolean {
  return (
    UNREAD_STARTS.some((name) => placesOf(service, name).some((path) => model.paths.has(path))) ||
    service.deployables.some(({ isForeign }) => isForeign) ||
    hasUnreadManifest(service, model)
  );
}

/** A manifest in another encoding than UTF-8, or of a platform without a contract, describes the service in a way that is not known. */
function hasUnreadManifest(service: Service, model: Model): boolean {
  if (isStartedElsewhere(service, model)) return true;
  const kinds = new Set(model.contracts.flatMap(({ startSources }) => startSources.value));
  return [...kinds]
    .flatMap((name) => placesOf(service, name))
    .some((path) => model.paths.has(path) && model.read(path) === null);
}

function placesOf(service: Service, name: string): string[] {
  return [name, joinPath(service.root, name)];
}

function writable(model: Model): Contract[] {
  return model.contracts.filter(({ writes }) => writes.value.length > 0);
}

/** A file of the platform stands in the repository; it does not start this service, or nobody would ask. */
export function describesOthers(kinds: readonly ManifestKind[], model: Pick<Model, 'paths'>): boolean {
  const own = new Set<string>(kinds.filter((kind) => !SHARED.includes(kind)));
  return [...own].some((name) => namesOf(model.paths).has(name));
}

/** Every service asks for the names of all files: once for a repository is enough. */
const NAMES = new WeakMap<ReadonlySet<string>, Set<string>>();

function namesOf(paths: ReadonlySet<string>): Set<string> {
  const known = NAMES.get(paths);
  if (known) return known;
  const names = new Set([...paths].map((path) => path.slice(path.lastIndexOf('/') + 1)));
  NAMES.set(paths, names);
  return names;
}

/** A web service of this repository: no published package, no static site, nothing that another file starts. */
function isOwnWebService(service: Service, model: Model): boolean {
  if (
    service.role !== 'web' ||
    service.deployables.some(({ dockerfile, kind }) => dockerfile && kind !== 'Dockerfile') ||
    isPartOfImage(service, model)
  )
    return false;
  if (service.language === 'node') return isNodeServer(service, model);
  const applications = model.factsOf(service, 'application');
  const isDeclared = ['fastapi', 'flask', 'django', 'starlette', 'litestar', 'quart'].some(
    (name) => presence(model, service.dependencies, name) === 'installed',
  );
  return applications.length > 0 && isDeclared && !isPublished(service, model);
}

/** The image of another service copies this one's folder: both are one deploy. */
function isPartOfImage(service: Service, model: Model): boolean {
  const dockerfiles = new Set(
    model.services.flatMap(({ deployables }) =>
      deployables.flatMap(({ kind, path }) => (kind === 'Dockerfile' ? [path] : [])),
    ),
  );
  return (
    service.root !== '' &&
    [...dockerfiles].some((path) =>
      readDockerfile(model.read(path) ?? '').stages.some(({ sources }) =>
        sources.some((source) => joinPath('', source) === service.root),
      ),
    )
  );
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
