import type { Model, ServerCommand, Service } from '@unblock/engine';
import { presence } from '@unblock/engine/dependencies/installed';
import { joinPath } from '@unblock/engine/paths';
import { mayHaveName } from '@unblock/engine/python/top-level';
import { applicationFile } from '@unblock/engine/services/application-file';
import { type StartedServer, serversOf } from '@unblock/engine/started';
import { type SearchPath, searchPathOf } from './search-path.ts';

/** A start command whose server is given an application that no module has. */
export interface Broken {
  started: StartedServer;
  search: SearchPath;
  module: string;
  /** The name in the module, without the call of a factory. */
  object: string;
  /** The file of the module, where the name is what is missing; null where the module itself is. */
  file: string | null;
  /** Files of the repository that are that module, seen from another folder. */
  elsewhere: string[];
  /** Another command of the manifest runs a file that is not there either: they are mended together. */
  hasCompany: boolean;
}

/** Servers that are given `module:object`, and the object they take where only the module is named. */
const DEFAULTS: Partial<Record<ServerCommand['program'], string | null>> = {
  gunicorn: 'application',
  uvicorn: null,
  hypercorn: 'app',
  daphne: null,
  waitress: null,
  granian: null,
};

/** The start commands of a Python service that name what is proved not to be there. */
export function brokenStarts(service: Service, model: Model): Broken[] {
  if (service.language !== 'python') return [];
  return serversOf(service.starts).flatMap((started): Broken[] => {
    const { server } = started;
    const fallback = DEFAULTS[server.program];
    const named = /^(\w[\w.]*)(?::(\w+)[\w.]*(\(.*\))?)?$/.exec(server.application ?? '');
    const [, module = '', object = fallback ?? ''] = named ?? [];
    // Named on the command line itself: a configuration file may say more.
    const isWritten = server.command.words.some(({ value }) => value === server.application);
    if (fallback === undefined || !isWritten || module === '' || object === '' || module.endsWith('.py'))
      return [];
    const search = searchPathOf(started, service, model);
    const placed = started.starts[0]?.commands.find(({ command }) => command === server.command);
    if (!search || !placed) return [];
    const file = applicationFile(model.paths, server, placed.folder);
    const hasCompany = service.deployables.some(
      ({ path, start }) =>
        path === server.text.source.path &&
        /\bmanage\.py\b/.test(start?.text ?? '') &&
        !model.paths.has(joinPath(search.base, 'manage.py')),
    );
    const broken = { started, search, module, object, file, elsewhere: [], hasCompany };
    if (file !== null) return lacks(file, object, model) ? [broken] : [];
    const elsewhere = filesOf(module, model);
    return isMissing(module, elsewhere, search, service, model) ? [{ ...broken, elsewhere }] : [];
  });
}

/** A module that has no such name, nor a module of that name in it. */
function lacks(file: string, name: string, model: Model): boolean {
  const text = model.read(file);
  const inner = file.endsWith('/__init__.py') ? file.slice(0, -'/__init__.py'.length) : null;
  const isModule =
    inner !== null &&
    [`${inner}/${name}.py`, `${inner}/${name}/__init__.py`].some((path) => model.paths.has(path));
  return text !== null && !isModule && !mayHaveName(text, name);
}

/** The files of the repository whose path ends as the module's does. */
export function filesOf(module: string, model: Model): string[] {
  const form = module.replaceAll('.', '/');
  return [...model.paths]
    .filter((path) =>
      [`${form}.py`, `${form}/__init__.py`].some((end) => path === end || path.endsWith(`/${end}`)),
    )
    .sort();
}

/**
 * Whether a module is not on the search path, as far as the repository tells: no folder of it or above it holds one, no package that is installed
 * could bring it, and the repository does not install itself.
 */
export function isMissing(
  module: string,
  elsewhere: readonly string[],
  search: SearchPath,
  service: Service,
  model: Model,
): boolean {
  const form = module.replaceAll('.', '/');
  const ends = [`${form}.py`, `${form}/__init__.py`];
  const { base } = search;
  const above = base.split('/').map((_, index, all) => all.slice(0, index).join('/'));
  const isThere = [...search.folders, ...above].some((folder) =>
    ends.some((end) => model.paths.has(joinPath(folder, end))),
  );
  if (search.mayBeElsewhere || isThere || isCompiled(form, model)) return false;
  if (isInstalledItself([base, ...elsewhere], service, model)) return false;
  const [top = ''] = module.split('.');
  const isOwn =
    elsewhere.length > 0 || [...model.paths].some((path) => path.startsWith(joinPath(base, `${top}/`)));
  const names = [top, top.toLowerCase().replaceAll('_', '-')];
  return (
    isOwn ||
    (service.dependencies.complete &&
      names.every((name) => presence(model, service.dependencies, name) === 'absent'))
  );
}

/** A module of C or Cython has another ending, with the interpreter it was made for in front: `app.cpython-312-….so`. */
function isCompiled(form: string, model: Model): boolean {
  return [...model.paths].some((path) => {
    const at = `/${path}`.lastIndexOf(`/${form}.`);
    return at >= 0 && /^(\.[\w-]+)*\.(so|pyd|pyc|pyx)$/.test(`/${path}`.slice(at + form.length + 1));
  });
}

/**
 * A project that is installed as a package, or parts that are fetched later, put modules where nobody sees them here.
 *
 * @param places the folder of the command, and files that may be the module, in a package of the repository's own.
 */
function isInstalledItself(places: readonly string[], { root }: Service, model: Model): boolean {
  const around = places.flatMap((place) =>
    place.split('/').map((_, index, all) => all.slice(0, index + 1).join('/')),
  );
  return (
    model.paths.has('.gitmodules') ||
    [...new Set(['', root, ...around])].some((home) => isProject(home, model))
  );
}

/** Whether a folder holds a project that can be installed. */
function isProject(home: string, model: Model): boolean {
  return (
    model.paths.has(joinPath(home, 'setup.py')) ||
    model.paths.has(joinPath(home, 'setup.cfg')) ||
    /^\[(build-system|tool\.poetry|tool\.setuptools)/m.test(
      model.read(joinPath(home, 'pyproject.toml')) ?? '',
    )
  );
}
