import type { IniEntry } from '@unblock/codemods/ini/index';
import type { Model, Service, Severity } from '@unblock/engine';
import { type MigrationEnvironment, migrationEnvironments } from '@unblock/engine/alembic';
import { escaped } from '@unblock/engine/escaped';
import type { Span } from '@unblock/engine/facts';
import { mayRunAlembic, tablesMadeIn } from '@unblock/engine/services/migration-runs';
import type { Contract } from '@unblock/platforms';
import { type EnvFile, readEnvFile } from './env-file.ts';
import { variableOf } from './source.ts';

/** A database URL written where the migrations take it from. */
export interface Problem {
  file: EnvFile;
  url: string;
  /** The INI key; null where the URL stands in env.py. */
  ini: { path: string; section: string; url: string } | null;
  /** The variable that is read before the URL is used; null where nothing is. */
  variable: string | null;
  span: Span;
  severity: Severity;
  /** Who needs it: a deploy that may run Alembic; a database whose tables come from its revisions alone; else a person. */
  need: 'deploy' | 'tables' | 'person';
  /** One env.py for several databases. */
  isMultiple: boolean;
  contracts: Contract[];
}

/** What the tutorial's `alembic init` leaves in the file. */
export const PLACEHOLDER = 'driver://user:pass@localhost/dbname';

/** The URLs of a service's migrations that are written in place. */
export function findProblems(service: Service, model: Model): Problem[] {
  const environments = migrationEnvironments(model, service);
  const files = new Map<string, EnvFile | null>();
  for (const { path } of environments) if (!files.has(path)) files.set(path, readEnvFile(model, path));
  const inIni = environments.flatMap((environment) => {
    const file = files.get(environment.path);
    if (!file?.readsIni || isStartedWithOwnUrl(environment.path, service, model)) return [];
    return environment.urls.flatMap(({ section, entry }) =>
      iniProblem(environment, section, entry, file, service, model),
    );
  });
  const inCode = [...files.values()].flatMap((file) => (file ? codeProblems(file, service, model) : []));
  return [...inIni, ...inCode].filter(({ contracts }) => contracts.length > 0);
}

function iniProblem(
  environment: MigrationEnvironment,
  section: string,
  entry: IniEntry,
  file: EnvFile,
  service: Service,
  model: Model,
): Problem[] {
  const { ini: path, isMultiple } = environment;
  const url = entry.value.trim();
  const isWritten = /^[\w+]+:\/\/./.test(url) && !/%\((?!here\))|\$|\{/.test(url);
  if (!path || !isWritten || isUnused(url, environment, service, model)) return [];
  const span = { path, start: entry.start, end: entry.end };
  const contracts = contractsOf(url, model);
  return [
    {
      file,
      url,
      ini: { path, section, url },
      variable: null,
      span,
      severity: severityOf(environment.path, model),
      need: needOf(environment.path, model),
      isMultiple,
      contracts,
    },
  ];
}

/** A placeholder without a migration is Alembic set up and never used; SQLite is right where the application has no other. */
function isUnused(url: string, environment: MigrationEnvironment, service: Service, model: Model): boolean {
  if (url.startsWith('sqlite')) return variableOf(model, service) === null;
  return url.startsWith('driver://') && !hasRevisions(environment.path, model);
}

function hasRevisions(envPath: string, model: Model): boolean {
  const folder = envPath.slice(0, envPath.lastIndexOf('/') + 1);
  return [...model.paths].some((path) => path.startsWith(folder) && /\/versions\/.*\.py$/.test(path));
}

function needOf(envPath: string, model: Model): Problem['need'] {
  if (mayRunAlembic(model)) return 'deploy';
  return hasRevisions(envPath, model) && tablesMadeIn(model) === null ? 'tables' : 'person';
}

function severityOf(envPath: string, model: Model): Severity {
  if (needOf(envPath, model) !== 'person') return 'critical';
  return hasRevisions(envPath, model) ? 'important' : 'advice';
}

/** Code of the service hands Alembic a URL, and no command runs `alembic` by itself. */
function isStartedWithOwnUrl(envPath: string, service: Service, model: Model): boolean {
  const isSet = service.files.some(
    (path) =>
      path.endsWith('.py') &&
      path !== envPath &&
      /set_main_option\(\s*["']sqlalchemy\.url/.test(model.read(path) ?? ''),
  );
  if (!isSet) return false;
  const commands = [
    ...service.starts.map(({ command }) => command.text),
    ...service.starts.flatMap((start) => start.commands.map(({ text }) => text.text)),
    ...service.deployables.flatMap(({ preDeploy, build }) => [preDeploy?.text ?? '', build?.text ?? '']),
  ];
  return !commands.some((command) => /\balembic\b/.test(command));
}

function codeProblems(file: EnvFile, service: Service, model: Model): Problem[] {
  const declared = new Set(service.deployables.flatMap(({ variables }) => variables.map(({ name }) => name)));
  return file.origins.flatMap(({ url, literal, variable, isChoice }): Problem[] => {
    if (variable && declared.has(variable)) return [];
    if (url.startsWith('sqlite') && variable === null && variableOf(model, service) === null) return [];
    const range = literal.range();
    const span = { path: file.path, start: range.start.index, end: range.end.index };
    const own = severityOf(file.path, model);
    const severity = own === 'critical' && (variable || isChoice) ? 'important' : own;
    const need = needOf(file.path, model);
    const contracts = contractsOf(url, model).filter(
      ({ neighbours }) => neighbours.value !== 'compose' || !isComposed(variable, model),
    );
    return [{ file, url, ini: null, variable, span, severity, need, isMultiple: false, contracts }];
  });
}

/** A compose file names the variable: whoever deploys with it gives it. */
function isComposed(variable: string | null, model: Model): boolean {
  if (variable === null) return false;
  const name = new RegExp(`\\b${escaped(variable)}\\b`);
  return [...model.paths].some(
    (path) => /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/.test(path) && name.test(model.read(path) ?? ''),
  );
}

/** A database on the same host is right where the server stands behind a proxy on that host. */
function contractsOf(url: string, model: Model): Contract[] {
  const isLocal = url !== PLACEHOLDER && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|)$/.test(hostOf(url));
  return model.contracts.filter(({ bind }) => !isLocal || bind.value === 'all-interfaces');
}

/** The host of a database URL, '' for a file or a socket. */
export function hostOf(url: string): string {
  const authority = url.slice(url.indexOf('://') + 3).split(/[/?]/)[0] ?? '';
  const address = authority.slice(authority.lastIndexOf('@') + 1);
  return address.startsWith('[') ? address.slice(0, address.indexOf(']') + 1) : (address.split(':')[0] ?? '');
}
