import type { Model, Service } from '@unblock/engine';
import { isGitIgnored } from '@unblock/engine/git-ignored';
import { joinPath } from '@unblock/engine/paths';
import { isBesideDeployed } from '@unblock/engine/services/beside-deployed';
import { builtByImage } from '@unblock/engine/services/built-by-image';
import { compareVersions } from '@unblock/engine/services/versions';
import { type Ending, endingOn, OLDEST_PYTHON, type WheelLimit } from '@unblock/engine/services/wheels';
import { allLimitsOf, limitsOf } from './limits.ts';
import { pythonRange, type VersionName, versionNames } from './named.ts';

type Contract = Model['contracts'][number];

/** A Python that the platform chooses. */
export interface Unpinned {
  /** The platforms that choose it, and the newest one any of them takes: `3.14`. */
  contracts: Contract[];
  fallback: string;
  /** The folder the platform builds. */
  root: string;
  /** Why the default does not serve: wheels, a range that excludes it, a file the platform does not read; null: it may. */
  reason:
    | { kind: 'wheels'; limits: WheelLimit[] }
    | { kind: 'range'; written: string; path: string }
    | { kind: 'unread'; name: VersionName }
    | { kind: 'demanded'; lock: string }
    | null;
  /** The version to pin, `3.12`, and what tells it; null where nothing does. */
  chosen: { version: string; from: string | null } | null;
  /** A file that names a version, in a place that these platforms do not read. */
  unread: VersionName | null;
  /** The pinned packages for which no Python is left that all platforms build. */
  outdated: WheelLimit[];
  /** The file to write, and whether `.gitignore` keeps it out of the repository: nobody would commit it. */
  file: { path: string; isIgnored: boolean };
  span: { path: string; start: number; end: number };
}

/** What a pinned package does to a deploy on the default, the worst first: what is known to stop it comes before what may. */
const ENDINGS: readonly Ending[] = ['build', 'start', 'compile', 'use'];

/** How a deploy on the default ends, as far as its pinned packages tell. */
export function endingOf(limits: readonly WheelLimit[], fallback: string): Ending {
  const endings = limits.map((limit) => endingOn(limit, fallback));
  return ENDINGS.find((ending) => endings.includes(ending)) ?? 'use';
}

/** The Python a service leaves to the platforms; null where all name one, an image brings it, or it needs none. */
export function unpinnedPython(service: Service, model: Model): Unpinned | null {
  const { dependencies } = service;
  if (service.language !== 'python' || !dependencies.manifest || service.role === 'static') return null;
  const contracts = model.contracts.filter((contract) => leavesOpen(contract, service, model));
  if (contracts.length === 0) return null;
  const root = rootUnder(contracts, service);
  const limits = limitsOf(service, model);
  const range = pythonRange(model, dependencies.manifest.path);
  const named = versionNames(service, root, model);
  const atRisk = (test: (minor: string) => boolean) =>
    contracts.filter((contract) => test(contract.pythonVersion.value?.minor ?? ''));
  const newest = (some: readonly Contract[]) =>
    some
      .map((contract) => contract.pythonVersion.value?.minor ?? '')
      .sort(compareVersions)
      .at(-1) ?? '';
  const chosen = choose(
    allLimitsOf(service, root, model),
    range,
    named,
    contracts.map((contract) => contract.pythonVersion.value?.minor ?? ''),
  );
  const manifest = { path: dependencies.manifest.path, start: 0, end: 0 };
  const path = joinPath(root, '.python-version');
  const result = (some: Contract[], reason: Unpinned['reason'], span: Unpinned['span']): Unpinned => ({
    contracts: some,
    fallback: newest(some),
    root,
    reason,
    chosen,
    unread: named.find(({ isFile }) => isFile) ?? null,
    outdated: limits.filter(({ python }) => older(python || '3', OLDEST_PYTHON)),
    file: { path, isIgnored: isGitIgnored(model, path) },
    span,
  });

  const lock = joinPath(root, 'uv.lock');
  const demanding = model.paths.has(lock)
    ? contracts.filter((contract) => contract.pythonVersion.value?.demandedBy === 'uv')
    : [];
  if (demanding.length > 0)
    return result(demanding, { kind: 'demanded', lock }, { path: lock, start: 0, end: 0 });
  const tooNew = (minor: string) => limits.filter(({ python }) => python === '' || older(python, minor));
  const unserved = atRisk((minor) => tooNew(minor).length > 0);
  if (unserved.length > 0) {
    const fallback = newest(unserved);
    const rank = (limit: WheelLimit) => ENDINGS.indexOf(endingOn(limit, fallback));
    const all = tooNew(fallback).sort((a, b) => rank(a) - rank(b));
    const { path, start, end } = all[0]?.entry ?? manifest;
    return result(unserved, { kind: 'wheels', limits: all }, { path: path || manifest.path, start, end });
  }
  const excluded = range ? atRisk((minor) => !range.admits(minor)) : [];
  if (range && excluded.length > 0) {
    const { path, written, start, end } = range;
    return result(excluded, { kind: 'range', written, path }, { path, start, end });
  }
  const unread = named.find(({ isFile }) => isFile);
  const differing = unread ? atRisk((minor) => minor !== unread.version) : [];
  if (unread && differing.length > 0)
    return result(differing, { kind: 'unread', name: unread }, { path: unread.path, start: 0, end: 0 });
  return result(contracts, null, manifest);
}

