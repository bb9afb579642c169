import { type Contract, contracts, type Deployable, type PlatformId, platform } from '@unblock/platforms';
import { escaped } from './escaped.ts';
import { isProductionSource, languageOf } from './inventory/classify.ts';

/** What a repository says of itself. */
export const READMES: readonly string[] = ['README.md', 'README.rst', 'README.txt', 'README', 'readme.md'];

/** What of a repository tells the platform that it is made for. */
interface Surroundings {
  paths: ReadonlySet<string>;
  read(path: string): string | null;
}

/** The platforms whose manifests are there, else the one that its pages name; `generic` where none does. */
export function detectPlatforms(deployables: readonly Deployable[], repository: Surroundings): PlatformId[] {
  const own = deployables.filter(({ isForeign }) => !isForeign);
  const found = new Set(own.filter(({ kind }) => kind !== 'Procfile').map(({ platform: id }) => id));
  const [procfile] = own.filter(({ kind }) => kind === 'Procfile');
  if (procfile) for (const id of readersOf(procfile, [...found], repository)) found.add(id);
  if ([...found].every(buildsImages)) {
    // A platform that its pages name builds the image, too. Code alone does not tell: a host may be that of another service.
    const scripted = scriptedPlatforms(repository);
    const told = contracts
      .filter((contract) => scripted.includes(contract.id) || isTold(contract, repository))
      .map(({ id }) => id);
    const only = told.length > 0 ? namedAlone(repository) : null;
    if (only && told.includes(only)) return [only];
    if (found.size === 0) return ['generic'];
  }
  const all = [...found].sort();
  // A Dockerfile beside a hosted platform's manifest is how that platform builds, not a target of its own.
  const targets = all.some(isHosted) ? all.filter((id) => isHosted(id) || !buildsImages(id)) : all;
  // A platform that runs functions takes the front end; a server beside it goes somewhere else.
  const runsServers =
    own.some(({ takesServer }) => takesServer) || targets.some((id) => platform(id).runs.value === 'server');
  return runsServers ? targets : [...targets, 'generic'];
}

function isHosted(id: PlatformId): boolean {
  return platform(id).publicHost.value.suffixes.length > 0;
}

function buildsImages(id: PlatformId): boolean {
  return platform(id).startSources.value[0] === 'Dockerfile';
}

/**
 * Several platforms know Procfiles, and many repositories keep one that none reads. It is read where the code or a page
 * tells; else where a manifest beside it takes its start command from it. Beside the manifest of a platform that knows no
 * Procfile, it was left by a tutorial or a move.
 */
function readersOf(
  { platform: id }: Deployable,
  others: readonly PlatformId[],
  repository: Surroundings,
): PlatformId[] {
  const only = namedAlone(repository);
  if (only) return [only];
  const signed = signedPlatforms(repository);
  const servers = others.filter((other) => isHosted(other) && platform(other).runs.value === 'server');
  const isMeant = servers.length > 0 ? isGuided : isTold;
  if (signed.includes(id) || isMeant(platform(id), repository)) return [id];
  const readsIt = (other: PlatformId) => platform(other).startSources.value.includes('Procfile');
  if (servers.length > 0) return servers.filter(readsIt);
  // Code that is made for others only.
  if (signed.length > 0) return signed;
  const told = toldPlatforms(repository).filter(readsIt);
  return told.length > 0 ? told : [id];
}

/** Whether a page at the top of the repository names a platform at all, or an address of its own there. */
function isTold(contract: Contract, repository: Surroundings): boolean {
  return isNamedIn(contract, pagesOf(repository));
}

function isNamedIn({ title, publicHost }: Contract, text: string): boolean {
  const isAddress = (suffix: string) => new RegExp(`\\/\\/[\\w-]+${escaped(suffix)}\\b`).test(text);
  return isWordIn(title.en, text) || publicHost.value.suffixes.some(isAddress);
}

/**
 * Whether a page tells how to deploy there: a heading that names the platform and no other, an address of its own, a command
 * of its tool. A name alone may stand in a list of all that is possible.
 */
function isGuided({ title, id, publicHost }: Contract, repository: Surroundings): boolean {
  const text = pagesOf(repository);
  const others = contracts.filter((other) => other.id !== id).map((other) => other.title.en);
  const name = nameOf(title.en);
  const isHeading = (line: string) =>
    /^#+ /.test(line) && isWordIn(title.en, line) && !others.some((other) => isWordIn(other, line));
  return (
    publicHost.value.suffixes.some((suffix) => text.includes(suffix)) ||
    new RegExp(`\\bgit push ${name}\\b|\\b${name} (create|launch|deploy|login|up|apps:create)\\b`).test(
      text,
    ) ||
    text.split('\n').some(isHeading)
  );
}

/** What the pages at the top of the repository say. */
function pagesOf(repository: Surroundings): string {
  const isPage = (path: string) => /^(?!requirements)[^/]+\.(md|rst|txt)$/i.test(path) || path === 'README';
  return [...repository.paths]
    .filter(isPage)
    .map((path) => repository.read(path) ?? '')
    .join('\n');
}

