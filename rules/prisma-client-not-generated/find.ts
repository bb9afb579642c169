import { programName } from '@unblock/codemods/shell/wrappers';
import type { Model, Service } from '@unblock/engine';
import { programWords } from '@unblock/engine/migration-command';
import { joinPath } from '@unblock/engine/paths';
import {
  copies,
  entrypointCommands,
  type ImageStage,
  imageBuild,
} from '@unblock/engine/services/image-build';
import { type BuildCommand, type NodeBuild, nodeBuilds } from '@unblock/engine/services/node-build';
import type { PlacedCommand } from '@unblock/engine/services/start';
import { workspaceOf } from '@unblock/engine/services/workspaces';
import type { Contract } from '@unblock/platforms';
import { type PrismaClient, prismaClient, runsPackageScripts } from './client.ts';

/** A build after which there is no client. */
export interface Ungenerated {
  client: PrismaClient;
  contracts: Contract[];
  /** The commands of the build. */
  commands: BuildCommand[];
  /** The build of a platform; null for that of an image. */
  build: NodeBuild | null;
  /** The stage of the image that installs the packages. */
  stage: ImageStage | null;
  /** The Dockerfile of the image; null for the build of a platform. */
  dockerfile: string | null;
  /** Why the install does not do it. */
  reason: 'version' | 'tool' | 'scripts' | 'order' | 'cache';
}

/** Programs that generate no client, whatever their words are. What others do is not known. */
const OTHERS =
  /^(echo|true|exit|cd|set|rm|rimraf|del-cli|mkdir|cp|mv|chmod|chown|test|tsc|tsc-alias|nest|next|vite|tsup|esbuild|swc|babel|ncc|webpack|rollup|eslint|prettier|biome|npm|pnpm|yarn|bun|husky|is-ci|patch-package|corepack|apt-get|apk|sleep|export|ls|cat|pwd|copyfiles|cpx|cpy|resolve-tspaths|addgroup|adduser|groupadd|useradd|openssl|node-gyp|)$/;

type Effect = 'generates' | 'none' | 'unknown';

/** https://www.prisma.io/docs/orm/reference/prisma-cli-reference */
function effectOf({ command }: PlacedCommand, major: number): Effect {
  const words = programWords(command);
  const name = programName(words[0] ?? '');
  if (name !== 'prisma') return OTHERS.test(name) ? 'none' : 'unknown';
  const rest = words.slice(1).filter((word) => !word.startsWith('-'));
  if (rest[0] === 'generate') return 'generates';
  // Until version 6 these ended with the same.
  const also = /^(db push|migrate (dev|reset))$/.test(rest.slice(0, 2).join(' '));
  return also && major < 7 ? 'generates' : 'none';
}

/** The builds of a service that leave it without the client that its code asks for. */
export function findUngenerated(service: Service, model: Model): Ungenerated[] {
  if (service.language !== 'node') return [];
  const client = prismaClient(service, model);
  if (!client || !isUsed(service, client, model)) return [];
  return [...ofPlatforms(service, client, model), ...ofImages(service, client, model)];
}

function isUsed(service: Service, { output }: PrismaClient, model: Model): boolean {
  return service.files.some((path) => {
    if (!/\.[cm]?[jt]sx?$/.test(path)) return false;
    const text = model.read(path) ?? '';
    if (!text.includes('PrismaClient')) return false;
    const imports = model.imports(path)?.imports ?? [];
    return imports.some(
      ({ module }) =>
        module === '@prisma/client' ||
        (output !== null && module.includes(output.split('/').slice(-1)[0] ?? '')),
    );
  });
}

function ofPlatforms(service: Service, client: PrismaClient, model: Model): Ungenerated[] {
  return nodeBuilds(service, model).flatMap((build): Ungenerated[] => {
    const { contract, commands, start, root } = build;
    const before = [
      ...commands.flatMap(({ placed, install }) => (placed && !install ? [placed] : [])),
      ...(start?.commands.filter(({ command }) => command !== start.server?.command) ?? []),
    ];
    const effects = before.map((placed) => effectOf(placed, client.major));
    if (effects.some((effect) => effect !== 'none')) return [];
    const installs = commands.flatMap(({ install }) => (install && !install.prunes ? [install] : []));
    const last = installs.filter(({ packages }) => packages !== 'named').at(-1);
    // What installs the packages is not told: perhaps it generates as well.
    if (!last) return [];
    const keeps = contract.nodeBuild?.value.keepsPackages === true;
    const reason = reasonOf(client, last.packages === 'production', last.runsScripts, true, model, root);
    const found = reason ?? (keeps && client.major < 7 ? 'cache' : null);
    if (found === null) return [];
    return [{ client, contracts: [contract], commands, build, stage: null, dockerfile: null, reason: found }];
  });
}

/** Why an install leaves the client out; null where it generates it, or may do so. */
function reasonOf(
  { major, isRuntimeTool }: PrismaClient,
  isProduction: boolean,
  runsScripts: boolean,
  hasSchema: boolean,
  model: Model,
  root: string,
): Ungenerated['reason'] | null {
  if (major >= 7) return 'version';
  if (!runsScripts) return 'scripts';
  const allowed = runsPackageScripts(model, root);
  if (allowed === false) return 'scripts';
  if (allowed === null) return null;
  // The root of a workspace may bring it.
  if (isRuntimeTool === null && workspaceOf(model, root)) return null;
  if (isRuntimeTool === null || (isProduction && !isRuntimeTool)) return 'tool';
  return hasSchema ? null : 'order';
}

