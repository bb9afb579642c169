import { lineEnd } from '@unblock/codemods/lines';
import { type Dependency, findDependency, type Model, type Service } from '@unblock/engine';
import { mayReach } from '@unblock/engine/dependencies/versions';
import { startImports } from '@unblock/engine/python/start-imports';
import { compareVersions } from '@unblock/engine/services/versions';
import { serversOf } from '@unblock/engine/started';
import { isHeld, isPinnedElsewhere } from './held.ts';
import { PAIRS, type Pair } from './pairs.ts';
import { isPythonFor } from './python.ts';
import { hashesWithBcrypt } from './schemes.ts';

/** A requirement that the newest release of one of its dependencies breaks. */
export interface TooNew {
  pair: Pair;
  /** The requirement that keeps the package at an old release. */
  declared: Dependency & { path: string };
  /** The dependency where a line of its own asks for it without an upper bound; null where only the package brings it. */
  line: Dependency | null;
  /** Other requirements of the table that the same bound serves. */
  others: Dependency[];
  /** What loads the package: the file that imports it, or the start command; null where the requirement says enough. */
  loaded: { path: string; start: number; end: number } | 'command';
}

/** What one package gets too new, told as one. */
export type Group = [TooNew, ...TooNew[]];

/** The dependencies of a service that arrive too new, each once, in the order of the table. */
export function tooNew(service: Service, model: Model): TooNew[] {
  const { dependencies } = service;
  if (service.language !== 'python' || !dependencies.manifest || !dependencies.complete) return [];
  // What a lock file or a compiled file says is installed, and nothing newer.
  if (dependencies.locks.length > 0 || isPinnedElsewhere(service, model)) return [];
  const candidates = PAIRS.flatMap((pair) => {
    const declared = declaredOld(pair, service, model);
    return declared && isPythonFor(pair, declared, service, model) ? [{ pair, declared }] : [];
  });
  if (candidates.length === 0) return [];
  const brought = [...new Set(candidates.map(({ pair }) => pair.brings))];
  return brought.flatMap((name): TooNew[] => {
    const lines = dependencies.entries.filter((entry) => entry.production && entry.name === name);
    const line = lines.find(({ path }) => path !== '') ?? null;
    const same = candidates.filter(({ pair }) => pair.brings === name);
    const names = same.map(({ declared }) => declared.name);
    if (isHeld(name, names, service, model)) return [];
    const broken = same
      .filter(({ pair }) => lines.every((entry) => mayArrive(entry, pair.at)))
      .flatMap(({ pair, declared }) => {
        const loaded = loadedBy(pair, service, model);
        return loaded ? [{ pair, declared, loaded }] : [];
      })
      // The tightest bound serves all of them.
      .sort((a, b) => compareVersions(a.pair.at, b.pair.at));
    const [first, ...others] = broken;
    return first ? [{ ...first, line, others: others.map(({ declared }) => declared) }] : [];
  });
}

/** The requirement of a pair, where every version it admits is one that breaks, and the newest of them is in the table. */
function declaredOld(
  { name, extra, from, until }: Pair,
  { dependencies }: Service,
  model: Model,
): Dependency | null {
  const [declared, ...more] = dependencies.entries.filter((entry) => entry.production && entry.name === name);
  // Of several, markers choose.
  if (!declared || more.length > 0 || declared.path === '' || hasMarker(declared, model)) return null;
  if (extra && !declared.extras.includes(extra) && !findDependency(dependencies, extra)) return null;
  const isOld = until === null || !mayReach(declared.specifier, until);
  return isOld && mayReach(declared.specifier, from) ? declared : null;
}

/** Whether a requirement is for some environments only. */
export function hasMarker({ path, start, end }: Dependency, model: Model): boolean {
  const text = model.read(path) ?? '';
  return /;|\b(markers|python|platform)\s*=/.test(text.slice(start, lineEnd(text, end)));
}

/** Whether nothing in a line keeps the first breaking version and all later ones away, and nothing asks for them. */
export function mayArrive({ specifier }: Pick<Dependency, 'specifier'>, at: string): boolean {
  return specifier.split(',').every((clause) => {
    if (/^\s*(\*|!=.*)?\s*$/.test(clause)) return true;
    const version = /^\s*>=?\s*(\d+(?:\.\d+)*)\s*$/.exec(clause)?.[1];
    return version !== undefined && compareVersions(version, at) < 0;
  });
}

/** What loads the package whenever the service starts; null where nothing is seen to do so. */
function loadedBy(
  { loads, name, schemes, unless, only }: Pair,
  service: Service,
  model: Model,
): TooNew['loaded'] | null {
  if (schemes && !hashesWithBcrypt(service, model)) return null;
  if (name === 'gunicorn')
    return serversOf(service.starts).some(({ server }) => server.program === 'gunicorn') ? 'command' : null;
  const found = startImports(model, service).imports.filter(({ module }) =>
    loads.some((wanted) => module === wanted || module.startsWith(`${wanted}.`)),
  );
  if (unless && found.some(({ span }) => unless.test(model.read(span.path) ?? ''))) return null;
  const using = only ? found.filter(({ span }) => only.test(model.read(span.path) ?? '')) : found;
  return using[0]?.span ?? null;
}
