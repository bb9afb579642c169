import type { ManifestVariable, VariableSource } from '@unblock/platforms';
import { databaseSinks } from '../database/sinks.ts';
import type { EnvironmentRead } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import type { OutcomeVariable } from '../outcome.ts';
import type { Value } from '../value.ts';
import { variablesOf } from '../variables.ts';

/** A variable with the place its value should come from. */
export type ProcessVariable = ManifestVariable;

/** Keys that any random text serves for, so that a platform may make them up. Keys of other services and Fernet keys are none. */
const GENERATED =
  /^((DJANGO|FLASK|APP|NEXTAUTH|NEST)_)?SECRET(_KEY)?$|^(JWT|SESSION|COOKIE|AUTH|NEXTAUTH|CSRF|ACCESS_TOKEN|REFRESH_TOKEN|JWT_ACCESS|JWT_REFRESH)_SECRET(_KEY)?$/;
const DATABASE = /^((POSTGRES|POSTGRESQL|PG|DB)_?(URL|URI|DSN)|(SQLALCHEMY_)?DATABASE_UR[IL])$/;
const POSTGRES = /^(psycopg2?(-binary)?|asyncpg|pg8000|pg|postgres|pg-promise)$/;
const BIND = /^((APP|API|BIND|LISTEN|SERVER|UVICORN)_)?HOST$/;
const STAGE = /^(APP_|APPLICATION_|FLASK_|DJANGO_|FASTAPI_|SERVER_|DEPLOY_|PYTHON_)?ENV(IRONMENT)?$/;
const DEBUG = /^([A-Z\d]+_)?DEBUG$/;
/** The word that switches off, in the form of the one that is on by default. */
const OFF: Readonly<Record<string, string>> = {
  True: 'False',
  true: 'false',
  TRUE: 'FALSE',
  1: '0',
  yes: 'no',
  on: 'off',
};

/** The variables a manifest has to give a service, with their sources. Those with a fallback that serves are left out. */
export function processVariables(model: Model, service: Service): ProcessVariable[] {
  const reads = new Map<string, EnvironmentRead[]>();
  for (const read of model.factsOf(service, 'environment-read')) {
    const known = reads.get(read.name);
    if (known) known.push(read);
    else reads.set(read.name, [read]);
  }
  return variablesOf(model, service).flatMap((variable): ProcessVariable[] => {
    const source = sourceOf(model, service, variable, reads.get(variable.name) ?? []);
    return source ? [{ name: variable.name, source }] : [];
  });
}

/** Whether the service talks to PostgreSQL, by the drivers it installs or by its Prisma schema. */
function usesPostgres(model: Model, service: Service): boolean {
  const schema = service.root ? `${service.root}/prisma/schema.prisma` : 'prisma/schema.prisma';
  return (
    service.dependencies.entries.some(({ name, production }) => production && POSTGRES.test(name)) ||
    (model.paths.has(schema) && /^[ \t]*provider\s*=\s*"postgres(ql)?"/m.test(model.read(schema) ?? ''))
  );
}

/**
 * Whether the default names a driver, which the address of a platform's database does not, and nothing rewrites that plain
 * address: an engine for asyncio fails on it at its first line.
 */
