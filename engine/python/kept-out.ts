import { parsePython } from '@unblock/codemods/python/parse';
import { presence } from '../dependencies/installed.ts';
import { packageOf } from '../dependencies/known-packages.ts';
import type { ImportSummary, Span } from '../facts.ts';
import { ignoringFile } from '../git-ignored.ts';
import type { Model, Service } from '../model.ts';
import { folderOf, joinPath } from '../paths.ts';
import { webStarts } from '../started.ts';
import { runsAtStart } from './at-start.ts';
import { pyfilePath } from './flask-steps.ts';
import { flowOf } from './flow.ts';
import { namedImports } from './named-imports.ts';
import { submoduleOf } from './names.ts';
import { isStandard } from './standard-library.ts';
import { isOwn, startImports } from './start-imports.ts';
import { argumentsOf, calleeOf, keyword, spanOf } from './tree.ts';
import { entryOf, webFiles } from './web.ts';

/** A module of the repository that every start imports and that Git does not hold, because a .gitignore keeps it out. */
export interface KeptOut {
  /** As the code names it: `config`, `.local_settings`. */
  module: string;
  /** What it takes from it, where that is written: `KEY`. */
  names: string[];
  /** The first place that imports it. */
  span: Span;
  /** A statement, a call that is given its name, or one that is given its file. */
  by: 'import' | 'call' | 'file';
  /** The file that is missing, as it would lie in the repository. */
  file: string;
  /** The .gitignore that keeps it out. */
  gitignore: string;
}

/** Files whose commands may make another one. */
const MAKERS =
  /(^|\/)(Dockerfile[^/]*|Procfile|Makefile|Justfile|Taskfile\.ya?ml|[^/]+\.(sh|bash|toml|ya?ml)|app\.json|railway\.json|package\.json|bin\/[^/]+)$/i;

/** The modules that every start of a service imports and that a .gitignore keeps out of the repository. */
export function keptOut(model: Model, service: Service): KeptOut[] {
  if (service.language !== 'python' || !hasIgnoreFile(model) || model.paths.has('.gitmodules')) return [];
  const found = new Map<string, KeptOut>();
  for (const { path, entry, by } of importsAtStart(model, service)) {
    const place = placeOf(model, service, path, entry);
    if (!place) continue;
    const known = found.get(place.file);
    const names = entry.name && entry.name !== '*' && !place.isName ? [entry.name] : [];
    if (known) known.names.push(...names.filter((name) => !known.names.includes(name)));
    else found.set(place.file, { ...place, names, span: entry.span, by });
  }
  return [...found.values(), ...filesAtStart(model, service)].filter(({ file }) => !isMade(file, model));
}

interface Asked {
  path: string;
  entry: ImportSummary;
  by: KeptOut['by'];
}

/** What the files that every start runs import unguarded, and what they load by its name. */
function importsAtStart(model: Model, service: Service): Asked[] {
  const { files } = startImports(model, service);
  const asked = [...files]
    .sort()
    .flatMap((path) =>
      (model.imports(path)?.imports ?? []).flatMap((entry): Asked[] =>
        entry.conditional ? [] : [{ path, entry, by: 'import' }],
      ),
    );
  const named = [...webFiles(model, service)].sort().flatMap((path) => {
    const calls = namedImports(model, path);
    const isRun = calls.length > 0 ? callsAtStart(model, service, path) : () => false;
    return calls.filter(({ span }) => isRun(span.start)).map((entry): Asked => ({ path, entry, by: 'call' }));
  });
  return [...asked, ...named];
}

/** Files of settings that every start reads, and that a .gitignore keeps out: `app.config.from_pyfile("config.py")`. */
function filesAtStart(model: Model, service: Service): KeptOut[] {
  return [...webFiles(model, service)].sort().flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!/\.config\.from_pyfile\(\s*["']/.test(text)) return [];
    const isRun = callsAtStart(model, service, path);
    return parsePython(text)
      .findAll({ rule: { kind: 'call' } })
      .flatMap((call): KeptOut[] => {
        const [given] = argumentsOf(call);
        const isRead = /\.config\.from_pyfile$/.test(calleeOf(call)) && keyword(call, 'silent') === null;
        const name = given?.kind() === 'string' ? given.text().slice(1, -1) : '';
        const span = { path, ...spanOf(call) };
        if (!isRead || !/^[\w./-]+$/.test(name) || name.startsWith('/') || !isRun(span.start)) return [];
        const file = pyfilePath(model, path, name);
        const gitignore = ignoringFile(model, file);
        if (!gitignore || model.paths.has(file) || keepsAll(model, file)) return [];
        return [{ module: name, names: [], span, by: 'file', file, gitignore }];
      });
  });
}

/** Tells of the calls of a file, by their place, whether every start runs them, with nothing around that catches a failure. */
function callsAtStart(model: Model, service: Service, path: string): (start: number) => boolean {
  const starts = webStarts(service);
  const mains = new Set(starts.flatMap(({ server }) => server?.entry ?? []));
  const started = { files: webFiles(model, service), mains };
  const calls = parsePython(model.read(path) ?? '').findAll({ rule: { kind: 'call' } });
  return (start) =>
    calls.some((node) => {
      if (spanOf(node).start !== start || isCaught(node)) return false;
      const { conditional, within } = flowOf(node);
      const [factory] = within;
      // `gunicorn "shop:create_app()"`
      const isFactory =
        !conditional &&
        within.length === 1 &&
        starts.some(({ server }) => server?.application?.endsWith(`:${factory}()`));
      return isFactory || runsAtStart(model, started, { path, node });
    });
}

