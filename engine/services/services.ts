import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import type { Contract, Deployable, Role } from '@unblock/platforms';
import type { Dependencies } from '../dependencies/dependencies.ts';
import type { ApplicationObject, Fact, ServerCall } from '../facts.ts';
import { isProductionSource, languageOf } from '../inventory/classify.ts';
import type { Model, Service, StartCommand } from '../model.ts';
import { joinPath } from '../paths.ts';
import { type ApplicationPath, chooseApplication, importPath } from './application.ts';
import { servesBeside } from './beside-program.ts';
import { namedApplications } from './bound-application.ts';
import { isHostedFrontEnd } from './elsewhere.ts';
import { nodeFramework, pythonFramework } from './framework.ts';
import { type HousedDeployable, houseAll, startedFile } from './home.ts';
import { isKeptCopy } from './kept-copy.ts';
import { compare, findRoots, type Root, rootOf } from './roots.ts';
import { packageScript, stringIn } from './scripts.ts';
import { findStarts } from './start.ts';

/** What of a model exists before its services do. */
export type BareModel = Pick<
  Model,
  'name' | 'elsewhere' | 'paths' | 'read' | 'facts' | 'holdsOnlyRoutes' | 'module' | 'locate'
>;

/** Finds the deployable units of a repository: a root with something that can be started. */
export function findServices(
  bare: BareModel,
  contracts: readonly Contract[],
  deployables: readonly Deployable[],
  dependenciesOf: (root: Root, started: readonly HousedDeployable[]) => Dependencies,
): Service[] {
  const roots = findRoots(bare.paths, deployables);
  const files = filesByRoot(bare, roots);
  const housed = houseAll({ paths: bare.paths, read: (path) => bare.read(path) }, deployables, roots);
  const services: Service[] = [];
  for (const [key, paths] of files) {
    const language = key.startsWith('python:') ? 'python' : 'node';
    const root: Root = { folder: key.slice(key.indexOf(':') + 1), language };
    const mine = housed.filter(({ home }) => home?.folder === root.folder && home.language === root.language);
    const service = serviceAt(bare, root, paths, contracts, housed, dependenciesOf(root, mine));
    if (service) services.push(service);
  }
  const current = services.filter((service) => !isKeptCopy(service));
  return (current.length > 0 ? current : services).sort(
    (a, b) => compare(a.root, b.root) || compare(a.language, b.language),
  );
}

/** Source files of production by root. Outside every root, a top folder is a root of its own: a service without a manifest. */
function filesByRoot(bare: BareModel, roots: readonly Root[]): Map<string, string[]> {
  const files = new Map<string, string[]>(roots.map((root) => [`${root.language}:${root.folder}`, []]));
  for (const path of bare.paths) {
    const language = languageOf(path);
    if (!language || !isProductionSource(path)) continue;
    const root = rootOf(path, roots);
    const key = `${language}:${root?.folder ?? topFolder(path)}`;
    const list = files.get(key);
    if (list) list.push(path);
    else files.set(key, [path]);
  }
  return files;
}

/** Whether the image that a manifest names may hold a project: it copies the whole folder, or something of that project. */
function mayHold({ dockerfile }: Deployable, root: string, folder: string, bare: BareModel): boolean {
  const text = dockerfile === null ? null : bare.read(dockerfile);
  const sources = text === null ? [] : readDockerfile(text).stages.flatMap((stage) => stage.sources);
  if (sources.length === 0) return true;
  return sources.some((source) => {
    const path = joinPath(folder, source.replace(/\/?\*.*$/, ''));
    return isBelow(root, path) || isBelow(path, root) || isBelow(root, joinPath('', source));
  });
}

function isBelow(folder: string, above: string): boolean {
  return above === '' || folder === above || folder.startsWith(`${above}/`);
}

function topFolder(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : '';
}

function serviceAt(
  bare: BareModel,
  root: Root,
  files: string[],
  contracts: readonly Contract[],
  housed: readonly HousedDeployable[],
  dependencies: Dependencies,
): Service | null {
  const factsOf = (paths: string[]) => paths.flatMap((path) => bare.facts(path)?.facts ?? []);
  const facts = factsOf(files.filter((path) => !bare.holdsOnlyRoutes(path)));
  const applications = facts.filter((fact): fact is ApplicationObject => fact.kind === 'application');
  const mine = housed.filter(({ home }) => home?.folder === root.folder && home.language === root.language);
  const own = mine.map(({ deployable }) => deployable);
  // An image built above several projects has no project of its own: it holds them all.
  const shared = housed.filter(
    ({ home, folder, deployable }) =>
      home === null && isBelow(root.folder, folder) && mayHold(deployable, root.folder, folder, bare),
  );
  // Other manifests know a process by its type (`web`), its folder or the kind of the file, not by a name of its own.
  const named = own.filter(({ kind }) => kind === 'render.yaml' || kind === 'systemd');
  const hasManage =
    root.language === 'python' && /django/.test(bare.read(join(root.folder, 'manage.py')) ?? '');
  const context = { root: root.folder, paths: bare.paths, read: (path: string) => bare.read(path) };
  const isHosted = isHostedFrontEnd({ root: root.folder, language: root.language }, bare.elsewhere);
  // Where nothing else describes it, the image of a front end that is served as functions is for whoever works on it.
  const isImage = isHosted && own.every(({ kind }) => kind === 'Dockerfile');
  const starts = findStarts(context, contracts, [...mine, ...shared], housed).filter(
    ({ command: { source } }) =>
      !(source.kind === 'package.json' && (isHosted || root.language !== 'node')) &&
      !(source.kind === 'Dockerfile' && isImage),
  );
  const node = root.language === 'node' ? nodeFramework(dependencies) : null;
  const framework =
    root.language === 'python'
      ? pythonFramework(applications, hasManage, dependencies)
      : (node?.framework ?? null);
  const startsServer = facts.some(
    (fact) =>
      fact.kind === 'server-call' &&
      fact.api !== null &&
      !(dependencies.manifest === null && startsOther(fact, files, bare)),
  );
  const isStartedByServer = starts.some(
    ({ server }) => server !== null && !['python', 'node', 'other'].includes(server.program),
  );
  const serves =
    hasManage ||
    node?.kind === 'web' ||
    isStartedByServer ||
    ((applications.length > 0 || startsServer || factsOf(files).some(({ kind }) => kind === 'route')) &&
      !servesBeside(bare, facts));
  const isService =
    own.length > 0 ||
    hasManage ||
    (root.language === 'python'
      ? applications.length > 0 || startsServer
      : isNodeService(node, applications, starts.length > 0 || packageScript(context, 'start') !== null));
  if (!isService) return null;
  return {
    name: named.find(({ role }) => role === 'web')?.name || named[0]?.name || nameOf(bare, root),
    root: root.folder,
    language: root.language,
    framework,
    role: roleOf(own, starts, node?.kind === 'static' && applications.length === 0, serves),
    starts,
    application:
      root.language === 'python' ? applicationPath(bare, root, files, applications, facts, mine) : null,
    dependencies,
    deployables: [...own, ...shared.map(({ deployable }) => deployable)],
    files,
  };
}

