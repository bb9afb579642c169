import { Document } from 'yaml';
import { ManifestError } from '../deployable.ts';
import type { DatabaseProperty } from './schema.ts';

/** A variable of a service: a value, one that Render generates, asks for, or takes from a database. */
export type BlueprintVariable =
  | { key: string; value: string }
  | { key: string; generate: true }
  | { key: string; ask: true }
  | { key: string; fromDatabase: { name: string; property: DatabaseProperty } };

export interface BlueprintService {
  name: string;
  type: 'web' | 'worker';
  runtime: 'python' | 'node';
  /** Folder of the service relative to the repository; '' is its root. */
  rootDir: string;
  buildCommand: string;
  startCommand: string;
  /** Not on the free plan, which does not run it. */
  preDeployCommand: string | null;
  /** For web services. */
  healthCheckPath: string | null;
  /** The free plan exists for web services. */
  plan: 'free' | 'starter' | 'standard';
  envVars: readonly BlueprintVariable[];
}

export interface Blueprint {
  /** Lines of the comment at the top. */
  header: readonly string[];
  services: readonly BlueprintService[];
  databases: readonly { name: string; plan: 'free' | 'basic-256mb' }[];
}

/**
 * Writes a Render Blueprint. Databases accept connections from inside Render only.
 *
 * @see https://render.com/docs/blueprint-spec
 * @throws ManifestError when the free plan is asked for what it does not do.
 */
export function writeRenderYaml(blueprint: Blueprint): string {
  const databases = blueprint.databases.map(({ name, plan }) => ({ name, plan, ipAllowList: [] }));
  const content = {
    services: blueprint.services.map(serviceOf),
    ...(databases.length > 0 ? { databases } : {}),
  };
  // Render's parser is not strict about YAML 1.2: `off` and `012` are quoted as YAML 1.1 needs it.
  const document = new Document(content, { version: '1.1', aliasDuplicateObjects: false });
  document.commentBefore = blueprint.header.map((line) => ` ${line}`).join('\n') || null;
  return document.toString({ lineWidth: 0, singleQuote: true });
}

function serviceOf(service: BlueprintService) {
  if (service.plan === 'free' && service.preDeployCommand !== null) {
    throw new ManifestError(`${service.name}: the free plan runs no preDeployCommand`);
  }
  if (service.plan === 'free' && service.type !== 'web') {
    throw new ManifestError(`${service.name}: there is no free plan for type ${service.type}`);
  }
  const optional = (key: string, value: string | null) => (value ? { [key]: value } : {});
  return {
    type: service.type,
    name: service.name,
    runtime: service.runtime,
    plan: service.plan,
    ...optional('rootDir', service.rootDir),
    buildCommand: service.buildCommand,
    ...optional('preDeployCommand', service.preDeployCommand),
    startCommand: service.startCommand,
    ...optional('healthCheckPath', service.type === 'web' ? service.healthCheckPath : null),
    ...(service.envVars.length > 0 ? { envVars: service.envVars.map(variableOf) } : {}),
  };
}

function variableOf(variable: BlueprintVariable) {
  const { key } = variable;
  if ('value' in variable) return { key, value: variable.value };
  if ('generate' in variable) return { key, generateValue: true };
  if ('ask' in variable) return { key, sync: false };
  const { name, property } = variable.fromDatabase;
  return { key, fromDatabase: { name, property } };
}
