import { readToml } from '@unblock/codemods/toml/index';
import type { Contract, Deployable, PythonManager } from '@unblock/platforms';
import type { Files } from '../locate.ts';
import { folderOf, joinPath } from '../paths.ts';
import { type InstallCommands, installCommands, installedByCommand, installsGroup } from './commands.ts';
import type { Dependencies } from './dependencies.ts';
import { membersBrought } from './local.ts';
import { hasOpaqueStep } from './opaque.ts';
import type { InstallPlace } from './place.ts';
import { type Project, readPipfile, readProject } from './project.ts';
import { readRequirements, requirementsFiles } from './requirements.ts';
import { readSetup } from './setup.ts';
import { table } from './toml-entries.ts';

/**
 * What a platform installs for a Python service in a folder: in the one place where platforms install for it, else in the
 * folder or the nearest one above that declares anything. What the build command or Dockerfile names goes first, then what
 * the contracts say is found.
 */
export function pythonDependencies(
  files: Files,
  folder: string,
  deployables: readonly Deployable[],
  contracts: readonly Contract[] = [],
  places: readonly InstallPlace[] = [],
): Dependencies {
  const own = installCommands(files, folder, deployables);
  const [place, ...others] = places;
  if (place && others.length === 0) {
    const there = installCommands(files, place.folder, deployables);
    const found = installedIn(
      files,
      place.folder,
      { build: `${there.build}\n${place.build}`, images: there.images },
      contracts,
    );
    // An image that is built in the service's own folder installs something else.
    const isAlone = place.folder === folder || own.images.trim() === '';
    if (found) return isAlone ? found : { ...found, complete: false };
  }
  for (let at: string | null = folder; at !== null; at = parent(at)) {
    const found = installedIn(files, at, own, contracts);
    if (found) return others.length > 0 ? { ...found, complete: false } : found;
  }
  const commands = `${own.build}\n${own.images}`;
  return {
    manifest: null,
    locks: [],
    entries: installedByCommand(commands),
    complete: !hasOpaqueStep(own.build, own.images),
  };
}

/** What the commands install where they run in a folder; null where it declares nothing. */
function installedIn(
  files: Files,
  folder: string,
  { build, images }: InstallCommands,
  contracts: readonly Contract[],
): Dependencies | null {
  const commands = `${build}\n${images}`;
  const isRead = !hasOpaqueStep(build, images);
  const found = declaredIn(files, folder, commands, contracts);
  if (!found) return null;
  const asked = groupsAsked(found.declared, commands, found.unasked);
  const members = found.project
    ? membersBrought(
        files,
        folder,
        found.project.members,
        asked.filter(({ production }) => production),
        new Set([folder]),
      )
    : null;
  const path = (name: string) => joinPath(folder, name);
  // What conda installs is not read.
  const hasConda = ['environment.yml', 'environment.yaml'].some((name) => files.paths.has(path(name)));
  const { refused } = found.declared;
  return {
    manifest: found.declared.manifest,
    locks: found.declared.locks,
    entries: [...asked, ...(members?.entries ?? []), ...installedByCommand(commands)],
    complete:
      found.declared.complete && found.isCertain && (members?.complete ?? true) && isRead && !hasConda,
    ...(refused && found.isCertain && isRead && !hasConda ? { refused } : {}),
  };
}

interface Declared {
  declared: Dependencies;
  /** The pyproject.toml behind it, with what its tools install. */
  project: Project | null;
  /** Whether groups that a tool installs unasked are installed: no command says otherwise. */
  unasked: Project['defaults'];
  /** False where platforms choose different files. */
  isCertain: boolean;
}

const NONE: Project['defaults'] = { uv: [], poetry: [], pdm: [] };

/** The entries as the commands install them: a group they ask for is for production too. */
function groupsAsked({ entries }: Dependencies, commands: string, unasked: Project['defaults']) {
  return entries.map((entry) =>
    entry.group !== null && installsGroup(commands, entry.group, unasked)
      ? { ...entry, production: true }
      : entry,
  );
}