/**
 * A script beside the projects that starts the application of one of them, which it finds by a search path of its own:
 * `uvicorn.run("app.main:app")` where only `backend/app/main.py` is there. It is for whoever works on that project.
 */
function startsOther({ application, span }: ServerCall, files: readonly string[], bare: BareModel): boolean {
  const named = application?.kind === 'literal' ? application.value : null;
  const module = typeof named === 'string' ? named.split(':')[0] : undefined;
  if (!module || !span.path.endsWith('.py')) return false;
  const path = `${module.replaceAll('.', '/')}.py`;
  const isOwn = files.some((file) => file === path || file.endsWith(`/${path}`));
  const located = bare.locate(span.path, module);
  const isBeside = located === null || located !== join(span.path.split('/').slice(0, -1).join('/'), path);
  return !isOwn && isBeside && [...bare.paths].some((other) => other.endsWith(`/${path}`));
}

function isNodeService(
  node: ReturnType<typeof nodeFramework>,
  applications: readonly ApplicationObject[],
  hasStart: boolean,
): boolean {
  if (applications.length > 0 || node?.kind === 'static') return true;
  return node !== null && hasStart;
}

function roleOf(
  own: readonly Deployable[],
  starts: readonly StartCommand[],
  isStatic: boolean,
  serves: boolean,
): Role {
  // A Dockerfile or Procfile does not always say whether the process serves; then the code does.
  const told = own.filter(({ kind, role }) => role !== 'migration' && (kind !== 'Dockerfile' || serves));
  const roles = told.map(({ role }) => role);
  // Files that a process of a manifest serves make a web service of it.
  const isServed = starts.some(({ server, command }) => server && command.source.kind !== 'package.json');
  if (roles.includes('web') || (isStatic && isServed)) return isStatic && !isServed ? 'static' : 'web';
  if (roles[0]) return roles[0];
  if (isStatic) return 'static';
  return serves ? 'web' : 'worker';
}

function applicationPath(
  bare: BareModel,
  root: Root,
  files: readonly string[],
  applications: readonly ApplicationObject[],
  facts: readonly Fact[],
  housed: readonly HousedDeployable[],
): ApplicationPath | null {
  const namedBy = new Set(startedFiles(bare, root, housed));
  for (const fact of facts) {
    if (fact.kind !== 'server-call') continue;
    const target =
      fact.application?.kind === 'literal' && typeof fact.application.value === 'string'
        ? fact.application.value.split(':')[0]
        : null;
    const path = target ? bare.locate(fact.span.path, target) : fact.application ? fact.span.path : null;
    if (path) namedBy.add(path);
  }
  const named = namedApplications(bare, root.folder, files, applications, namedBy);
  const chosen = chooseApplication(named, root.folder, namedBy);
  if (!chosen) return null;
  const { path } = chosen;
  return importPath(chosen, root.folder, bare.module(path), (module) => bare.locate(path, module));
}

/** The files that web processes of manifests start, and the one that FLASK_APP names in `.flaskenv`. */
function startedFiles(bare: BareModel, root: Root, housed: readonly HousedDeployable[]): string[] {
  const context = { paths: bare.paths, read: (path: string) => bare.read(path) };
  const started = housed.flatMap(({ deployable, folder }) => {
    const file = deployable.role === 'web' ? startedFile({ ...context, root: folder }, deployable) : null;
    return file ? [file] : [];
  });
  const flask = /^FLASK_APP=["']?([\w./]+?)(\.py)?["']?(:.*)?\s*$/m.exec(
    bare.read(join(root.folder, '.flaskenv')) ?? '',
  )?.[1];
  const module = flask ? bare.locate(join(root.folder, 'start.py'), flask.replaceAll('/', '.')) : null;
  return module ? [...started, module] : started;
}

function nameOf(bare: BareModel, root: Root): string {
  const folder = root.folder.split('/').pop();
  if (folder) return folder;
  const text = root.language === 'node' ? bare.read('package.json') : null;
  const name = text === null ? undefined : stringIn(text, ['name'])?.value;
  return name?.replace(/^@[^/]+\//, '') || bare.name;
}

function join(folder: string, name: string): string {
  return folder ? `${folder}/${name}` : name;
}
