import { type BlueprintVariable, writeRenderYaml } from '@unblock/platforms';
import type { Model, Service } from '../model.ts';
import type { Skip } from '../rule.ts';
import { maskSecrets } from '../secrets.ts';
import { both } from '../text.ts';
import type { Leftover } from './author.ts';
import { type Composition, compose, startCommand } from './compose.ts';
import { healthPath } from './health.ts';
import { NO_SCRIPTS, type OwnScripts, ownScripts } from './own-scripts.ts';
import { type ProcessVariable, processVariables } from './process-variables.ts';
import { type PythonVersion, pythonVersion } from './python-version.ts';

/** A service of a Blueprint with what was found for it. */
export interface BlueprintPart {
  service: Service;
  name: string;
  composition: Composition;
  start: string;
  health: string | null;
  variables: ProcessVariable[];
  python: PythonVersion | null;
  /** The author's own scripts for the build and for the step before a deploy. */
  scripts: OwnScripts;
  /** Migrations stand in front of the start command. */
  migrates: boolean;
}

/** A Render Blueprint for several services. */
export interface ComposedBlueprint {
  text: string;
  parts: BlueprintPart[];
  /** Name of the database that is declared and wired, null without one. */
  database: string | null;
}

/** Composes one Blueprint for services; those whose commands cannot be told are left out. A reason where none is left. */
export function composeBlueprint(services: readonly Service[], model: Model): ComposedBlueprint | Skip {
  let reason: Skip = { skip: both('there is no service to describe', "il n'y a aucun service à décrire") };
  const parts: BlueprintPart[] = [];
  for (const service of services) {
    const composition = compose(service, model);
    if ('skip' in composition) {
      reason = composition;
      continue;
    }
    parts.push(partOf(service, composition, parts, model));
  }
  if (parts.length === 0) return reason;
  const usesDatabase = parts.some(({ variables }) =>
    variables.some(({ source }) => source.from === 'database'),
  );
  const database = usesDatabase
    ? `${slug(parts.length === 1 ? (parts[0]?.name ?? '') : model.name)}-db`
    : null;
  const text = writeRenderYaml({
    header: header(parts, database),
    services: parts.map((part) => ({
      name: part.name,
      type: 'web',
      runtime: part.composition.runtime,
      rootDir: part.composition.root,
      buildCommand: part.scripts.build ?? part.composition.build,
      startCommand: part.start,
      preDeployCommand: part.scripts.release,
      healthCheckPath: part.health,
      // The free plan runs no step before a deploy.
      plan: part.scripts.release ? 'starter' : 'free',
      envVars: environment(part, database ?? ''),
    })),
    databases: database ? [{ name: database, plan: 'free' }] : [],
  });
  return { text, parts, database };
}

function partOf(
  service: Service,
  composition: Composition,
  others: readonly BlueprintPart[],
  model: Model,
): BlueprintPart {
  const name = slug(service.name);
  const taken = others.some((part) => part.name === name);
  const scripts = composition.runtime === 'python' ? ownScripts(composition.root, model) : NO_SCRIPTS;
  const migrates = composition.migrations.length > 0 && scripts.release === null && !scripts.buildMigrates;
  return {
    scripts,
    migrates,
    service,
    name: taken ? `${name}-${others.length + 1}` : name,
    composition,
    start: startCommand(composition, { migrates, isolated: true }),
    health: healthPath(service, model),
    variables: processVariables(model, service),
    python: composition.runtime === 'python' ? pythonVersion(service, composition.root, model) : null,
  };
}

function environment({ python, variables }: BlueprintPart, database: string): BlueprintVariable[] {
  const version = python?.declared ? [{ key: 'PYTHON_VERSION', value: python.declared }] : [];
  return [
    ...version,
    ...variables.map(({ name: key, source }): BlueprintVariable => {
      switch (source.from) {
        case 'database':
          return { key, fromDatabase: { name: database, property: 'connectionString' } };
        case 'generated':
          return { key, generate: true };
        case 'value':
          return { key, value: source.value };
        default:
          return { key, ask: true };
      }
    }),
  ];
}

/** What a reader of the file has to know to change it. */
function header(parts: readonly BlueprintPart[], database: string | null): string[] {
  const has = (test: (part: BlueprintPart) => boolean) => parts.some(test);
  const line = (condition: boolean, text: string) => (condition ? [text] : []);
  return [
    'Render Blueprint, written from what the repository holds: https://render.com/docs/blueprint-spec',
    ...parts.map(({ service, name, health }) => {
      const application = service.application
        ? `${service.application.importString} in ${service.application.path}`
        : `package.json${service.root ? ` in ${service.root}` : ''}`;
      return `${name}: ${application}${health ? `; health route ${health}` : ''}`;
    }),
    ...parts.flatMap(({ name, composition }) => composition.left.map((entry) => leftOver(name, entry))),
    ...line(
      has(({ scripts }) => scripts.release === null),
      'Plan free: the service sleeps after 15 minutes without requests.',
    ),
    ...parts.flatMap(({ name, scripts }) =>
      line(
        scripts.release !== null,
        `${name}: plan starter, which is paid: the free plan runs no preDeployCommand, and release.sh is written for one.`,
      ),
    ),
    ...line(
      database !== null,
      `${database}: free PostgreSQL is deleted after 30 days; choose basic-256mb before it holds data you need.`,
    ),
    ...line(
      has(({ migrates }) => migrates),
      'Migrations run in front of the start command: the free plan runs no preDeployCommand. On a paid plan, move them there.',
    ),
    ...line(
      has(({ composition }) => composition.hasScheduler),
      'One worker only: a scheduler runs in the web process, and every further worker would run each job again.',
    ),
    ...line(
      has(({ variables }) => variables.some(({ name }) => name === 'RUN_SCHEDULER')),
      'RUN_SCHEDULER: true for one process of the service only; jobs do not run while a free service sleeps.',
    ),
    ...line(
      has(({ python }) => python?.path === null && python.declared !== null),
      'PYTHON_VERSION: no file names one; it is the newest that the pinned packages known here have builds for.',
    ),
    ...line(
      has(({ variables }) => variables.some(({ source }) => source.from === 'person')),
      'sync: false: Render asks for the value when the Blueprint is created, and only then.',
    ),
  ];
}

function leftOver(service: string, { kind, name, command, path }: Leftover): string {
  const shown = maskSecrets(command).replace(/\s+/g, ' ');
  return kind === 'process'
    ? `${service}: the process ${name} of ${path} is not in this file (${shown}): add a worker where it is needed.`
    : `${service}: ${path ? `${path} ` : ''}${name} also runs "${shown}": it is not in this file.`;
}

function slug(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain || 'app';
}
