import { iniEntry, readIni } from '@unblock/codemods/ini/index';
import { parseRequirements } from '@unblock/codemods/requirements/index';
import { readToml } from '@unblock/codemods/toml/index';
import type { Deployable } from '@unblock/platforms';
import type { Dependencies, Dependency, DependencyFormat } from './dependencies.ts';
import { hasOpaqueStep } from './opaque.ts';
import { readPipfile, readProject, table } from './project.ts';
import { type DependencyFiles, nameOfPlace, readRequirements, requirementsFiles } from './requirements.ts';

export type { DependencyFiles } from './requirements.ts';

/** What a platform installs for a Python service in a folder, or in the nearest folder above that declares anything. */
export function pythonDependencies(
  files: DependencyFiles,
  folder: string,
  deployables: readonly Deployable[],
): Dependencies {
  const { build, images } = installCommands(files, folder, deployables);
  const commands = `${build}\n${images}`;
  const isRead = !hasOpaqueStep(build, images);
  for (let at: string | null = folder; at !== null; at = parent(at)) {
    const found = declaredIn(files, at, commands);
    if (!found) continue;
    const entries = found.entries.map((entry) =>
      entry.group !== null && installsGroup(commands, entry.group) ? { ...entry, production: true } : entry,
    );
    const path = (name: string) => (at ? `${at}/${name}` : name);
    // What conda installs is not read.
    const hasConda = ['environment.yml', 'environment.yaml'].some((name) => files.paths.has(path(name)));
    return {
      ...found,
      entries: [...entries, ...installedByCommand(commands)],
      complete: found.complete && isRead && !hasConda,
    };
  }
  return { manifest: null, locks: [], entries: installedByCommand(commands), complete: isRead };
}

/** The build commands of manifests and the RUN lines of Dockerfiles: they name what is installed. */
function installCommands(
  files: DependencyFiles,
  folder: string,
  deployables: readonly Deployable[],
): { build: string; images: string } {
  const own = deployables.filter((deployable) => deployable.root === folder);
  const dockerfiles = new Set(
    own.flatMap(({ kind, path, dockerfile }) =>
      kind === 'Dockerfile' ? [path] : dockerfile ? [dockerfile] : [],
    ),
  );
  const texts = [...dockerfiles].map((path) => files.read(path) ?? '');
  const joined = (parts: string[]) => parts.join('\n').replace(/\\\r?\n/g, ' ');
  return { build: joined(own.map(({ build }) => build?.text ?? '')), images: joined(texts) };
}

function declaredIn(files: DependencyFiles, folder: string, commands: string): Dependencies | null {
  const path = (name: string) => (folder ? `${folder}/${name}` : name);
  const has = (name: string) => files.paths.has(path(name));
  const requirements = requirementsFiles(files, folder, commands);
  const project = has('pyproject.toml') ? readProject(files, path('pyproject.toml')) : null;
  const usesProject =
    /\b(poetry install|uv sync|pip install (-e )?\.(\s|$|\[)|pdm (install|sync))/.test(commands) ||
    has('uv.lock') ||
    has('poetry.lock') ||
    has('pdm.lock');
  if (requirements.paths.length > 0 && !(usesProject && project && !requirements.named))
    return readRequirements(files, requirements.paths);
  if (has('Pipfile') && !(usesProject && project))
    return readPipfile(files, path('Pipfile'), has('Pipfile.lock') ? [path('Pipfile.lock')] : []);
  if (project) {
    const locks = ['uv.lock', 'poetry.lock', 'pdm.lock'].filter(has).map(path);
    return { ...project, locks: locks.length > 0 ? locks : workspaceLock(files, folder) };
  }
  return has('setup.cfg') || has('setup.py') ? readSetup(files, path('setup.cfg'), has('setup.py')) : null;
}

/** The lock of a uv workspace lies in its root, above its members. https://docs.astral.sh/uv/concepts/projects/workspaces/ */
function workspaceLock(files: DependencyFiles, folder: string): string[] {
  for (let at = parent(folder); at !== null; at = parent(at)) {
    const path = (name: string) => (at ? `${at}/${name}` : name);
    if (!files.paths.has(path('uv.lock'))) continue;
    const { values } = readToml(files.read(path('pyproject.toml')) ?? '');
    return 'workspace' in table(table(table(values).tool).uv) ? [path('uv.lock')] : [];
  }
  return [];
}

function readSetup(files: DependencyFiles, path: string, hasScript: boolean): Dependencies {
  const text = files.read(path);
  const reading = text === null ? null : readIni(text);
  const entry = reading && !reading.error ? iniEntry(reading, 'options', 'install_requires') : null;
  const entries = entry
    ? parseRequirements(entry.value).map(({ name, extras, specifier }) => ({
        name,
        extras,
        specifier,
        path,
        start: entry.start,
        end: entry.end,
        production: true,
        group: null,
      }))
    : [];
  // A setup.py is a program: what it declares is known only by running it.
  return {
    manifest: text === null ? null : { path, format: 'setup.cfg' as DependencyFormat },
    locks: [],
    entries,
    complete: !hasScript && !reading?.error,
  };
}

/** Whether the install commands ask for a group or an extra, or leave the development groups in, as poetry, uv and pdm do by default. */
function installsGroup(commands: string, group: string): boolean {
  if (/--all-(groups|extras)\b|\binstall [^\n&|;]*--dev\b/.test(commands)) return true;
  const asked = [
    ...commands.matchAll(/(?:--(?:with|group|extras?)[ =]|\s-[EG] |\binstall [^\n&|;]*\[)["']?([\w, .-]+)/g),
  ];
  if (asked.some((match) => (match[1] ?? '').split(/[, ]+/).includes(group))) return true;
  return [...commands.matchAll(/\b(?:poetry install|uv sync|pdm (?:install|sync))\b([^\n&|;]*)/g)].some(
    (match) =>
      group === 'dev' && !/--(no-dev|only|without|prod|no-default-groups|no-group)/.test(match[1] ?? ''),
  );
}

/** Packages that a build command or Dockerfile installs by name: `pip install gunicorn`. */
function installedByCommand(commands: string): Dependency[] {
  return [
    ...commands.matchAll(/\b(?:pip3? install|uv pip install|poetry add|pipx install)\b([^\n&|;]*)/g),
  ].flatMap((match) =>
    (match[1] ?? '')
      .split(/\s+/)
      .map((word) => word.replace(/^["']|["']$/g, ''))
      .map((word) => nameOfPlace(word) ?? word)
      .filter((word) => /^[A-Za-z][\w.-]*(\[[\w,-]+\])?([=<>~!].*)?$/.test(word) && !word.endsWith('.txt'))
      .flatMap((word) =>
        parseRequirements(word).map(({ name, extras, specifier }) => ({
          name,
          extras,
          specifier,
          path: '',
          start: 0,
          end: 0,
          production: true,
          group: null,
        })),
      ),
  );
}

function parent(folder: string): string | null {
  if (folder === '') return null;
  return folder.split('/').slice(0, -1).join('/');
}
