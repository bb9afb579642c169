import type { ApplicationObject, ModuleSummary } from '../facts.ts';
import type { NamedApplication } from './bound-application.ts';

/** File names that hold the application by convention, the most telling first. */
export const TELLING: readonly string[] = [
  'asgi',
  'wsgi',
  'main',
  'app',
  'server',
  'application',
  'api',
  '__init__',
  'run',
  'index',
];

/** Where a Python application object can be imported from. */
export interface ApplicationPath {
  /** File it is imported from, relative to the repository. */
  path: string;
  /** The call that makes it: in this file, or where its factory or import leads to. */
  object: ApplicationObject;
  /** Import string: `app.main:app`, `service:create_app()` for a factory. */
  importString: string;
  /** Folder that has to be on Python's search path, relative to the service's root; '' is the root itself. */
  searchPath: string;
}

/**
 * The application a server should load: the one whose file a start command or a server call names, else the one in the
 * most telling file. Null when there is none, or when two are equally likely: never guessed.
 */
export function chooseApplication(
  applications: readonly NamedApplication[],
  root: string,
  namedBy: ReadonlySet<string>,
): NamedApplication | null {
  const ranked = applications
    .map((application) => ({ application, rank: rank(application, root, namedBy) }))
    .sort((a, b) => a.rank - b.rank);
  const [first] = ranked;
  if (!first) return null;
  const others = ranked.filter(({ application }) => application.object !== first.application.object);
  const isAlike = others.some(
    (entry) =>
      (entry.rank === first.rank || !isTelling(first.rank)) &&
      entry.application.path !== first.application.path,
  );
  return isAlike ? null : first.application;
}

const UNNAMED = 10_000;
const FACTORY = 1_000;
const UNTELLING = 500;

/** Named, or an object in a file whose name tells: others beside it do not make it doubtful. */
function isTelling(rank: number): boolean {
  return rank < UNNAMED + UNTELLING;
}

function rank({ path, isFactory }: NamedApplication, root: string, namedBy: ReadonlySet<string>): number {
  const inside = root ? path.slice(root.length + 1) : path;
  const segments = inside.split('/');
  const telling = TELLING.indexOf((segments.pop() ?? '').replace(/\.py$/, ''));
  // What is made for servers to load, where they are started.
  const isEntry = segments.length === 0 && (telling === 0 || telling === 1);
  return (
    (namedBy.has(path) ? 0 : UNNAMED) +
    (isFactory ? FACTORY : 0) +
    (telling < 0 ? UNTELLING : telling * 10) +
    segments.length -
    (isEntry ? 100 : 0)
  );
}

/**
 * The import string of an application object, with the folder its module is imported from: the service's root, or a folder
 * below it when the file's own absolute imports only work from there.
 */
export function importPath(
  { path, name, isFactory, object }: NamedApplication,
  root: string,
  module: ModuleSummary | null,
  locate: (module: string) => string | null,
): ApplicationPath {
  const inside = root ? path.slice(root.length + 1) : path;
  const searchPath = searchFolder(inside, root, module, locate);
  const relative = searchPath ? inside.slice(searchPath.length + 1) : inside;
  const dotted = relative
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.');
  return {
    path,
    object,
    searchPath,
    importString: `${dotted}:${name}${isFactory ? '()' : ''}`,
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