function declaredIn(
  files: Files,
  folder: string,
  commands: string,
  contracts: readonly Contract[],
): Declared | null {
  const path = (name: string) => joinPath(folder, name);
  const has = (name: string) => files.paths.has(path(name));
  const requirements = requirementsFiles(files, folder, commands);
  const project = has('pyproject.toml') ? readProject(files, path('pyproject.toml')) : null;
  const asRequirements = (isCertain: boolean): Declared => ({
    declared: readRequirements(files, requirements.paths),
    project: null,
    unasked: NONE,
    isCertain: isCertain && !requirements.missing,
  });
  const asProject = (found: Project, isCertain: boolean): Declared => {
    const locks = ['uv.lock', 'poetry.lock', 'pdm.lock'].filter(has).map(path);
    return {
      declared: { ...found, locks: locks.length > 0 ? locks : workspaceLock(files, folder) },
      project: found,
      unasked: found.defaults,
      isCertain,
    };
  };
  const asPipfile = (isCertain: boolean): Declared => ({
    declared: readPipfile(files, path('Pipfile'), has('Pipfile.lock') ? [path('Pipfile.lock')] : []),
    project: null,
    unasked: NONE,
    isCertain,
  });
  const read = (manager: PythonManager, isCertain: boolean): Declared | null => {
    if (manager === 'pip') return requirements.paths.length > 0 ? asRequirements(isCertain) : null;
    if (manager === 'pipenv') return has('Pipfile') ? asPipfile(isCertain) : null;
    return project ? asProject(project, isCertain) : null;
  };

  if (requirements.named && requirements.paths.length > 0) return asRequirements(true);
  const named = managerOf(commands);
  const byCommand = named ? read(named, true) : null;
  if (byCommand) return byCommand;
  const chosen = contracts.flatMap(({ pythonInstall }) =>
    (pythonInstall.value?.managers ?? []).filter((manager) => has(FILE_OF[manager])).slice(0, 1),
  );
  const [first] = chosen;
  const byContract =
    first && commands.trim() === ''
      ? read(
          first,
          chosen.every((manager) => manager === first),
        )
      : null;
  if (byContract) return byContract;
  const hasLock = ['uv.lock', 'poetry.lock', 'pdm.lock'].some(has);
  if (requirements.paths.length > 0 && !(hasLock && project)) return asRequirements(true);
  if (has('Pipfile') && !(hasLock && project)) return asPipfile(true);
  if (project) return asProject(project, true);
  if (!has('setup.cfg') && !has('setup.py')) return null;
  return { declared: readSetup(files, folder), project: null, unasked: NONE, isCertain: true };
}

/** The file by which a platform recognises a manager. */
const FILE_OF: Readonly<Record<PythonManager, string>> = {
  pip: 'requirements.txt',
  uv: 'uv.lock',
  poetry: 'poetry.lock',
  pdm: 'pdm.lock',
  pipenv: 'Pipfile',
};

/** The package manager that install commands run. */
function managerOf(commands: string): PythonManager | null {
  if (/\buv sync\b/.test(commands)) return 'uv';
  if (/\bpoetry (install|sync)\b/.test(commands)) return 'poetry';
  if (/\bpdm (install|sync)\b/.test(commands)) return 'pdm';
  if (/\bpip[\d.]* install (-\S+ )*["']?\.(["']?(\s|$)|\[)/.test(commands)) return 'uv';
  if (/\bpip[\d.]* install [^\n&|;]*(-r|--requirements?)[ =]*\S*\bpyproject\.toml\b/.test(commands))
    return 'uv';
  return /\bpipenv (install|sync)\b/.test(commands) ? 'pipenv' : null;
}

/** The lock of a uv workspace lies in its root, above its members. https://docs.astral.sh/uv/concepts/projects/workspaces/ */
function workspaceLock(files: Files, folder: string): string[] {
  for (let at = parent(folder); at !== null; at = parent(at)) {
    const path = (name: string) => joinPath(at, name);
    if (!files.paths.has(path('uv.lock'))) continue;
    const { values } = readToml(files.read(path('pyproject.toml')) ?? '');
    return 'workspace' in table(table(table(values).tool).uv) ? [path('uv.lock')] : [];
  }
  return [];
}

function parent(folder: string): string | null {
  if (folder === '') return null;
  return folderOf(folder);
}
