import { option } from '@unblock/codemods/shell/index';
import type { Model } from '@unblock/engine';
import { mayHaveName } from '@unblock/engine/python/top-level';
import { chooseApplication, importPath, TELLING } from '@unblock/engine/services/application';
import { type NamedApplication, namedApplications } from '@unblock/engine/services/bound-application';
import { isWsgi } from '@unblock/engine/services/compose-server';
import type { Broken } from './find.ts';

/** The application that the command should load, as its server would import it. */
export interface MeantApplication {
  /** `wsgi:application`, `app:create_app()`. */
  importString: string;
  path: string;
  /** Folder to import it from, relative to the one the command imports from; '' is that one. */
  folder: string;
  /** No other application could be meant. */
  isOnly: boolean;
}

/** The application that a broken start command most likely means; null where none is to be seen, or several are. */
export function meantApplication(broken: Broken, model: Model): MeantApplication | null {
  const found = applicationsOf(broken, model).filter(({ object }) => fits(object, broken));
  const moved = found.filter(
    ({ path, name, isFactory }) =>
      broken.elsewhere.includes(path) &&
      name === broken.object &&
      !isFactory &&
      broken.elsewhere.length === 1,
  );
  if (moved.length === 1 && moved[0]) return inFolder(moved[0], broken, model);
  const objects = found.filter(({ isFactory }) => !isFactory);
  const named = objects.length > 0 ? objects : found;
  // In one file after the other: the same name, the file that the command names.
  const near = [
    named.filter(({ path }) => path === broken.file),
    named.filter(({ name }) => name === broken.object),
    named,
  ].find((list) => list.length === 1);
  const chosen = near?.[0] ?? tellingOf(named, broken);
  const isOnly = named.every(({ object }) => object === chosen?.object);
  return chosen ? imported(chosen, isOnly, broken, model) : null;
}

/** Of several, the one in a file whose name says that servers load it; a script may bind the same application. */
function tellingOf(named: readonly NamedApplication[], { search }: Broken): NamedApplication | null {
  const chosen = chooseApplication(named, search.base, new Set());
  const name = chosen?.path.slice(chosen.path.lastIndexOf('/') + 1).replace(/\.py$/, '') ?? '';
  return TELLING.includes(name) ? chosen : null;
}

/** The applications that can be imported below the folder the command imports from. */
function applicationsOf({ search: { base }, elsewhere }: Broken, model: Model): NamedApplication[] {
  const isBelow = (path: string) => base === '' || path.startsWith(`${base}/`);
  return model.services
    .filter(({ language }) => language === 'python')
    .flatMap((service) => {
      const made = model.factsOf(service, 'application').filter(({ flow }) => !flow.conditional);
      return namedApplications(model, service.root, service.files, made, new Set(elsewhere));
    })
    .filter(({ path, name }) => isBelow(path) && mayHaveName(model.read(path) ?? '', name));
}

/** The server speaks the application's interface, as far as the command tells. */
function fits(object: NamedApplication['object'], { started: { server } }: Broken): boolean {
  const wsgi = isWsgi({ path: object.span.path, object, importString: '', searchPath: '' });
  switch (server.program) {
    case 'gunicorn': {
      const worker = option(server.command, ['-k', '--worker-class']);
      return worker ? worker.value !== null && /uvicorn/i.test(worker.value) !== wsgi : wsgi;
    }
    case 'waitress':
      return wsgi;
    case 'granian':
      return (option(server.command, ['--interface'])?.value === 'wsgi') === wsgi;
    case 'hypercorn':
      return true;
    default:
      return !wsgi;
  }
}

/**
 * The module as the command names it, from the folder that holds it; with the packages around it where it imports from them
 * by dots, which without them is an ImportError.
 */
function inFolder(application: NamedApplication, broken: Broken, model: Model): MeantApplication | null {
  const { path } = application;
  const { module, object, search, started } = broken;
  const dots = dotsOf(path, model);
  if (dots > packagesOf(module, path)) {
    const whole = imported(application, true, broken, model);
    const [dotted = ''] = whole.importString.split(':');
    return dots > packagesOf(dotted, path) ? null : whole;
  }
  const inside = search.base ? path.slice(search.base.length + 1) : path;
  const end =
    module.replaceAll('.', '/').length + (path.endsWith('/__init__.py') ? '/__init__.py' : '.py').length;
  const written = started.server.application ?? '';
  return {
    importString: written.includes(':') ? written : `${module}:${object}`,
    path,
    folder: inside.slice(0, -end).replace(/\/$/, ''),
    isOnly: true,
  };
}

/** The most dots that a relative import of a file begins with; 0 without one. */
function dotsOf(path: string, model: Model): number {
  const written = (model.module(path)?.imports ?? []).map(
    ({ module }) => /^\.*/.exec(module)?.[0].length ?? 0,
  );
  return Math.max(0, ...written);
}

/** How many packages are around a module that is imported by this name. */
function packagesOf(dotted: string, path: string): number {
  return dotted.split('.').length - (path.endsWith('/__init__.py') ? 0 : 1);
}

function imported(
  chosen: NamedApplication,
  isOnly: boolean,
  { search }: Broken,
  model: Model,
): MeantApplication {
  const locate = (module: string) => model.locate(chosen.path, module);
  const { importString, searchPath } = importPath(chosen, search.base, model.module(chosen.path), locate);
  return { importString, path: chosen.path, folder: searchPath, isOnly };
}
