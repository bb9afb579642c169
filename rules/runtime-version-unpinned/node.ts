import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { setJsonPath } from '@unblock/codemods/json/set';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { jsonAt, recordOf } from '@unblock/engine/json-value';
import { joinPath } from '@unblock/engine/paths';
import { stringIn } from '@unblock/engine/services/scripts';
import { contractsOf } from '@unblock/engine/started';
import type { Contract } from '@unblock/platforms';
import { builtBy } from './find.ts';
import { nodeMessage, nodeParagraph, nodeTitle } from './node-words.ts';

/** A Node that the platform chooses. */
export interface UnpinnedNode {
  contracts: Contract[];
  /** The range in `engines` that every later version is in; null without one. */
  open: string | null;
  /** The file to write. */
  path: string;
  /** The major version that the repository names elsewhere, and where; null where it names none, or several. */
  named: { major: string; path: string } | null;
}

/** The services that leave their Node to the platform that builds them. */
export function nodeEntries(service: Service, model: Model): Entry[] {
  const found = unpinnedNode(service, model);
  if (!found) return [];
  const { path, open } = found;
  const text = model.read(path) ?? '';
  const place = (open === null ? null : stringIn(text, ['engines', 'node'])) ?? { start: 0, end: 0 };
  return [
    {
      finding: {
        rule: 'runtime-version-unpinned',
        severity: 'advice',
        service: service.root,
        span: { path, start: place.start, end: place.end },
        title: nodeTitle(found),
        message: nodeMessage(found),
        fix: 'review',
        key: 'node',
        platforms: found.contracts.map(({ id }) => id),
      },
      fix: () => fix(found, model),
    },
  ];
}

function fix(found: UnpinnedNode, model: Model): Fix | Skip {
  const { named, path } = found;
  const text = model.read(path);
  if (!named || text === null)
    return {
      skip: both(
        'nothing in the repository tells which Node it is tested with: put the major version into `engines`',
        'rien dans le dépôt ne dit avec quel Node il est testé : mettre la version majeure dans `engines`',
      ),
    };
  return {
    safety: 'review',
    title: both(`Node ${named.major}`, `Node ${named.major}`),
    paragraph: nodeParagraph(found, named),
    edits: [{ path, edits: setJsonPath(text, ['engines', 'node'], `${named.major}.x`) }],
  };
}

function unpinnedNode(service: Service, model: Model): UnpinnedNode | null {
  if (service.language !== 'node' || service.role === 'static') return null;
  const path = joinPath(service.root, 'package.json');
  const manifest = recordOf(jsonAt(model, path));
  const engines = recordOf(manifest.engines).node;
  const open = typeof engines === 'string' && isOpen(engines) ? engines : null;
  // A version that is named once is the project's own decision.
  if ((engines !== undefined && open === null) || manifest.volta !== undefined) return null;
  const contracts = contractsOf(model, service.starts).filter((contract) =>
    leavesOpen(contract, service, model),
  );
  return contracts.length === 0
    ? null
    : { contracts, open, path, named: namedElsewhere(service, model, open) };
}

/** `>=18`, `*`: whatever is newest. */
function isOpen(range: string): boolean {
  return /^\s*(\*|x|latest|>=?\s*v?\d+(\.[\dx*]+)*)?\s*$/.test(range);
}

function leavesOpen(contract: Contract, service: Service, model: Model): boolean {
  const given = contract.nodeVersion?.value;
  const own = given ? builtBy(contract, service, model) : null;
  if (!given || !own || own.some(({ root }) => root !== service.root)) return false;
  if (own.some(({ variables }) => variables.some(({ name }) => given.variables.includes(name)))) return false;
  const others = given.files.filter((name) => name !== 'package.json');
  const tools = [
    '.tool-versions',
    'mise.toml',
    '.mise.toml',
    'nixpacks.toml',
    'railpack.json',
    'project.toml',
  ];
  return [...others, ...tools].every((name) => !model.paths.has(joinPath(service.root, name)));
}

/** The one major version in files that the platforms do not read: of nvm, of images and workflows, of the types of Node. */
function namedElsewhere(
  { root, dependencies }: Service,
  model: Model,
  open: string | null,
): UnpinnedNode['named'] {
  const files = ['.nvmrc', '.node-version']
    .map((name) => joinPath(root, name))
    .filter((path) => model.paths.has(path));
  const images = [joinPath(root, 'Dockerfile')].filter((path) => model.paths.has(path));
  const workflows = [...model.paths].filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  const all = [
    ...files.flatMap((path) => majors(path, /^\s*v?(\d+)(?:\.|\s|$)/.exec(model.read(path) ?? '')?.[1])),
    ...images.flatMap((path) =>
      readDockerfile(model.read(path) ?? '').stages.flatMap(({ base }) =>
        majors(path, /^(?:docker\.io\/)?(?:library\/)?node:(\d+)/.exec(base)?.[1]),
      ),
    ),
    ...workflows.flatMap((path) =>
      [...(model.read(path) ?? '').matchAll(/node-version:\s*["']?v?(\d+)(?:\.[\dx]+)*["']?\s*$/gm)].flatMap(
        ([, major]) => majors(path, major),
      ),
    ),
  ];
  const types = dependencies.entries.find(({ name }) => name === '@types/node');
  const typed = types ? majors(types.path, /^[\^~]?(\d+)\./.exec(types.specifier)?.[1]) : [];
  const told = all.length > 0 ? all : typed;
  const [first] = told;
  const least = Number(/\d+/.exec(open ?? '')?.[0] ?? 0);
  // Odd versions are maintained for half a year: types of one are no choice of it.
  const serves = first && Number(first.major) >= Math.max(least, 18) && Number(first.major) % 2 === 0;
  return serves && told.every(({ major }) => major === first.major) ? first : null;
}

function majors(path: string, major: string | undefined): { major: string; path: string }[] {
  return major === undefined ? [] : [{ major, path }];
}
