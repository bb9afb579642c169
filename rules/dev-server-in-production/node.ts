import { commandsIn, type SimpleCommand } from '@unblock/codemods/shell/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { Fix, Model, Service, Skip, StartCommand } from '@unblock/engine';
import { isForDevelopment, isInDevelopmentFolder } from '@unblock/engine/development';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN } from '@unblock/engine/entry';
import { joinPath } from '@unblock/engine/paths';
import { buildOutput, outputOf } from '@unblock/engine/services/build-output';
import { imageBuild } from '@unblock/engine/services/image-build';
import { nodeBuilds } from '@unblock/engine/services/node-build';
import { fileWord } from '@unblock/engine/services/node-entry';
import { packageManagerOf } from '@unblock/engine/services/package-manager';
import { packageScript } from '@unblock/engine/services/scripts';
import { expand, type PlacedCommand } from '@unblock/engine/services/start';
import { contractsOf, webStarts } from '@unblock/engine/started';
import type { Contract } from '@unblock/platforms';
import { NODE_PATCH, nodeParagraph, SHARED_SCRIPT, STATIC, UNBUILT } from './node-words.ts';

/** A start command that runs a tool for development of Node. */
export interface NodeDevelopment {
  start: StartCommand;
  contracts: Contract[];
  placed: PlacedCommand;
  kind: DevelopmentKind;
  /** `next dev`, `nest start`, `nodemon`. */
  name: string;
}

/** `compiles`: it compiles in memory at each start; `watches`: it restarts where a file changes; `site`: it serves a front end. */
export type DevelopmentKind = 'compiles' | 'watches' | 'site';

/** The start commands of a Node service that a platform certainly runs, and that are for development. */
export function nodeDevelopment(service: Service, model: Model): NodeDevelopment[] {
  if (service.language !== 'node') return [];
  return webStarts(service).flatMap((start): NodeDevelopment[] => {
    const placed = start.commands.findLast(({ command }) => command.words.length > 0);
    const found = placed && developmentTool(placed.command);
    // Where a person may type another command into the dashboard, the `start` script is a guess.
    const isGuess = start.command.source.kind === 'package.json';
    // So it is below the folder that a platform builds by itself.
    const contracts = contractsOf(model, [start]).filter(
      ({ runs, typedStart }) => runs.value === 'server' && !(isGuess && (typedStart || service.root !== '')),
    );
    if (!placed || !found || contracts.length === 0 || placed.isBeside) return [];
    if (isInDevelopmentFolder(start, model)) return [];
    const { server } = start;
    if (server && isForDevelopment({ server, starts: [start] }, service, model)) return [];
    return [{ start, contracts, placed, ...found }];
  });
}

const SITES: Readonly<Record<string, RegExp>> = {
  vite: /^(|dev|serve)$/,
  'react-scripts': /^start$/,
  'vue-cli-service': /^serve$/,
  ng: /^(serve|s)$/,
  nuxt: /^dev$/,
  nuxi: /^dev$/,
  astro: /^dev$/,
  gatsby: /^develop$/,
  webpack: /^serve$/,
  'webpack-dev-server': /^/,
};

function developmentTool({ words }: SimpleCommand): { kind: DevelopmentKind; name: string } | null {
  const name = programName(words[0]?.value ?? '');
  const values = words.slice(1).map(({ value }) => value ?? '');
  const sub = values.find((value) => !value.startsWith('-')) ?? '';
  if (values.some((value) => /^(--help|-h|--version)$/.test(value))) return null;
  if (name === 'next' && sub === 'dev') return { kind: 'compiles', name: 'next dev' };
  if (name === 'nest' && sub === 'start') return { kind: 'compiles', name: 'nest start' };
  if (/^(nodemon|ts-node-dev|tsnd)$/.test(name)) return { kind: 'watches', name };
  if (name === 'tsx' && sub === 'watch') return { kind: 'watches', name: 'tsx watch' };
  if (name === 'node' && values.includes('--watch')) return { kind: 'watches', name: 'node --watch' };
  const site = Object.hasOwn(SITES, name) ? SITES[name] : undefined;
  return site?.test(sub.startsWith('-') ? '' : sub)
    ? { kind: 'site', name: [name, sub].join(' ').trim() }
    : null;
}

