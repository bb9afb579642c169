import { migrationEnvironments } from '../alembic.ts';
import { ignoringFile } from '../git-ignored.ts';
import { type IgnoreLine, ignoringLines, relativeTo } from '../ignore-lines.ts';
import { migrationOf } from '../migration-command.ts';
import type { Model, Service } from '../model.ts';
import { djangoSettings } from '../python/django-settings.ts';
import { itemsOf } from '../python/django-values.ts';
import { expand, type PlacedCommand } from './start.ts';

/** Where a service keeps its migrations. */
export interface MigrationFolder {
  /** Relative to the repository. */
  path: string;
  tool: 'Alembic' | 'Django' | 'Prisma';
  /** A migration that the tool would write there. */
  example: string;
  /** Migrations that the repository holds. */
  files: string[];
}

/** The folders in which the tools that a service uses keep its migrations, sorted. */
export function migrationFolders(service: Service, model: Model): MigrationFolder[] {
  const folders = [...inAlembic(service, model), ...inDjango(service, model), ...inPrisma(service, model)];
  const known = new Map(folders.map((folder) => [folder.path, folder]));
  return [...known.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function inAlembic(service: Service, model: Model): MigrationFolder[] {
  return migrationEnvironments(model, service).map(({ path }) =>
    folder(
      model,
      `${path.slice(0, path.lastIndexOf('/') + 1)}versions`,
      'Alembic',
      '1a2b3c4d5e6f_initial.py',
    ),
  );
}

/** The apps with models. https://docs.djangoproject.com/en/stable/topics/migrations/#version-control */
function inDjango(service: Service, model: Model): MigrationFolder[] {
  if (service.framework !== 'django') return [];
  const apps = service.files.flatMap((path) => /^(.*)\/models(?:\.py|\/[^/]+\.py)$/.exec(path)?.[1] ?? []);
  return [...new Set(apps)]
    .filter((app) => service.files.some((path) => isModelFile(path, app) && hasModel(path, model)))
    .filter((app) => isInstalled(app, service, model))
    .map((app) => folder(model, `${app}/migrations`, 'Django', '0001_initial.py'));
}

/** Migrations of an application that production does not install are never run; where its list is not known, they may be. */
function isInstalled(app: string, service: Service, model: Model): boolean {
  const settings = djangoSettings(service, model);
  const installed = settings ? itemsOf(settings, 'INSTALLED_APPS', model) : null;
  if (!installed?.isComplete || installed.texts.length === 0) return true;
  const name = app.slice(app.lastIndexOf('/') + 1);
  return installed.texts.some(({ text }) => text.split('.').includes(name));
}

function isModelFile(path: string, app: string): boolean {
  return path === `${app}/models.py` || path.startsWith(`${app}/models/`);
}

function hasModel(path: string, model: Model): boolean {
  if (!/models\.Model|AbstractUser/.test(model.read(path) ?? '')) return false;
  const classes = Object.values(model.module(path)?.classes ?? {});
  return classes.some(({ bases }) => bases.some((base) => /^(models\.Model|AbstractUser)$/.test(base)));
}

/** A schema of its own with a folder beside it, where something in the service applies migrations. */
function inPrisma(service: Service, model: Model): MigrationFolder[] {
  // The program is a dependency of development in most projects.
  if (!service.dependencies.entries.some(({ name }) => name === 'prisma')) return [];
  const inside = service.root ? `${service.root}/` : '';
  const schema = `${inside}prisma/schema.prisma`;
  const scripts = model.read(`${inside}package.json`) ?? '';
  const applies = scripts.includes('prisma migrate deploy') || migrationCommands(service, model).length > 0;
  // Prisma Migrate knows no MongoDB. https://www.prisma.io/docs/orm/overview/databases/mongodb
  if (!model.paths.has(schema) || !applies || /provider\s*=\s*"mongodb"/.test(model.read(schema) ?? ''))
    return [];
  return [folder(model, `${inside}prisma/migrations`, 'Prisma', '20250101000000_init/migration.sql')];
}

function folder(model: Model, path: string, tool: MigrationFolder['tool'], example: string): MigrationFolder {
  const ends = example.slice(example.lastIndexOf('.'));
  const files = [...model.paths].filter(
    (file) => file.startsWith(`${path}/`) && file.endsWith(ends) && !file.endsWith('__init__.py'),
  );
  return { path, tool, example: `${path}/${example}`, files };
}

/** The commands that platforms run for a service before and at its start. */
function commandsOf(service: Service, model: Model): PlacedCommand[] {
  const context = { root: service.root, paths: model.paths, read: (path: string) => model.read(path) };
  const before = service.deployables.flatMap(({ preDeploy, build }) =>
    [preDeploy, build].flatMap((command) => (command ? expand(context, command, 0) : [])),
  );
  return [...before, ...service.starts.flatMap(({ commands }) => commands)];
}

/** Those that apply migrations, as they are written. */
export function migrationCommands(service: Service, model: Model): string[] {
  return commandsOf(service, model).flatMap(({ command }) => migrationOf(command) ?? []);
}

/** Whether the deploy makes its migrations, or its tables, by itself: then none has to be in the repository. */
export function makesItsOwn(service: Service, model: Model): boolean {
  return commandsOf(service, model).some(({ command }) => {
    const text = command.words.map(({ value }) => value ?? '').join(' ');
    return /\bmakemigrations\b|\bdb push\b|\bmigrate dev\b|\brevision\b|\bdb (migrate|init)\b/.test(text);
  });
}

/** The line of a .gitignore that keeps the migrations of a Django application out of the repository; null without one. */
export function ignoredBy(application: string, service: Service, model: Model): IgnoreLine | null {
  const folder = migrationFolders(service, model).find(
    ({ path }) => application === '' || path === `${application}/migrations`,
  );
  const file = folder ? ignoringFile(model, folder.example) : null;
  if (!folder || !file) return null;
  return ignoringLines(file, model.read(file) ?? '', relativeTo(file, folder.example), 'git')[0] ?? null;
}
