import { readYaml, type YamlFile, type YamlPath } from '@unblock/codemods/yaml/index';
import { isRecord } from '../reading.ts';
import * as schema from './schema.ts';

/** A mistake in a Blueprint. */
export interface BlueprintProblem {
  /** Counted from 1. */
  line: number;
  message: string;
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
  if (file.problem) return [{ line: file.problem.line, message: file.problem.reason }];
  const check = new Check(file);
  if (!isRecord(file.value)) check.tell([], 'a Blueprint is a mapping');
  else check.blueprint(file.value);
  return check.problems.sort((a, b) => a.line - b.line);
}

class Check {
  readonly problems: BlueprintProblem[] = [];
  private readonly file: YamlFile;
  private readonly databases = new Set<string>();

  constructor(file: YamlFile) {
    this.file = file;
  }

  tell(path: YamlPath, message: string): void {
    this.problems.push({ line: this.file.lineOf(path), message });
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
        this.required(place, group, ['name']);
        this.variables(place, group);
      }
    }
  }

  private database(path: YamlPath, database: Entry): void {
    this.keys(path, database, schema.DATABASE_KEYS);
    this.required(path, database, ['name']);
    this.databases.add(String(database.name));
    this.oneOf(path, database, 'region', schema.REGIONS);
    if (schema.LEGACY_DATABASE_PLANS.includes(String(database.plan))) {
      this.tell([...path, 'plan'], `plan ${database.plan} is not available for new databases`);
    } else this.oneOf(path, database, 'plan', schema.DATABASE_PLANS);
  }

  private service(path: YamlPath, service: Entry): void {
    this.keys(path, service, schema.SERVICE_KEYS);
    this.required(path, service, ['name', 'type']);
    this.oneOf(path, service, 'type', schema.SERVICE_TYPES);
    for (const [key, values] of Object.entries(schema.SERVICE_VALUES)) this.oneOf(path, service, key, values);
    this.variables(path, service);
    const type = String(service.type);
    if (schema.DATA_STORE_TYPES.includes(type)) {
      this.required(path, service, ['ipAllowList']);
      return;
    }
    const key = service.runtime === undefined && service.env !== undefined ? 'env' : 'runtime';
    this.required(path, service, [key]);
    this.oneOf(path, service, key, schema.RUNTIMES);
    const runtime = String(service[key]);
    if (schema.NATIVE_RUNTIMES.includes(runtime))
      this.required(path, service, ['buildCommand', 'startCommand']);
    if (runtime === 'image') this.required(path, service, ['image']);
    if (runtime === 'static' && service.publishPath === undefined) {
      this.required(path, service, ['staticPublishPath']);
    }
    if (type === 'cron') this.required(path, service, ['schedule']);
    if (runtime !== 'static') this.oneOf(path, service, 'plan', schema.PLANS[type] ?? []);
    this.preDeploy(path, service, type, runtime);
    if (isRecord(service.disk)) this.required([...path, 'disk'], service.disk, ['name', 'mountPath']);
  }

  private preDeploy(path: YamlPath, service: Entry, type: string, runtime: string): void {
    if (service.preDeployCommand === undefined) return;
    const place = [...path, 'preDeployCommand'];
    if (type === 'cron') this.tell(place, 'preDeployCommand is not run for type cron');
    else if (runtime === 'static') this.tell(place, 'preDeployCommand is not run for static sites');
    else if (service.plan === 'free') this.tell(place, 'preDeployCommand is not run on the free plan');
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
      if (!known.includes(key)) this.tell([...path, key], `unknown key ${key}`);
    }
  }

  private required(path: YamlPath, entry: Entry, keys: readonly string[]): void {
    for (const key of keys) {
      const value = entry[key];
      if (value === undefined || value === null || value === '') this.tell(path, `${key} is missing`);
    }
  }

  private oneOf(path: YamlPath, entry: Entry, key: string, values: readonly string[]): void {
    const value = entry[key];
    if (value === undefined || value === null || values.length === 0 || values.includes(String(value)))
      return;
    this.tell([...path, key], `${key} cannot be ${value}`);
  }

  private list(path: YamlPath, entry: Entry, key: string): [YamlPath, Entry][] {
    const value = entry[key];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.tell([...path, key], `${key} is a list`);
      return [];
    }
    return value.flatMap((item: unknown, index): [YamlPath, Entry][] => {
      const place = [...path, key, index];
      if (isRecord(item)) return [[place, item]];
      this.tell(place, `an entry of ${key} is a mapping`);
      return [];
    });
  }
}

function environmentsOf([path, project]: [YamlPath, Entry]): [YamlPath, Entry][] {
  const environments: unknown[] = Array.isArray(project.environments) ? project.environments : [];
  const inner = environments.map((entry, index): [YamlPath, unknown] => [
    [...path, 'environments', index],
    entry,
  ]);
  return [[path, project], ...inner].filter((home): home is [YamlPath, Entry] => isRecord(home[1]));
}
