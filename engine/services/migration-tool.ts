import type { Contract, Deployable } from '@unblock/platforms';
import { migrationEnvironments } from '../alembic.ts';
import { findDependency } from '../dependencies/dependencies.ts';
import { versionOf } from '../dependencies/installed.ts';
import { mayReach } from '../dependencies/versions.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';

/** The tool that brings the database of a service up to date. */
export interface MigrationTool {
  name: 'Alembic' | 'Django' | 'Flask-Migrate' | 'Prisma' | 'Drizzle' | 'Knex' | 'Sequelize';
  /** Applies the migrations that are missing. */
  command: string;
  /** Folder in which the command has to run, relative to the repository. */
  folder: string;
  /** The migrations that the repository holds, sorted. */
  migrations: string[];
}

/**
 * Where a deploy migrates: on a machine of its own before it, where the plan runs one and the data can be reached from it,
 * else in front of the server.
 *
 * @param isFile the data lies in a file on the machine of the web process.
 */
export function migrationStep(
  contract: Contract,
  deployable: Deployable,
  isFile: boolean,
): 'pre-deploy' | 'start' {
  const hasPlan = !deployable.freePlan || contract.migrationsOnFreePlan.value;
  const { value } = contract.migrations;
  return value !== 'start' && !isStartOnly(contract, deployable) && hasPlan && !isFile
    ? 'pre-deploy'
    : 'start';
}

/** The manifest gives the platform a start command alone: a step before the deploy stands in the settings of the service. */
export function isStartOnly({ startSources }: Contract, { kind }: Deployable): boolean {
  return kind === 'Procfile' && startSources.value[0] !== 'Procfile';
}

/** The migration tool of a service; null where it has none, or more than one command would be needed. */
export function migrationTool(service: Service, model: Model): MigrationTool | null {
  for (const find of [django, flaskMigrate, alembic, prisma]) {
    const found = find(service, model);
    if (found) return found;
  }
  return null;
}

function django({ framework, root }: Service, model: Model): MigrationTool | null {
  if (framework !== 'django') return null;
  return {
    name: 'Django',
    command: 'python manage.py migrate --noinput',
    folder: root,
    migrations: filesLike(model, root, /\/migrations\/\d{4}_\w+\.py$/),
  };
}

/**
 * `--app` is known since Flask 2.2. https://flask-migrate.readthedocs.io/en/latest/#command-reference
 * https://flask.palletsprojects.com/en/stable/changes/#version-2-2-0
 */
function flaskMigrate({ dependencies, root, application }: Service, model: Model): MigrationTool | null {
  if (!findDependency(dependencies, 'flask-migrate')) return null;
  const folder = joinPath(root, 'migrations');
  if (!model.paths.has(`${folder}/env.py`) || !application) return null;
  const migrations = filesLike(model, `${folder}/versions`, /\.py$/);
  const name = application.importString.replace('()', '');
  const flask = mayReach(versionOf(model, dependencies, 'flask'), '2.2')
    ? `flask --app ${name}`
    : `env FLASK_APP=${name} flask`;
  const target = hasSeveralHeads(migrations, model) ? ' heads' : '';
  return { name: 'Flask-Migrate', command: `${flask} db upgrade${target}`, folder: root, migrations };
}

/** The command by which a tool is told once that the tables of its migrations are there: `flask db stamp head`. */
export function stampCommand(tool: MigrationTool | null): string {
  const upgrade = tool && /Alembic|Flask-Migrate/.test(tool.name) ? tool.command : 'alembic upgrade head';
  const [command = '', target = ''] = upgrade.split(' upgrade');
  return `${command} stamp${target || ' head'}`;
}

/** `script_location` and the modules that env.py imports count from the folder in which Alembic runs. */
function alembic(service: Service, model: Model): MigrationTool | null {
  if (!findDependency(service.dependencies, 'alembic')) return null;
  const [environment, ...others] = migrationEnvironments(model, service);
  const isPlain = environment && environment.section === 'alembic' && !environment.isMultiple;
  if (!isPlain || others.length > 0) return null;
  const scripts = environment.path.slice(0, -'/env.py'.length);
  const file = environment.ini ?? joinPath(service.root, 'pyproject.toml');
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
  if (folder !== '' && !scripts.startsWith(`${folder}/`)) return null;
  const migrations = filesLike(model, `${scripts}/versions`, /\.py$/);
  const target = hasSeveralHeads(migrations, model) ? 'heads' : 'head';
  return { name: 'Alembic', command: `alembic upgrade ${target}`, folder, migrations };
}

/** The client for Python brings the command line with it. https://prisma-client-py.readthedocs.io/en/stable/reference/command-line/ */
function prisma({ dependencies, language, root }: Service, model: Model): MigrationTool | null {
  if (language !== 'python' || !findDependency(dependencies, 'prisma')) return null;
  const folder = joinPath(root, 'prisma');
  if (!model.paths.has(`${folder}/schema.prisma`)) return null;
  const migrations = filesLike(model, `${folder}/migrations`, /\/migration\.sql$/);
  return { name: 'Prisma', command: 'prisma migrate deploy', folder: root, migrations };
}

/**
 * Whether several revisions have no successor: then Alembic refuses `head`.
 * https://alembic.sqlalchemy.org/en/latest/branches.html#working-with-multiple-bases
 */
function hasSeveralHeads(migrations: readonly string[], model: Model): boolean {
  const texts = migrations.map((path) => model.read(path) ?? '');
  const revisions = texts.flatMap((text) => /^revision\b[^=\n]*=\s*["']([\w-]+)["']/m.exec(text)?.[1] ?? []);
  const earlier = texts.flatMap((text) => {
    const value = /^down_revision\b[^=\n]*=\s*(\([^)]*\)|\[[^\]]*\]|.*)/m.exec(text)?.[1] ?? '';
    return [...value.matchAll(/["']([\w-]+)["']/g)].map(([, revision]) => revision);
  });
  return revisions.filter((revision) => !earlier.includes(revision)).length > 1;
}

function filesLike(model: Model, folder: string, form: RegExp): string[] {
  const inside = folder ? `${folder}/` : '';
  return [...model.paths]
    .filter((path) => path.startsWith(inside) && form.test(`/${path}`) && !path.endsWith('/__init__.py'))
    .sort();
}