/** What a platform builds of a service, for itself; null where an image does, or where its manifests are about others. */
export function builtBy(contract: Contract, service: Service, model: Model): Service['deployables'] | null {
  if (builtByImage(contract, service, model)) return null;
  const own = service.deployables.filter(
    ({ platform, kind, root }) => platform === contract.id && (kind !== 'Procfile' || root === ''),
  );
  return own.length === 0 && (isElsewhere(contract, model) || isBesideDeployed(service, model)) ? null : own;
}

function leavesOpen(contract: Contract, service: Service, model: Model): boolean {
  const given = contract.pythonVersion.value;
  const own = given && builtBy(contract, service, model);
  if (!own) return false;
  const builds = own.map(({ build }) => build?.text ?? '').join('\n');
  const scripts = [...builds.matchAll(/[\w./-]+\.sh\b/g)].map(([name]) =>
    model.read(joinPath(rootUnder([contract], service), name)),
  );
  // The build chooses its Python itself, or may do so.
  const chooses = /\bpython3\.\d|--python\b|\b(pyenv|mise|asdf|conda|mamba|nix)\b/;
  if (chooses.test(builds) || scripts.some((text) => text === null || chooses.test(text))) return false;
  const declared = own.flatMap(({ variables }) => variables.map(({ name }) => name));
  if (given.variables.some((name) => declared.includes(name))) return false;
  if (own.length === 0 && mayBeTold(given.variables, model)) return false;
  const folders = new Set([rootUnder([contract], service), service.root, '']);
  // Tools read these everywhere they are installed.
  const files = [...given.files, '.tool-versions', 'mise.toml', '.mise.toml', 'nixpacks.toml'];
  return ![...folders].some((folder) =>
    files.some((name) => {
      const path = joinPath(folder, name);
      // A Pipfile names a version only where it says so.
      return (
        model.paths.has(path) &&
        (!name.startsWith('Pipfile') || /python_(full_)?version/.test(model.read(path) ?? ''))
      );
    }),
  );
}

/** Where no manifest is read: whether a file names such a variable, one that could not be read, or has another name. */
function mayBeTold(variables: readonly string[], model: Model): boolean {
  if (variables.length === 0) return false;
  return [...model.paths].some((path) => {
    if (!/^[^/]+\.(ya?ml|toml|json)$/.test(path) || /compose|lock/.test(path)) return false;
    const text = model.read(path) ?? '';
    return variables.some((name) => text.includes(name));
  });
}

/** Whether the platform's manifests are about other services. Where it has none, the user named the platform. */
function isElsewhere(contract: Contract, model: Model): boolean {
  return model.services.some(({ deployables }) =>
    deployables.some(({ platform }) => platform === contract.id),
  );
}

/** The folder that the platforms build. */
export function rootUnder(contracts: readonly Contract[], service: Service): string {
  const own = service.deployables.find(({ platform }) => contracts.some(({ id }) => id === platform));
  return own?.root ?? service.root;
}

export function older(one: string, other: string): boolean {
  return compareVersions(one, other) < 0;
}

/** A version that pins, range and platforms all admit: the one the repository names, else the newest that serves. */
function choose(
  limits: readonly WheelLimit[],
  range: ReturnType<typeof pythonRange>,
  named: readonly VersionName[],
  defaults: readonly string[],
): Unpinned['chosen'] {
  const serves = (version: string) =>
    limits.every(({ python }) => python !== '' && !older(python, version)) &&
    (range?.admits(version) ?? true) &&
    !older(version, OLDEST_PYTHON);
  const told = named.find(({ version }) => serves(version));
  if (told) return { version: told.version, from: told.path };
  const candidates = ['3.14', '3.13', '3.12', '3.11', '3.10'];
  const admitted = candidates.filter((candidate) => range?.admits(candidate) ?? true);
  const [only] = admitted;
  // The project takes no other, and no package is known to fail on it.
  const isFree = limits.every((limit) => !/^(build|start)$/.test(endingOn(limit, only ?? '')));
  if (range && only !== undefined && admitted.length === 1 && isFree)
    return { version: only, from: range.path };
  const newest = [...defaults].sort(compareVersions)[0] ?? '';
  const version = candidates.find((candidate) => !older(newest, candidate) && serves(candidate));
  return version ? { version, from: null } : null;
}