function needsDriver(model: Model, service: Service, reads: readonly EnvironmentRead[]): boolean {
  return (
    /^postgres(ql)?\+/.test(literalFallback(model, reads) ?? '') &&
    !service.files.some((path) => /["']postgres(ql)?(:(\/\/)?)?["']/.test(model.read(path) ?? ''))
  );
}

function sourceOf(
  model: Model,
  service: Service,
  { name, need, secret }: OutcomeVariable,
  reads: readonly EnvironmentRead[],
): VariableSource | null {
  // The gate that keeps a scheduler or a worker out of processes it should not run in: this is the process that runs it.
  // A Node service gets a worker beside it for that.
  if (name === 'RUN_SCHEDULER' || name === 'RUN_WORKER')
    return service.language === 'node' ? null : { from: 'value', value: 'true' };
  if (reads.length > 0 && reads.every((read) => isSecondName(model, read))) return null;
  if (DATABASE.test(name) && usesPostgres(model, service)) {
    if (isIdle(model, service, name)) return null;
    return needsDriver(model, service, reads) ? { from: 'person' } : { from: 'database' };
  }
  if (GENERATED.test(name))
    return isShared(model, name) || hasForm(model, reads) ? { from: 'person' } : { from: 'generated' };
  if (BIND.test(name) && need !== 'defaulted' && isListenedOn(model, service, name))
    return { from: 'value', value: '0.0.0.0' };
  // `process.env.basePath`: a constant that a bundler puts in, not a variable.
  const isNamed = need === 'no-default' && !/[a-z]/.test(name);
  if (need === 'required' || isNamed || secret) return { from: 'person' };
  const fallback = literalFallback(model, reads);
  const production = fallback === null ? null : productionValue(model, name, fallback, reads);
  if (production !== null) return { from: 'value', value: production };
  if (BIND.test(name) && fallback !== null && /^(localhost|127\.0\.0\.1)$/.test(fallback))
    return { from: 'value', value: '0.0.0.0' };
  return fallback !== null && /localhost|127\.0\.0\.1/.test(fallback) ? { from: 'person' } : null;
}

/** Every engine of SQLAlchemy is followed to where its URL comes from, and this variable is none of them. */
function isIdle(model: Model, service: Service, name: string): boolean {
  const sinks = databaseSinks(model, service);
  return (
    sinks.length > 0 &&
    sinks.every(({ trace }) => !trace.isUnknown && trace.literals.length > 0 && trace.reads.length === 0) &&
    model.factsOf(service, 'environment-read').some((read) => read.name === name && read.need === 'defaulted')
  );
}

/** A field of settings whose default is read from another variable, `dsn: str = config("DATABASE_URL")`: that one is given. */
function isSecondName(model: Model, { via, fallback, name }: EnvironmentRead): boolean {
  const value = via === 'settings' && fallback ? model.resolve(fallback) : null;
  return value?.kind === 'environment' && value.name !== name;
}

/** What a setting must be on a platform whose default is right for a developer's machine only; null for any other one. */
function productionValue(
  model: Model,
  name: string,
  fallback: string,
  reads: readonly EnvironmentRead[],
): string | null {
  if (DEBUG.test(name)) return OFF[fallback] ?? null;
  if (!STAGE.test(name) || !/^(local(host)?|dev|devel|develop|development)$/i.test(fallback)) return null;
  // `Literal["dev", "prod"]`: the code has its own name for it.
  const texts = reads.map(({ span }) => model.read(span.path) ?? '');
  const knows = (value: string) => texts.some((text) => new RegExp(`["']${value}["']`).test(text));
  return knows('prod') && !knows('production') ? 'prod' : 'production';
}

function isListenedOn(model: Model, service: Service, name: string): boolean {
  return model.factsOf(service, 'server-call').some(({ host }) => {
    const value = host ? model.resolve(host) : null;
    return value?.kind === 'environment' && value.name === name;
  });
}

/** Two services that read one secret have to agree on it. */
function isShared(model: Model, name: string): boolean {
  const readers = model.services.filter((service) =>
    model.factsOf(service, 'environment-read').some((read) => read.name === name),
  );
  return readers.length > 1;
}

/** A Fernet key has a form of its own that random text does not have. */
function hasForm(model: Model, reads: readonly EnvironmentRead[]): boolean {
  return model.services.some(
    (service) => reads.some(({ span }) => service.files.includes(span.path)) && makesFernet(model, service),
  );
}

function makesFernet(model: Model, service: Service): boolean {
  const services = FERNET.get(model) ?? new Map<Service, boolean>();
  FERNET.set(model, services);
  const makes =
    services.get(service) ?? service.files.some((path) => /\bFernet\(/.test(model.read(path) ?? ''));
  services.set(service, makes);
  return makes;
}

/** Every secret of a service asks the same of all its files. */
const FERNET = new WeakMap<Model, Map<Service, boolean>>();

function literalFallback(model: Model, reads: readonly EnvironmentRead[]): string | null {
  for (const { fallback } of reads) {
    const value: Value | null = fallback ? model.resolve(fallback) : null;
    if (value?.kind !== 'literal' || value.value === null) continue;
    if (value.value === true) return value.span.path.endsWith('.py') ? 'True' : 'true';
    return String(value.value);
  }
  return null;
}