/** A `try` around it may go on without the module. */
function isCaught(node: ReturnType<typeof parsePython>): boolean {
  return node.ancestors().some((up) => /^(try_statement|except_clause)$/.test(String(up.kind())));
}

type Place = Pick<KeptOut, 'module' | 'file' | 'gitignore'> & {
  /** The imported name is the module itself: `from . import secret`. */
  isName: boolean;
};

/** The file that an import asks for, where it is proved that the repository keeps it out; null for any other import. */
function placeOf(model: Model, service: Service, from: string, entry: ImportSummary): Place | null {
  const { module } = entry;
  if (submoduleOf(model, from, entry)) return null;
  const target = model.locate(from, module);
  if (target) return nameIn(model, from, entry, target);
  const dots = /^\.+/.exec(module)?.[0].length ?? 0;
  const form = module.slice(dots).replaceAll('.', '/');
  const folders = from.split('/').slice(0, -1);
  if (dots > 0) {
    const base = folders.slice(0, folders.length - (dots - 1)).join('/');
    const place = form ? ignoredAt(model, joinPath(base, form)) : null;
    return place && { ...place, module, isName: false };
  }
  if (isStandard(module) || packageOf(module) !== null || mayBeInstalled(model, service, module)) return null;
  for (const base of searchFolders(model, service, folders)) {
    const place = ignoredAt(model, joinPath(base, form));
    if (place) return isElsewhere(model, form) ? null : { ...place, module, isName: false };
  }
  return null;
}

/** `from . import secret`: the package is there, and has no such name of its own. */
function nameIn(model: Model, from: string, { module, name }: ImportSummary, target: string): Place | null {
  const summary = name && name !== '*' && target.endsWith('/__init__.py') ? model.module(target) : null;
  const text = summary && name ? (model.read(target) ?? '') : '';
  if (!summary || !name || target === from || new RegExp(`\\b${name}\\b|import \\*|__getattr__`).test(text))
    return null;
  const place = ignoredAt(model, target.replace(/__init__\.py$/, name));
  return place && { ...place, module: `${module}${module.endsWith('.') ? '' : '.'}${name}`, isName: true };
}

/** A file or a package at a path, whichever a .gitignore names; null where it keeps out whatever lies there. */
function ignoredAt(model: Model, base: string): Pick<KeptOut, 'file' | 'gitignore'> | null {
  const file = `${base}.py`;
  const gitignore = ignoringFile(model, file) ?? ignoringFile(model, `${base}/__init__.py`);
  if (!gitignore || isThere(model, base)) return null;
  if (keepsAll(model, base)) return null;
  return { file: ignoringFile(model, file) ? file : `${base}/`, gitignore };
}

/** What keeps out everything says nothing of one file. */
function keepsAll(model: Model, path: string): boolean {
  const folder = folderAbove(model, path);
  const others = ['zz_other_module.py', 'zz_other_package/__init__.py'];
  return others.some((other) => ignoringFile(model, joinPath(folder, other)) !== null);
}

/** The deepest folder above a path that the repository has. */
function folderAbove(model: Model, path: string): string {
  const folder = folderOf(path);
  const isFolder = folder === '' || [...model.paths].some((one) => one.startsWith(`${folder}/`));
  return isFolder ? folder : folderAbove(model, folder);
}

function isThere(model: Model, base: string): boolean {
  return [...model.paths].some((path) => path.startsWith(`${base}/`) || path.startsWith(`${base}.`));
}

/** The module lies somewhere else in the repository, where a search path may lead. */
function isElsewhere(model: Model, form: string): boolean {
  return [...model.paths].some(
    (path) =>
      `/${path}`.includes(`/${form}/`) ||
      new RegExp(`(^|/)${form}\\.(py|pyi|pyx|[\\w.-]*so|pyd)$`).test(path),
  );
}

/** A package may bring a module of that name; one in a folder of the repository is its own. */
function mayBeInstalled(model: Model, service: Service, module: string): boolean {
  const [top = '', ...rest] = module.split('.');
  if (rest.length > 0 && isOwn(model, top)) return false;
  const bare = top.toLowerCase().replaceAll('_', '-');
  const forms = ['', 'python-', 'py', 'py-', 'django-', 'flask-'].map((prefix) => prefix + bare);
  return (
    service.dependencies.entries.some((entry) => [...forms, `${bare}-python`].includes(entry.name)) ||
    presence(model, service.dependencies, bare) === 'installed'
  );
}

/** Where Python looks for a module: the folders above the importing file and that of the started one, if they are no packages. */
function searchFolders(model: Model, service: Service, folders: readonly string[]): string[] {
  const homes = service.starts.flatMap((start) => entryOf(model, start)).map((entry) => folderOf(entry));
  const above = folders.map((_, index) => folders.slice(0, folders.length - index).join('/'));
  const all = [...above, ...homes.slice(0, 1), service.root, ''];
  return [...new Set(all)].filter((folder) => !model.paths.has(joinPath(folder, '__init__.py')));
}

/** A command of the repository names the file: it may make it. */
function isMade(file: string, model: Model): boolean {
  const name = file.replace(/\/$/, '').split('/').pop() ?? '';
  return [...model.paths].some((path) => MAKERS.test(path) && (model.read(path) ?? '').includes(name));
}

/** Every service asks for it, and a repository without any would be gone through for each. */
const HAS_IGNORE_FILE = new WeakMap<ReadonlySet<string>, boolean>();

function hasIgnoreFile({ paths }: Model): boolean {
  const found =
    HAS_IGNORE_FILE.get(paths) ??
    (paths.has('.gitignore') || [...paths].some((path) => path.endsWith('/.gitignore')));
  HAS_IGNORE_FILE.set(paths, found);
  return found;
}
