import { type IniEntry, type IniReading, iniEntry, readIni } from '@unblock/codemods/ini/index';
import { readToml } from '@unblock/codemods/toml/index';
import { isProductionSource } from './inventory/classify.ts';
import type { Model, Service } from './model.ts';

/** An Alembic environment: the section of an INI file that `alembic` reads, and the env.py it runs. */
export interface MigrationEnvironment {
  /** The INI file, relative to the repository; null where pyproject.toml alone configures Alembic. */
  ini: string | null;
  section: string;
  /** The env.py, relative to the repository. */
  path: string;
  /** The database URLs of this environment: one, or one a database with the template of several. */
  urls: { section: string; entry: IniEntry }[];
  /** The INI names several databases for one env.py. */
  isMultiple: boolean;
}

/**
 * The Alembic environments whose env.py lies in a service, in the order of their files.
 * https://alembic.sqlalchemy.org/en/latest/tutorial.html#editing-the-ini-file
 */
export function migrationEnvironments(model: Model, service: Service): MigrationEnvironment[] {
  if (service.language !== 'python') return [];
  const known = ENVIRONMENTS.get(model) ?? allEnvironments(model);
  ENVIRONMENTS.set(model, known);
  return known.filter(({ path }) => ownerOf(model, path) === service);
}

/** Several rules ask for them, for every service. */
const ENVIRONMENTS = new WeakMap<Model, MigrationEnvironment[]>();

function allEnvironments(model: Model): MigrationEnvironment[] {
  const files = [...model.paths].filter(
    (path) => /(\.ini|(^|\/)pyproject\.toml)$/.test(path) && isProductionSource(path),
  );
  return files
    .sort()
    .flatMap((path) => (path.endsWith('.ini') ? inIni(model, path) : inProject(model, path)));
}

function ownerOf(model: Model, path: string): Service | undefined {
  return model.services
    .filter(({ root, language }) => language === 'python' && (root === '' || path.startsWith(`${root}/`)))
    .sort((a, b) => b.root.length - a.root.length)[0];
}

function inIni(model: Model, ini: string): MigrationEnvironment[] {
  const text = model.read(ini);
  const reading = text?.includes('[') ? readIni(text) : null;
  if (!reading || reading.error) return [];
  return reading.sections.flatMap(({ name }): MigrationEnvironment[] => {
    const location =
      iniEntry(reading, name, 'script_location')?.value ??
      (name === 'alembic' ? projectLocation(model, besides(ini)) : null);
    const path = location ? locateEnvironment(model, ini, location) : null;
    if (!path) return [];
    const databases = (iniEntry(reading, name, 'databases')?.value ?? '')
      .split(',')
      .map((database) => database.trim())
      .filter(Boolean);
    const sections = databases.length > 0 ? databases : [name];
    return [{ ini, section: name, path, urls: urlsOf(reading, sections), isMultiple: databases.length > 0 }];
  });
}

function urlsOf(reading: IniReading, sections: readonly string[]): MigrationEnvironment['urls'] {
  return sections.flatMap((section) => {
    const entry = iniEntry(reading, section, 'sqlalchemy.url');
    return entry ? [{ section, entry }] : [];
  });
}

/** pyproject.toml holds the location, alembic.ini beside it only the database; without that file there is none. */
function inProject(model: Model, project: string): MigrationEnvironment[] {
  const folder = project.slice(0, -'pyproject.toml'.length);
  if (model.paths.has(`${folder}alembic.ini`)) return [];
  const location = projectLocation(model, project);
  const path = location ? locateEnvironment(model, project, location) : null;
  return path ? [{ ini: null, section: 'alembic', path, urls: [], isMultiple: false }] : [];
}

function besides(ini: string): string {
  return `${ini.slice(0, ini.lastIndexOf('/') + 1)}pyproject.toml`;
}

/** `[tool.alembic] script_location`. https://alembic.sqlalchemy.org/en/latest/tutorial.html#using-pyproject-toml-for-configuration */
function projectLocation(model: Model, project: string): string | null {
  const text = model.paths.has(project) ? model.read(project) : null;
  if (!text?.includes('tool.alembic')) return null;
  const { values } = readToml(text);
  const location = member(member(member(values, 'tool'), 'alembic'), 'script_location');
  return typeof location === 'string' ? location : null;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** The env.py a `script_location` means: relative to its file, or to a folder above in which `alembic` is started. */
function locateEnvironment(model: Model, from: string, location: string): string | null {
  const folder = from.split('/').slice(0, -1);
  const inPackage = /^([\w.]+):(.*)$/.exec(location);
  if (inPackage?.[1]) {
    const init = model.locate([...folder, 'env.py'].join('/'), inPackage[1]);
    if (!init?.endsWith('/__init__.py')) return null;
    return existing(model, [...init.split('/').slice(0, -1), ...(inPackage[2] ?? '').split('/')]);
  }
  const here = /^%\(here\)s(\/|$)/.exec(location);
  const rest = (here ? location.slice(here[0].length) : location).split('/');
  if (location.startsWith('/') || rest.join('/').includes('%(')) return null;
  for (let depth = folder.length; depth >= 0; depth--) {
    const found = existing(model, [...folder.slice(0, depth), ...rest]);
    if (found || here) return found;
  }
  return null;
}

function existing(model: Model, segments: readonly string[]): string | null {
  const folders: string[] = [];
  for (const segment of segments) {
    if (segment === '..') folders.pop();
    else if (segment !== '' && segment !== '.') folders.push(segment);
  }
  const path = [...folders, 'env.py'].join('/');
  return model.paths.has(path) ? path : null;
}
