import { readDockerfile } from '@unblock/codemods/dockerfile/index';
import { programName } from '@unblock/codemods/shell/wrappers';
import type { CommandText, Deployable } from '@unblock/platforms';
import { languageOf } from '../inventory/classify.ts';
import { folderOf, joinPath } from '../paths.ts';
import { applicationFile } from './application-file.ts';
import { imageFolder } from './image-folder.ts';
import { repositoryPath } from './image-path.ts';
import { type Root, rootOf } from './roots.ts';
import { expand, type StartContext, serversIn } from './start.ts';

/** A manifest's process with the root of the code it starts, and the folder its commands run in. */
export interface HousedDeployable {
  deployable: Deployable;
  home: Root | null;
  folder: string;
}

/** Finds the code that each process of the manifests belongs to. */
export function houseAll(
  files: Omit<StartContext, 'root'>,
  deployables: readonly Deployable[],
  roots: readonly Root[],
): HousedDeployable[] {
  const housed = deployables.map((deployable) => house(files, deployable, roots));
  return housed.map((entry) =>
    entry.deployable.role === 'migration'
      ? { ...entry, home: migratedHome(files, entry, roots, housed) }
      : entry,
  );
}

/**
 * What runs before a deploy (`release: ./release-tasks.sh`) is no service of its own: it belongs to the project whose manage.py
 * it runs, else to what its manifest starts.
 */
function migratedHome(
  files: Omit<StartContext, 'root'>,
  { deployable, home, folder }: HousedDeployable,
  roots: readonly Root[],
  housed: readonly HousedDeployable[],
): Root | null {
  const managed = deployable.start ? managedRoot({ ...files, root: folder }, deployable.start, roots) : null;
  if (managed) return managed;
  const beside = housed.filter(
    (other) => other.deployable.path === deployable.path && other.deployable.role !== 'migration',
  );
  const served = beside.filter((other) => other.deployable.role === 'web');
  const homes = new Set((served.length > 0 ? served : beside).map((other) => other.home));
  const [only] = homes;
  const language = commandLanguage(deployable);
  const isSame = homes.size === 1 && only && (language === null || only.language === language);
  return isSame ? only : home;
}

/** The root of the manage.py that a command runs. */
function managedRoot(context: StartContext, start: CommandText, roots: readonly Root[]): Root | null {
  for (const { command, folder } of expand(context, start, 0)) {
    const word = command.words.find(({ value }) => programName(value ?? '') === 'manage.py')?.value;
    const path = word ? repositoryPath(folder, word, (file) => context.paths.has(file)) : '';
    if (context.paths.has(path)) return rootOf(path, roots);
  }
  return null;
}

/**
 * Finds the code a manifest's process belongs to. A Blueprint at the top often starts services in folders below it
 * (`python gateway/main.py`, `pnpm --filter api start`), and a Dockerfile in docker/ builds the folder above it.
 */
function house(
  files: Omit<StartContext, 'root'>,
  deployable: Deployable,
  roots: readonly Root[],
): HousedDeployable {
  const folders = foldersOf(files, deployable, roots);
  const language = commandLanguage(deployable) ?? imageLanguage(files, deployable);
  for (const folder of folders) {
    const started = deployable.start ? startedFile({ ...files, root: folder }, deployable) : null;
    const home = started ? rootOf(started, roots) : installRoot(deployable, folder, roots);
    if (home) return { deployable, home, folder };
  }
  for (const folder of folders) {
    const near = nearestRoots(folder, roots);
    const home = near.find((root) => language === null || root.language === language) ?? near[0];
    if (home) return { deployable, home, folder };
  }
  return { deployable, home: null, folder: deployable.root };
}

/** The folders a process may run in, the documented one first. */
function foldersOf(
  files: Omit<StartContext, 'root'>,
  deployable: Deployable,
  roots: readonly Root[],
): string[] {
  if (deployable.kind === 'Dockerfile') {
    const folder = nearestRoots(deployable.root, roots)[0]?.folder ?? deployable.root;
    const inner = imageFolder(files.read(deployable.path) ?? '', roots, folder);
    return inner === null ? [folder] : [inner, folder];
  }
  const image = deployable.dockerfile === null ? null : files.read(deployable.dockerfile);
  const inner = image === null ? null : imageFolder(image, roots, deployable.root);
  // A Blueprint in a folder below names no root when its author set it in the dashboard.
  const own = [deployable.root, folderOf(deployable.path)];
  return [...new Set(inner === null ? own : [inner, ...own])];
}

/** The root whose requirements file the build command installs. */
function installRoot(deployable: Deployable, folder: string, roots: readonly Root[]): Root | null {
  const installed = /-r\s+([\w./-]+)\/[\w.-]+\.txt/.exec(deployable.build?.text ?? '')?.[1];
  return roots.find((root) => installed !== undefined && root.folder === joinPath(folder, installed)) ?? null;
}

/** Roots of the deepest folder that is or holds the given one. */
function nearestRoots(folder: string, roots: readonly Root[]): Root[] {
  for (let at: string | null = folder; at !== null; at = at === '' ? null : folderOf(at)) {
    const found = roots.filter((root) => root.folder === at);
    if (found.length > 0) return found;
  }
  return [];
}

/** A source file that the start command runs or loads, relative to the repository. */
export function startedFile(context: StartContext, deployable: Deployable): string | null {
  if (!deployable.start) return null;
  const own = { ...context, variables: deployable.variables, image: deployable.dockerfile };
  const commands = expand(own, deployable.start, 0);
  for (const server of serversIn(own, commands).reverse()) {
    const folder = commands.find(({ command }) => command === server.command)?.folder ?? context.root;
    if (server.entry && languageOf(server.entry)) return server.entry;
    const found = applicationFile(context.paths, server, folder);
    if (found) return found;
    // `pnpm --filter api start` leaves no file, but the folder it runs in.
    if (folder !== context.root && context.paths.has(`${folder}/package.json`)) return `${folder}/index.js`;
  }
  return null;
}

function commandLanguage(deployable: Deployable): Root['language'] | null {
  const command = `${deployable.start?.text ?? ''} ${deployable.build?.text ?? ''}`;
  if (
    /\b(python[\d.]*|pip3?|gunicorn|uvicorn|hypercorn|daphne|celery|flask|fastapi|alembic|poetry|uv|pipenv|uwsgi)\b|manage\.py/.test(
      command,
    )
  )
    return 'python';
  if (/\b(node|npm|npx|yarn|pnpm|bun|next|nest|tsx|ts-node)\b/.test(command)) return 'node';
  return null;
}

/** The language of the image that a Dockerfile's last stage stands on. */
function imageLanguage(files: Omit<StartContext, 'root'>, deployable: Deployable): Root['language'] | null {
  const text = deployable.kind === 'Dockerfile' ? files.read(deployable.path) : null;
  if (text === null) return null;
  const { stages } = readDockerfile(text);
  let base = stages.at(-1)?.base ?? '';
  for (let step = 0; step < stages.length; step++)
    base = stages.find(({ name }) => name === base)?.base ?? base;
  if (/(^|\/)(python|uv|pypy)(:|@|$)|python/.test(base)) return 'python';
  return /(^|\/)(node|bun)(:|@|$)|nodejs/.test(base) ? 'node' : null;
}
