import { migrationOf } from '../migration-command.ts';
import type { Model, ServerCommand } from '../model.ts';
import { joinPath } from '../paths.ts';
import { recognise } from './recognise.ts';
import { expand } from './start.ts';

/** The scripts that a project keeps for the steps of a deploy: what they check and in which order is the author's decision. */
export interface OwnScripts {
  /** Installs the packages; null without one. */
  build: string | null;
  /** Migrates, on its own: not at each start; null without one. */
  release: string | null;
  /** The build migrates too. */
  buildMigrates: boolean;
}

export const NO_SCRIPTS: OwnScripts = { build: null, release: null, buildMigrates: false };

const INSTALL =
  /^((\S*\/)?python3? -m )?pip3? install\b|^(uv sync|poetry install|pipenv (install|sync)|pdm (install|sync))\b/;

/** The scripts `build.sh` and `release.sh` in the folder where a platform builds, where they do just these steps. */
export function ownScripts(root: string, model: Model): OwnScripts {
  const build = stepsOf(joinPath(root, 'build.sh'), root, model);
  const release = stepsOf(joinPath(root, 'release.sh'), root, model);
  const installs = build?.some(({ text }) => INSTALL.test(text)) && !build.some(({ serves }) => serves);
  const migrates = release?.some(({ isMigration }) => isMigration) ?? false;
  const isOnlyRelease = !release?.some(({ text, serves }) => serves || INSTALL.test(text));
  return {
    build: installs ? callOf('build.sh', root, model) : null,
    release: migrates && isOnlyRelease ? callOf('release.sh', root, model) : null,
    buildMigrates: installs === true && build?.some(({ isMigration }) => isMigration) === true,
  };
}

interface Step {
  text: string;
  isMigration: boolean;
  /** It starts a server: the script does not end. */
  serves: boolean;
}

function stepsOf(path: string, root: string, model: Model): Step[] | null {
  const text = model.paths.has(path) ? model.read(path) : null;
  if (text === null) return null;
  const source = { path, kind: 'script', start: 0, end: text.length } as const;
  const context = { root, paths: model.paths, read: (file: string) => model.read(file) };
  return expand(context, { text, form: 'shell', source }, 0).map((placed) => ({
    text: placed.command.words.map(({ raw }) => raw).join(' '),
    isMigration: migrationOf(placed.command) !== null,
    serves: serves(recognise(context, placed.text, placed.command, placed.folder)),
  }));
}

function serves(server: ServerCommand | null): boolean {
  return server !== null && server.program !== 'python';
}

/** By its shell: whether a file may be run is not kept by every way of committing it. */
function callOf(name: string, root: string, model: Model): string {
  const first = (model.read(joinPath(root, name)) ?? '').split('\n', 1)[0] ?? '';
  return `${/\b(ba|z)sh\b/.test(first) ? 'bash' : 'sh'} ${name}`;
}