function ofImages(service: Service, client: PrismaClient, model: Model): Ungenerated[] {
  const own = service.starts.filter(
    (start) => start.command.source.kind === 'Dockerfile' || imageOf(service, start.command.source.path),
  );
  const paths = new Map<string, Contract[]>();
  for (const { command, platforms } of own) {
    const path =
      command.source.kind === 'Dockerfile' ? command.source.path : imageOf(service, command.source.path);
    if (!path) continue;
    const contracts = model.contracts.filter(
      ({ id, runs }) => platforms.includes(id) && runs.value === 'server',
    );
    paths.set(path, [...new Set([...(paths.get(path) ?? []), ...contracts])]);
  }
  return [...paths].flatMap(([path, contracts]): Ungenerated[] => {
    const stage = contracts.length > 0 ? imageBuild(model, path, service.root) : null;
    // A Dockerfile of another folder may be built from any folder.
    if (!stage || path.slice(0, Math.max(0, path.lastIndexOf('/'))) !== service.root) return [];
    const state = stateOf(stage, { client, root: service.root, model, known: new Map() });
    const starts = service.starts.filter(({ platforms }) =>
      contracts.some(({ id }) => platforms.includes(id)),
    );
    const before = starts.flatMap(({ commands, server }) =>
      commands.filter(({ command }) => command !== server?.command),
    );
    if (before.some((placed) => effectOf(placed, client.major) !== 'none')) return [];
    const entry = entrypointCommands(model, path, service.root);
    if (state === null || state.reason === null || entry === null) return [];
    if (entry.some((placed) => effectOf(placed, client.major) === 'generates')) return [];
    return [
      {
        client,
        contracts,
        commands: state.commands,
        build: null,
        stage: state.stage,
        dockerfile: path,
        reason: state.reason,
      },
    ];
  });
}

function imageOf(service: Service, path: string): string | null {
  return service.deployables.find((entry) => entry.path === path)?.dockerfile ?? null;
}

interface State {
  hasSchema: boolean;
  /** Why there is no client; null where there is one. */
  reason: Ungenerated['reason'] | null;
  commands: BuildCommand[];
  /** The stage whose install brought the packages. */
  stage: ImageStage;
}

interface Image {
  client: PrismaClient;
  root: string;
  model: Model;
  /** Stages that were gone through: many may take something from the same one. */
  known: Map<ImageStage, State | null>;
}

/** The state of an image after one of its stages; null where that cannot be told. */
function stateOf(stage: ImageStage, image: Image): State | null {
  const known = image.known.get(stage);
  if (known !== undefined) return known;
  const state = walkStage(stage, image);
  image.known.set(stage, state);
  return state;
}

function walkStage(stage: ImageStage, image: Image): State | null {
  const { client, root, model } = image;
  const base = stage.base
    ? stateOf(stage.base, image)
    : { hasSchema: false, reason: 'order' as const, commands: [], stage };
  if (!base) return null;
  const ran = new Set(base.commands);
  const state: State = { ...base, commands: [] };
  let isInstalled = base.commands.some(({ install }) => install !== null);
  for (const entry of stage.steps) {
    if (entry.kind === 'copy') {
      const { from, step } = entry;
      if (from === 'outside') return null;
      if (from === null) {
        state.hasSchema ||= copies(step, root, client.schema);
        continue;
      }
      const other = stateOf(from, image);
      if (!other) return null;
      const brings = client.output !== null || step.sources.some((source) => bringsPackages(source, from));
      if (!brings) continue;
      isInstalled = true;
      state.hasSchema ||= other.hasSchema;
      state.reason = other.reason;
      state.stage = other.stage;
      for (const command of other.commands) ran.add(command);
      continue;
    }
    const { placed, install } = entry;
    ran.add(entry);
    if (install && install.packages !== 'named') {
      if (install.prunes) continue;
      isInstalled = true;
      // An install takes a client in node_modules with the packages that it replaces.
      if (client.output !== null && state.reason === null) continue;
      const isProduction = install.packages === 'production';
      state.reason = reasonOf(client, isProduction, install.runsScripts, state.hasSchema, model, root);
      state.stage = stage;
      continue;
    }
    const effect = placed && !install ? effectOf(placed, client.major) : 'none';
    if (effect === 'unknown') return null;
    if (effect === 'generates') state.reason = null;
  }
  return isInstalled ? { ...state, commands: [...ran] } : null;
}

/** Whether a path of another stage holds its packages: `node_modules`, what is generated in it, or the folder around it. */
function bringsPackages(source: string, { layer }: ImageStage): boolean {
  if (/(^|\/)node_modules(\/(\.prisma|@prisma)(\/.*)?)?\/?$/.test(source)) return true;
  const folder = layer.steps.findLast((step) => step.kind === 'workdir')?.folder ?? '/';
  return joinPath('', source) === joinPath('', folder) || joinPath('', source) === '';
}
