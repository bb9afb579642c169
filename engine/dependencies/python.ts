import { iniEntry, readIni } from '@unblock/codemods/ini/index';
import {
  normalizeName,
  parseRequirementOptions,
  parseRequirements,
} from '@unblock/codemods/requirements/index';
import { readToml } from '@unblock/codemods/toml/index';
import type { Deployable } from '@unblock/platforms';
import type { Dependencies, Dependency, DependencyFormat } from './dependencies.ts';

/** What reading dependencies needs to know of the repository. */
export interface DependencyFiles {
  paths: ReadonlySet<string>;
  read(path: string): string | null;
}

/** Requirements files a platform installs by convention, the usual one first. */
const REQUIREMENTS = [
  'requirements.txt',
  'requirements/production.txt',
  'requirements/prod.txt',
  'requirements/base.txt',
  'requirements-prod.txt',
  'requirements.prod.txt',
  'requirements/requirements.txt',
];

/** What a platform installs for a Python service in a folder, or in the nearest folder above that declares anything. */
export function pythonDependencies(
  files: DependencyFiles,
  folder: string,
  deployables: readonly Deployable[],
): Dependencies {
  const commands = installCommands(files, folder, deployables);
  for (let at: string | null = folder; at !== null; at = parent(at)) {
    const found = declaredIn(files, at, commands);
    if (found) return { ...found, entries: [...found.entries, ...installedByCommand(commands)] };
  }
  return { manifest: null, locks: [], entries: installedByCommand(commands), complete: true };
}

/** The build commands of manifests and the RUN lines of Dockerfiles: they name what is installed. */
function installCommands(files: DependencyFiles, folder: string, deployables: readonly Deployable[]): string {
  const own = deployables.filter((deployable) => deployable.root === folder);
  const dockerfiles = new Set(
    own.flatMap(({ kind, path, dockerfile }) =>
      kind === 'Dockerfile' ? [path] : dockerfile ? [dockerfile] : [],
    ),
  );
  const texts = [...dockerfiles].map((path) => files.read(path) ?? '');
  return [...own.map(({ build }) => build?.text ?? ''), ...texts].join('\n').replaceAll('\\\n', ' ');
}

