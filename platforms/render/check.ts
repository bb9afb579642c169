import { readYaml, type YamlFile, type YamlPath } from '@unblock/codemods/yaml/index';
import { isRecord } from '../reading.ts';
import * as schema from './schema.ts';

/**
 * What Render is known to refuse a Blueprint for, by the words of its own validation: `field x not found in type
 * file.Service`, `invalid runtime python-3.11`, `unknown type "static"`, `no such plan free for service type web`, `Legacy
 * Postgres plans … are no longer supported for new databases`, `non-docker, non-static, non-image runtime must have
 * startCommand`, `docker runtime must not have startCommand`, `must specify IP allow list`, `static sites cannot have a
 * region`, `disks are not supported for free tier services`, `pre-deploy command is not supported for free tier`.
 */
export type Refusal =
  | 'syntax'
  | 'shape'
  | 'key'
  | 'type'
  | 'runtime'
  | 'plan'
  | 'static-plan'
  | 'old-plan'
  | 'start-missing'
  | 'docker-start'
  | 'allow-list'
  | 'static-region'
  | 'free-disk'
  | 'free-pre-deploy';

/** A mistake in a Blueprint. */
export interface BlueprintProblem {
  /** Counted from 1. */
  line: number;
  message: string;
  /** Why Render refuses the file; null where only the documentation speaks against it. */
  refusal: Refusal | null;
  /** Where it stands, or the entry that lacks something. */
  path: YamlPath;
  /** The key, and the value that it has: the empty text where it has none. */
  key: string;
  value: string;
  /** The service or database, by its name. */
  owner: string;
}

type Entry = Record<string, unknown>;

/**
 * Checks a Blueprint for what Render refuses: unknown keys and values, missing fields, steps a plan does not run and
 * references to databases that are not declared. Keys and values of nested options are not checked.
 *
 * @see https://render.com/docs/blueprint-spec
 */
export function checkBlueprint(text: string): BlueprintProblem[] {
  const file = readYaml(text);
  if (file.problem) {
    const { line, reason } = file.problem;
    return [{ line, message: reason, refusal: 'syntax', path: [], key: '', value: '', owner: '' }];
  }
  const check = new Check(file);
  if (!isRecord(file.value)) check.tell([], 'a Blueprint is a mapping', file.value === null ? null : 'shape');
  else check.blueprint(file.value);
  return check.problems.sort((a, b) => a.line - b.line);
}

class Check {
  readonly problems: BlueprintProblem[] = [];
  private readonly file: YamlFile;
  private readonly databases = new Set<string>();
  private owner = '';

  constructor(file: YamlFile) {
    this.file = file;
  }

  tell(path: YamlPath, message: string, refusal: Refusal | null = null, key?: string): void {
    const value = key === undefined ? this.file.scalarAt(path)?.value : null;
    this.problems.push({
      line: this.file.lineOf(path),
      message,
      refusal,
      path,
      key: key ?? String(path.at(-1) ?? ''),
      value: value === null || value === undefined ? '' : String(value),
      owner: this.owner,
    });
  }

  blueprint(root: Entry): void {
    this.keys([], root, schema.ROOT_KEYS);
    const homes: [YamlPath, Entry][] = [
      [[], root],
      ...this.list([], root, 'projects').flatMap(environmentsOf),
    ];
    if (isRecord(root.ungrouped)) homes.push([['ungrouped'], root.ungrouped]);
    for (const [path, home] of homes) {
      for (const [place, database] of this.list(path, home, 'databases')) this.database(place, database);
    }
    for (const [path, home] of homes) {
      for (const [place, service] of this.list(path, home, 'services')) this.service(place, service);
      for (const [place, group] of this.list(path, home, 'envVarGroups')) {
        this.owner = String(group.name ?? '');
        this.required(place, group, ['name']);
        this.variables(place, group);
      }
    }
  }

  private database(path: YamlPath, database: Entry): void {
    this.owner = String(database.name ?? '');
    this.keys(path, database, schema.DATABASE_KEYS);
    this.required(path, database, ['name']);
    this.databases.add(String(database.name));
    this.oneOf(path, database, 'region', schema.REGIONS);
    if (schema.LEGACY_DATABASE_PLANS.includes(String(database.plan))) {
      this.tell([...path, 'plan'], `plan ${database.plan} is not available for new databases`, 'old-plan');
    } else this.oneOf(path, database, 'plan', schema.DATABASE_PLANS);
  }

