import type { ApplicationObject, ModuleSummary } from '../facts.ts';

/** File names that hold the application by convention, the most telling first. */
const TELLING = ['asgi', 'wsgi', 'main', 'app', 'server', 'application', 'api', '__init__', 'run', 'index'];

/** Where a Python application object can be imported from. */
export interface ApplicationPath {
  /** File of the object, relative to the repository. */
  path: string;
  /** Import string: `app.main:app`, `service:create_app()` for a factory. */
  importString: string;
  /** Folder that has to be on Python's search path, relative to the service's root; '' is the root itself. */
  searchPath: string;
}

/**
 * The application a server should load: the one whose file the server calls name, else the one in the most telling file.
 * Null when there is none, or when two are equally likely: never guessed.
 */
export function chooseApplication(
  applications: readonly ApplicationObject[],
  root: string,
  namedBy: ReadonlySet<string>,
): ApplicationObject | null {
  const ranked = applications
    .filter(({ name }) => name !== '')
    .map((application) => ({ application, rank: rank(application, root, namedBy) }))
    .sort((a, b) => a.rank - b.rank);
  const [first, second] = ranked;
  if (!first) return null;
  return second && second.rank === first.rank && second.application.span.path !== first.application.span.path
    ? null
    : first.application;
}

function rank(application: ApplicationObject, root: string, namedBy: ReadonlySet<string>): number {
  const path = application.span.path;
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '');
  const telling = TELLING.indexOf(name);
  const depth = path.slice(root.length).split('/').length;
  return (
    (namedBy.has(path) ? 0 : 10_000) +
    (application.factory ? 1_000 : 0) +
    (telling < 0 ? 500 : telling * 10) +
    depth
  );
}

/**
 * The import string of an application object, with the folder its module is imported from: the service's root, or a folder
 * below it when the file's own absolute imports only work from there.
 */
export function importPath(
  application: ApplicationObject,
  root: string,
  module: ModuleSummary | null,
  locate: (module: string) => string | null,
): ApplicationPath {
  const path = application.span.path;
  const inside = root ? path.slice(root.length + 1) : path;
  const searchPath = searchFolder(inside, root, module, locate);
  const relative = searchPath ? inside.slice(searchPath.length + 1) : inside;
  const dotted = relative
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.');
  return {
    path,
    searchPath,
    importString: `${dotted}:${application.name}${application.factory ? '()' : ''}`,
  };
}

function searchFolder(
  inside: string,
  root: string,
  module: ModuleSummary | null,
  locate: (module: string) => string | null,
): string {
  const folders = new Map<string, number>();
  for (const { module: name } of module?.imports ?? []) {
    if (name.startsWith('.')) continue;
    const target = locate(name);
    if (!target || (root && !target.startsWith(`${root}/`))) continue;
    const form = name.replaceAll('.', '/');
    const local = root ? target.slice(root.length + 1) : target;
    const end = local.endsWith(`${form}.py`) ? `${form}.py` : `${form}/__init__.py`;
    if (!local.endsWith(end)) continue;
    const folder = local.slice(0, -end.length).replace(/\/$/, '');
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const best = [...folders].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length)[0]?.[0];
  const holds = (folder: string) => folder === '' || inside.startsWith(`${folder}/`);
  if (best !== undefined) return holds(best) ? best : '';
  return inside.startsWith('src/') && inside.split('/').length > 2 ? 'src' : '';
}
