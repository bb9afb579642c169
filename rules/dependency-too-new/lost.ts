import type { Dependency, Model, Service } from '@unblock/engine';
import { broughtBy } from '@unblock/engine/dependencies/brings';
import { type StartImport, startImports } from '@unblock/engine/python/start-imports';
import { isPythonOlder, namedPythons } from '@unblock/engine/services/python-version';
import { compareVersions } from '@unblock/engine/services/versions';
import { hasMarker, mayArrive, tooNew } from './find.ts';
import { isHeld, isPinnedElsewhere } from './held.ts';
import { LOST_NAMES, type LostNames } from './lost-names.ts';

/** An open requirement whose newest release has a name no more that every start imports. */
export interface Lost {
  row: LostNames;
  declared: Dependency & { path: string };
  /** The names that the start imports, each once, and the first import of them. */
  names: string[];
  import: StartImport;
  /** Why the bound alone does not help; null where it does. */
  hindrance:
    | { kind: 'none' }
    | { kind: 'python'; minor: number }
    | { kind: 'requirement'; written: string }
    | null;
}

/** The open requirements of a service whose newest release lost what its start imports, each package once. */
export function lostNames(service: Service, model: Model): Lost[] {
  const { dependencies } = service;
  if (service.language !== 'python' || !dependencies.manifest || !dependencies.complete) return [];
  if (dependencies.locks.length > 0) return [];
  const open = LOST_NAMES.flatMap((row) => {
    const declared = openIn(row, service, model);
    return declared ? [{ row, declared }] : [];
  });
  if (open.length === 0 || isPinnedElsewhere(service, model)) return [];
  const { imports } = startImports(model, service);
  const bounded = new Set(tooNew(service, model).map(({ pair }) => pair.brings));
  const found = open.flatMap(({ row, declared }): Lost[] => {
    const own = imports.filter(({ module, by }) => by === 'import' && lostOf(row, module) !== null);
    const [first] = own;
    if (!first || bounded.has(row.name) || isKept(row, service, model)) return [];
    const names = [...new Set(own.flatMap(({ module }) => lostOf(row, module) ?? []))];
    return [{ row, declared, names, import: first, hindrance: hindranceOf(row, service, model) }];
  });
  // The tightest bound serves all of them.
  return found.filter(
    ({ row }) =>
      !found.some((other) => other.row.name === row.name && compareVersions(other.row.at, row.at) < 0),
  );
}

/** The lost name that an imported module is, or lies in. */
function lostOf({ names }: LostNames, module: string): string | null {
  return names.find((name) => module === name || module.startsWith(`${name}.`)) ?? null;
}

/** The one requirement of a package, where nothing keeps the newest release away. */
function openIn({ name, at, python }: LostNames, service: Service, model: Model): Dependency | null {
  const [declared, ...more] = service.dependencies.entries.filter(
    (entry) => entry.production && entry.name === name,
  );
  if (!declared || more.length > 0 || declared.path === '' || hasMarker(declared, model)) return null;
  return mayArrive(declared, at) && !isPythonOlder(service, model, python) ? declared : null;
}

function isKept({ name, free }: LostNames, service: Service, model: Model): boolean {
  const open = service.dependencies.entries.filter(
    (entry) => free?.test(entry.name) && !/[=<~^\d]/.test(entry.specifier),
  );
  return isHeld(
    name,
    open.map((entry) => entry.name),
    service,
    model,
  );
}

function hindranceOf({ name, last }: LostNames, service: Service, model: Model): Lost['hindrance'] {
  if (last === null) return { kind: 'none' };
  const minor = newestPython(service, model);
  if (minor !== null && minor > last) return { kind: 'python', minor };
  const asking = service.dependencies.entries.find(
    (entry) =>
      entry.production &&
      entry.name !== name &&
      /\d/.test(entry.specifier) &&
      !/^\s*<[^,]*$/.test(entry.specifier) &&
      (broughtBy(entry.name, entry.extras) ?? broughtBy(entry.name, []) ?? []).includes(name),
  );
  return asking ? { kind: 'requirement', written: `${asking.name}${asking.specifier}` } : null;
}

/** The newest Python that the service may run on: the one named for it, else what the platforms take; null where nothing tells. */
function newestPython(service: Service, model: Model): number | null {
  const named = namedPythons(service, model).map(({ minor }) => minor);
  if (named.length > 0) return Math.max(...named);
  const defaults = model.contracts.flatMap(({ pythonVersion }) =>
    pythonVersion.value ? [Number(pythonVersion.value.minor.split('.')[1])] : [],
  );
  return defaults.length > 0 ? Math.max(...defaults) : null;
}