/** The one platform that the code is made for; where it names none, the one on which its pages say it is deployed. */
function namedAlone(repository: Surroundings): PlatformId | null {
  const scripted = scriptedPlatforms(repository);
  if (scripted.length === 1) return scripted[0] ?? null;
  const signed = signedPlatforms(repository);
  const named = signed.length > 0 ? signed : toldPlatforms(repository);
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** `This project is deployed on Railway.`: the platforms with servers that its pages name, if it says so of one of them. */
function toldPlatforms(repository: Surroundings): PlatformId[] {
  const text = pagesOf(repository);
  const named = contracts.filter(
    (contract) =>
      contract.publicHost.value.suffixes.length > 0 &&
      contract.runs.value === 'server' &&
      isNamedIn(contract, text),
  );
  const lines = text.split('\n').filter((line) => DEPLOYS.test(line) && !DENIES.test(line));
  const isMeant = named.some((contract) => isNamedIn(contract, lines.join('\n')));
  return isMeant ? named.map(({ id }) => id) : [];
}

const DEPLOYS = /\b(deploy(ed|s|ment|ing)?|hosted|hosting|live|production|demo)\b/i;
const DENIES =
  /\b(no longer|not|never|instead of|away from|used to|was|were|formerly|previously|todo|planned)\b/i;

/** A platform's name, which may be an ordinary word too: `Render the pages`. */
function isWordIn(name: string, text: string): boolean {
  return new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-]|${AS_VERB})`).test(text);
}

const AS_VERB = '\\s+(the|an?|your|our|this|these|all|each|it|its|html|templates?|pages?|views?)\\b';

const STEPS = 'start|run|build|deploy|release|entrypoint';

/** The platforms with hosts of their own, each with the scripts that are made for it. */
const SCRIPTS = contracts
  .filter(({ publicHost }) => publicHost.value.suffixes.length > 0)
  .map(({ id, title }) => {
    const name = nameOf(title.en);
    const script = `((${STEPS})[_.-])?${name}([_.-](${STEPS}))?\\.sh|(${STEPS})[_-]${name}\\.py`;
    return { id, path: new RegExp(`(^|/)(${script})$`) };
  });

/** The platforms that a script is made for: `railway.sh`, `render_start.sh`, `start_railway.py`. */
function scriptedPlatforms({ paths }: Surroundings): PlatformId[] {
  const known = SCRIPTED.get(paths);
  if (known) return known;
  const scripts = [...paths].filter((file) => file.endsWith('.sh') || file.endsWith('.py'));
  const found = SCRIPTS.filter(({ path }) => scripts.some((file) => path.test(file))).map(({ id }) => id);
  SCRIPTED.set(paths, found);
  return found;
}

/** Asked several times in a run. */
const SCRIPTED = new WeakMap<ReadonlySet<string>, PlatformId[]>();

/** A platform's name as commands and files have it: `fly`, `cloud`. */
function nameOf(title: string): string {
  return title.toLowerCase().split(/[ .]/)[0] ?? '';
}

/** The platforms whose own hosts, variables or files a repository names. */
function signedPlatforms(repository: Surroundings): PlatformId[] {
  const scripted = scriptedPlatforms(repository);
  const texts = [...repository.paths]
    .filter(isCode)
    .map((path) => repository.read(path) ?? '')
    .filter((text) => contracts.some((contract) => isSignedBy(contract, text)))
    .map(withoutComments);
  return contracts
    .filter(
      (contract) =>
        contract.signs?.value.files.some((file) => repository.paths.has(file)) ||
        scripted.includes(contract.id) ||
        texts.some((text) => isSignedBy(contract, text)),
    )
    .map(({ id }) => id);
}

/** Whether a text names a host or a variable that only code made for the platform holds. */
export function isSignedBy({ signs, publicHost }: Contract, text: string): boolean {
  const names = signs ? [...signs.value.names, ...publicHost.value.suffixes] : [];
  return names.some((name) => text.includes(name));
}

function isCode(path: string): boolean {
  return (
    isProductionSource(path) &&
    (languageOf(path) === 'python' || /(^|\/)(requirements[\w-]*\.txt|Pipfile)$/.test(path))
  );
}

/** A text of Python, or of another language with `#`, without its lines of comment. */
export function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}

/**
 * Manifests as the platforms of a run read them. A Procfile belongs to the platform with a release phase; where the run is
 * about another one that takes its start command from it, the step before a release and the variables of app.json are
 * nothing to that platform. A configuration beside it that names no start command starts what the Procfile does.
 * https://railpack.com/config/procfile
 */
export function asRead(deployables: readonly Deployable[], about: readonly Contract[]): Deployable[] {
  const readers = about.filter(
    ({ id, startSources }) => id !== 'generic' && startSources.value.includes('Procfile'),
  );
  const [reader] = readers;
  if (!reader || readers.length > 1) return [...deployables];
  const procfiles = deployables.filter(
    ({ kind, platform: id, role }) => kind === 'Procfile' && id !== reader.id && role !== 'migration',
  );
  if (about.some(({ id }) => procfiles.some((deployable) => deployable.platform === id)))
    return [...deployables];
  const taken = new Set<Deployable>();
  const configured = deployables.map((deployable): Deployable => {
    const { platform: id, kind, root, start, dockerfile } = deployable;
    if (id !== reader.id || kind === 'Dockerfile' || start || dockerfile) return deployable;
    const web = procfiles.find((procfile) => procfile.role === 'web' && procfile.root === root);
    if (web) taken.add(web);
    return web ? { ...deployable, start: web.start } : deployable;
  });
  return configured
    .filter((deployable) => !taken.has(deployable))
    .map((deployable) =>
      procfiles.includes(deployable)
        ? { ...deployable, platform: reader.id, preDeploy: null, variables: [] }
        : deployable,
    );
}