/** Starts what is built, or the same file without the tool. */
export function fixNodeDevelopment(found: NodeDevelopment, service: Service, model: Model): Fix | Skip {
  const { start, placed, kind } = found;
  if (kind === 'site') return STATIC;
  if (start.command.source.kind === 'package.json') return SHARED_SCRIPT;
  const command = replacement(found, service, model);
  if (command === null) return UNBUILT;
  const inManifest =
    placed.text.source.path === start.command.source.path &&
    placed.text.source.start === start.command.source.start;
  const outer = inManifest ? placed.command : (commandsIn(start.command.text).at(-1) ?? null);
  const first =
    outer?.wrappers.find(({ value }) => /^(npx|bunx|pnpm|yarn)$/.test(programName(value ?? ''))) ??
    outer?.words[0];
  const last = outer?.words.at(-1);
  if (!first || !last || first.start < 0 || last.end < 0) return HIDDEN;
  const edit = editCommand(model, start.command, [{ start: first.start, end: last.end, text: command }]);
  if ('skip' in edit) return edit;
  return { safety: 'review', title: NODE_PATCH, paragraph: nodeParagraph(found, command), edits: [edit] };
}

/** Names under which projects keep the command for production. */
const PRODUCTION = ['start:prod', 'start:production', 'start'];

function replacement(found: NodeDevelopment, service: Service, model: Model): string | null {
  const { placed, name, start } = found;
  const { root } = service;
  if (placed.folder !== root) return null;
  const context = { root, paths: model.paths, read: (path: string) => model.read(path) };
  const manager = packageManagerOf(model, root).name;
  for (const script of PRODUCTION) {
    const text = packageScript(context, script);
    const last = text ? expand(context, text, 0).at(-1) : undefined;
    if (!text || !last || text.source.start === placed.text.source.start || developmentTool(last.command))
      continue;
    if (last.folder === root && startsBuilt(last.command, start, service, model))
      return script === 'start' ? `${manager} start` : `${manager} run ${script}`;
  }
  const words = placed.command.words.map(({ raw }) => raw);
  const isScript = placed.text.source.kind === 'package.json';
  if (name === 'next dev') {
    const options = words.slice(2).filter((word) => !/^--turbo(pack)?$/.test(word));
    const [command] = commandsIn(['next', 'start', ...options].join(' '));
    return command && !isScript && startsBuilt(command, start, service, model)
      ? ['npx next start', ...options].join(' ')
      : null;
  }
  if (name === 'nest start') {
    const written = buildOutput(model, service)?.steps.flatMap(({ outputs }) => [...outputs]) ?? [];
    const [output] = written.find(([, source]) => source === start.server?.entry) ?? [];
    const file = output?.slice(root === '' ? 0 : root.length + 1);
    const [command] = commandsIn(`node ${file ?? ''}`);
    return file && command && startsBuilt(command, start, service, model) ? `node ${file}` : null;
  }
  const rest = words.slice(1);
  const files = rest.filter((word) => /^[\w./-]+\.[cm]?js$/.test(word));
  if (name === 'nodemon' && rest.length === 1 && files.length === 1) return `node ${files[0]}`;
  if (name === 'node --watch') return ['node', ...rest.filter((word) => word !== '--watch')].join(' ');
  return null;
}

/** Whether a command starts a source, or what the build of this start is known to write. */
function startsBuilt(command: SimpleCommand, start: StartCommand, service: Service, model: Model): boolean {
  const name = programName(command.words[0]?.value ?? '');
  const isNext = name === 'next' && command.words[1]?.value === 'start';
  const file = name === 'node' ? fileWord(command)?.value : null;
  const path = file ? joinPath(service.root, file) : null;
  if (path !== null && [path, `${path}.js`, `${path}/index.js`].some((form) => model.paths.has(form)))
    return true;
  if (!isNext && path === null) return false;
  const placed = buildCommands(start, service, model);
  if (isNext)
    return placed.some(
      ({ command: { words } }) =>
        programName(words[0]?.value ?? '') === 'next' && words[1]?.value === 'build',
    );
  const { steps } = outputOf(model, service, placed);
  return steps.some(({ outputs }) =>
    [path, `${path}.js`, `${path}/index.js`].some((form) => outputs.has(form ?? '')),
  );
}

function buildCommands(start: StartCommand, service: Service, model: Model): PlacedCommand[] {
  const own = nodeBuilds(service, model).filter((build) => build.start === start);
  const { path, kind } = start.command.source;
  const dockerfile =
    kind === 'Dockerfile' ? path : service.deployables.find((entry) => entry.path === path)?.dockerfile;
  const stage = dockerfile ? imageBuild(model, dockerfile, service.root) : null;
  const inImage =
    stage?.base === null ? stage.steps.flatMap((step) => (step.kind === 'command' ? [step] : [])) : [];
  return [...own.flatMap(({ commands }) => commands), ...inImage].flatMap(({ placed }) =>
    placed ? [placed] : [],
  );
}