function declaredIn(files: DependencyFiles, folder: string, commands: string): Dependencies | null {
  const path = (name: string) => (folder ? `${folder}/${name}` : name);
  const has = (name: string) => files.paths.has(path(name));
  const named = [...commands.matchAll(/(?:-r|--requirement)[ =]+([\w./-]+\.txt)/g)].map((match) =>
    (match[1] ?? '').replace(/^\.?\/(app\/|code\/)?/, ''),
  );
  const requirements = [...named, ...REQUIREMENTS].find(has);
  const project = has('pyproject.toml') ? readProject(files, path('pyproject.toml')) : null;
  const usesProject =
    /\b(poetry install|uv sync|pip install (-e )?\.(\s|$|\[)|pdm (install|sync))/.test(commands) ||
    has('uv.lock') ||
    has('poetry.lock') ||
    has('pdm.lock');
  if (requirements && !(usesProject && project && named.length === 0))
    return readRequirementsFile(files, folder, requirements);
  if (has('Pipfile') && !(usesProject && project))
    return readPipfile(files, path('Pipfile'), has('Pipfile.lock') ? [path('Pipfile.lock')] : []);
  if (project) {
    const locks = ['uv.lock', 'poetry.lock', 'pdm.lock'].filter(has).map(path);
    return { ...project, locks };
  }
  return has('setup.cfg') || has('setup.py') ? readSetup(files, path('setup.cfg'), has('setup.py')) : null;
}

function readRequirementsFile(files: DependencyFiles, folder: string, name: string): Dependencies {
  const path = folder ? `${folder}/${name}` : name;
  const entries: Dependency[] = [];
  const complete = collect(files, path, entries, new Set());
  const stem = path.replace(/\.txt$/, '');
  const compiledFrom = files.paths.has(`${stem}.in`);
  const manifest = { path, format: 'requirements' as const };
  // A file compiled from a .in is a lock file itself.
  const locks = [
    ...(compiledFrom ? [path] : []),
    ...[`${stem}.lock`].filter((lock) => files.paths.has(lock)),
  ];
  return { manifest, locks, entries, complete };
}

function collect(files: DependencyFiles, path: string, entries: Dependency[], seen: Set<string>): boolean {
  if (seen.has(path)) return true;
  seen.add(path);
  const text = files.read(path);
  if (text === null) return false;
  for (const { name, extras, specifier, start, end } of parseRequirements(text)) {
    entries.push({ name, extras, specifier, path, start, end, production: true });
  }
  let complete = true;
  for (const { option, value } of parseRequirementOptions(text)) {
    if (option !== '-r' && option !== '--requirement') continue;
    const folder = path.split('/').slice(0, -1).join('/');
    complete = collect(files, resolve(folder, value), entries, seen) && complete;
  }
  return complete;
}

function readProject(files: DependencyFiles, path: string): Dependencies | null {
  const text = files.read(path) ?? '';
  const { values } = readToml(text);
  if (!values) return null;
  const project = table(values.project);
  const poetry = table(table(values.tool).poetry);
  if (Array.isArray(project.dependencies)) {
    const dynamic = Array.isArray(project.dynamic) && project.dynamic.includes('dependencies');
    const entries = project.dependencies.flatMap((item) => requirement(text, path, item, true));
    const optional = Object.values(table(project['optional-dependencies'])).flatMap((group) =>
      Array.isArray(group) ? group : [],
    );
    const groups = Object.values(table(values['dependency-groups'])).flatMap((group) =>
      Array.isArray(group) ? group : [],
    );
    const others = [...optional, ...groups].flatMap((item) => requirement(text, path, item, false));
    return {
      manifest: { path, format: 'pep621' },
      locks: [],
      entries: [...entries, ...others],
      complete: !dynamic,
    };
  }
  if (!('dependencies' in poetry)) return null;
  const production = Object.entries(table(poetry.dependencies)).map(([name, value]) =>
    poetryEntry(text, path, name, value, true),
  );
  const groups = Object.values(table(poetry.group)).flatMap((group) =>
    Object.entries(table(table(group).dependencies)),
  );
  const legacy = Object.entries(table(poetry['dev-dependencies']));
  const development = [...groups, ...legacy].map(([name, value]) =>
    poetryEntry(text, path, name, value, false),
  );
  return {
    manifest: { path, format: 'poetry' },
    locks: [],
    entries: [...production, ...development],
    complete: true,
  };
}

function poetryEntry(
  text: string,
  path: string,
  name: string,
  value: unknown,
  production: boolean,
): Dependency {
  const details = table(value);
  const specifier =
    typeof value === 'string' ? value : typeof details.version === 'string' ? details.version : '';
  const extras = Array.isArray(details.extras)
    ? details.extras.filter((extra) => typeof extra === 'string')
    : [];
  const start = Math.max(
    0,
    text.search(new RegExp(`^\\s*["']?${name.replace(/[.\\]/g, '\\$&')}["']?\\s*=`, 'm')),
  );
  return { name: normalizeName(name), extras, specifier, path, start, end: start + name.length, production };
}

function requirement(text: string, path: string, item: unknown, production: boolean): Dependency[] {
  if (typeof item !== 'string') return [];
  const start = Math.max(0, text.indexOf(item));
  return parseRequirements(item).map(({ name, extras, specifier }) => ({
    name,
    extras,
    specifier,
    path,
    start,
    end: start + item.length,
    production,
  }));
}

function readPipfile(files: DependencyFiles, path: string, locks: string[]): Dependencies {
  const text = files.read(path) ?? '';
  const values = readToml(text).values ?? {};
  const group = (name: string, production: boolean) =>
    Object.entries(table(values[name])).map(([key, value]) =>
      poetryEntry(text, path, key, value, production),
    );
  return {
    manifest: { path, format: 'pipfile' },
    locks,
    entries: [...group('packages', true), ...group('dev-packages', false)],
    complete: true,
  };
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
      }))
    : [];
  // A setup.py is a program: what it declares is known only by running it.
  return {
    manifest: text === null ? null : { path, format: 'setup.cfg' as DependencyFormat },
    locks: [],
    entries,
    complete: !hasScript,
  };
}

/** Packages that a build command or Dockerfile installs by name: `pip install gunicorn`. */
function installedByCommand(commands: string): Dependency[] {
  return [
    ...commands.matchAll(/\b(?:pip3? install|uv pip install|poetry add|pipx install)\b([^\n&|;]*)/g),
  ].flatMap((match) =>
    (match[1] ?? '')
      .split(/\s+/)
      .map((word) => word.replace(/^["']|["']$/g, ''))
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
        })),
      ),
  );
}

function table(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function resolve(folder: string, path: string): string {
  const segments: string[] = [];
  for (const segment of [...folder.split('/'), ...path.split('/')]) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}

function parent(folder: string): string | null {
  if (folder === '') return null;
  return folder.split('/').slice(0, -1).join('/');
}