  private service(path: YamlPath, service: Entry): void {
    this.owner = String(service.name ?? '');
    this.keys(path, service, schema.SERVICE_KEYS);
    this.required(path, service, ['name', 'type']);
    const isKnownWrong = schema.REFUSED_TYPES.includes(String(service.type));
    this.oneOf(path, service, 'type', schema.SERVICE_TYPES, isKnownWrong ? 'type' : null);
    for (const [key, values] of Object.entries(schema.SERVICE_VALUES)) this.oneOf(path, service, key, values);
    this.variables(path, service);
    const type = String(service.type);
    if (schema.DATA_STORE_TYPES.includes(type)) {
      this.required(path, service, ['ipAllowList'], 'allow-list');
      return;
    }
    const key = service.runtime === undefined && service.env !== undefined ? 'env' : 'runtime';
    const isServer = ['web', 'pserv', 'worker', 'cron'].includes(type);
    this.required(path, service, [key], isServer ? 'runtime' : null);
    const runtime = String(service[key]);
    const isVersioned = schema.RUNTIMES.some((known) => new RegExp(`^${known}[-_:@ ]?v?\\d`).test(runtime));
    this.oneOf(path, service, key, schema.RUNTIMES, isVersioned ? 'runtime' : null);
    if (schema.NATIVE_RUNTIMES.includes(runtime)) {
      this.required(path, service, ['buildCommand']);
      this.required(path, service, ['startCommand'], 'start-missing');
    }
    if (runtime === 'docker' && service.startCommand)
      this.tell(
        [...path, 'startCommand'],
        'startCommand is dockerCommand where Docker builds',
        'docker-start',
      );
    if (runtime === 'static') this.staticSite(path, service);
    if (runtime === 'image') this.required(path, service, ['image']);
    if (runtime === 'static' && service.publishPath === undefined) {
      this.required(path, service, ['staticPublishPath']);
    }
    if (type === 'cron') this.required(path, service, ['schedule']);
    // Only the free plan is known to be refused by name: other names come and go.
    const plans = Object.hasOwn(schema.PLANS, type) ? (schema.PLANS[type] ?? []) : [];
    if (runtime !== 'static')
      this.oneOf(path, service, 'plan', plans, service.plan === 'free' ? 'plan' : null);
    this.preDeploy(path, service, type, runtime);
    if (!isRecord(service.disk)) return;
    this.required([...path, 'disk'], service.disk, ['name', 'mountPath']);
    if (service.plan === 'free') this.tell([...path, 'disk'], 'a free service has no disk', 'free-disk');
  }

  private staticSite(path: YamlPath, service: Entry): void {
    if (service.plan) this.tell([...path, 'plan'], 'a static site has no plan', 'static-plan');
    if (service.region) this.tell([...path, 'region'], 'a static site has no region', 'static-region');
  }

  private preDeploy(path: YamlPath, service: Entry, type: string, runtime: string): void {
    if (!service.preDeployCommand) return;
    const place = [...path, 'preDeployCommand'];
    if (type === 'cron') this.tell(place, 'preDeployCommand is not run for type cron');
    else if (runtime === 'static') this.tell(place, 'preDeployCommand is not run for static sites');
    else if (service.plan === 'free')
      this.tell(place, 'preDeployCommand is not run on the free plan', 'free-pre-deploy');
  }

  private variables(path: YamlPath, home: Entry): void {
    for (const [place, variable] of this.list(path, home, 'envVars')) {
      this.keys(place, variable, schema.VARIABLE_KEYS);
      if (variable.fromGroup === undefined) this.required(place, variable, ['key']);
      if (isRecord(variable.value) || Array.isArray(variable.value)) {
        this.tell([...place, 'value'], `the value of ${variable.key} is no text`);
      }
      const { fromDatabase, fromService } = variable;
      if (isRecord(fromDatabase)) this.reference([...place, 'fromDatabase'], fromDatabase);
      if (isRecord(fromService)) this.required([...place, 'fromService'], fromService, ['type', 'name']);
    }
  }

  private reference(path: YamlPath, reference: Entry): void {
    this.required(path, reference, ['name', 'property']);
    this.oneOf(path, reference, 'property', schema.PROPERTIES);
    if (reference.name !== undefined && !this.databases.has(String(reference.name))) {
      this.tell([...path, 'name'], `there is no database ${reference.name}`);
    }
  }

  private keys(path: YamlPath, entry: Entry, known: readonly string[]): void {
    for (const key of Object.keys(entry)) {
      if (known.includes(key)) continue;
      const isRefused = schema.REFUSED_KEYS.includes(key) || known.some((other) => isOnlyCase(key, other));
      this.tell([...path, key], `unknown key ${key}`, isRefused ? 'key' : null);
    }
  }

  private required(
    path: YamlPath,
    entry: Entry,
    keys: readonly string[],
    refusal: Refusal | null = null,
  ): void {
    for (const key of keys) {
      const value = entry[key];
      if (value === undefined || value === null || value === '')
        this.tell(path, `${key} is missing`, refusal, key);
    }
  }

  private oneOf(
    path: YamlPath,
    entry: Entry,
    key: string,
    values: readonly string[],
    refusal: Refusal | null = null,
  ): void {
    const value = entry[key];
    if (value === undefined || value === null || values.length === 0 || values.includes(String(value)))
      return;
    this.tell([...path, key], `${key} cannot be ${value}`, refusal);
  }

  private list(path: YamlPath, entry: Entry, key: string): [YamlPath, Entry][] {
    const value = entry[key];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.tell([...path, key], `${key} is a list`, 'shape');
      return [];
    }
    return value.flatMap((item: unknown, index): [YamlPath, Entry][] => {
      const place = [...path, key, index];
      if (isRecord(item)) return [[place, item]];
      this.tell(place, `an entry of ${key} is a mapping`, 'shape');
      return [];
    });
  }
}

function isOnlyCase(key: string, other: string): boolean {
  return key !== other && key.toLowerCase() === other.toLowerCase();
}

function environmentsOf([path, project]: [YamlPath, Entry]): [YamlPath, Entry][] {
  const environments: unknown[] = Array.isArray(project.environments) ? project.environments : [];
  const inner = environments.map((entry, index): [YamlPath, unknown] => [
    [...path, 'environments', index],
    entry,
  ]);
  return [[path, project], ...inner].filter((home): home is [YamlPath, Entry] => isRecord(home[1]));
}
