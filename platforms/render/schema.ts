/**
 * Keys and values a Blueprint may have, deprecated ones that Render still reads included.
 *
 * @see https://render.com/docs/blueprint-spec
 */

export const ROOT_KEYS: readonly string[] = [
  'services',
  'databases',
  'envVarGroups',
  'projects',
  'ungrouped',
  'previews',
  'previewsEnabled',
  'previewsExpireAfterDays',
  'version',
];

/**
 * Keys that Render refuses: its decoder takes only what it knows. Named one by one, because Render adds keys; those of a
 * service are among them, for they are often written a level too high or too low.
 */
export const REFUSED_KEYS: readonly string[] = [
  'nodeVersion',
  'pythonVersion',
  'healthCheckTimeout',
  'healthCheckInterval',
  'healthCheckInitialDelay',
  'healthCheckGracePeriod',
  'disks',
  'root',
  'rootDirectory',
  'command',
  'cmd',
  'crons',
  'jobs',
  'filter',
  'redirects',
  'dockerArgs',
  'dockerTarget',
  'databases',
  'databaseName',
  'user',
  'postgresMajorVersion',
  'services',
  'envVars',
  'env',
  'runtime',
  'buildCommand',
  'startCommand',
  'maxmemoryPolicy',
  'type',
  'fromSecret',
  'required',
  'description',
];

/** Types of service that Render does not know, and people write. */
export const REFUSED_TYPES: readonly string[] = [
  'static',
  'static_site',
  'postgres',
  'postgresql',
  'psql',
  'database',
];

export const SERVICE_TYPES: readonly string[] = ['web', 'pserv', 'worker', 'cron', 'keyvalue', 'redis'];
export const DATA_STORE_TYPES: readonly string[] = ['keyvalue', 'redis'];

export const NATIVE_RUNTIMES: readonly string[] = ['node', 'python', 'elixir', 'go', 'ruby', 'rust'];
export const RUNTIMES: readonly string[] = [...NATIVE_RUNTIMES, 'docker', 'image', 'static'];

const COMPUTE_PLANS: readonly string[] = ['starter', 'standard', 'pro', 'pro plus'];

/** Plans by service type. Key value plans beyond `pro` are not listed in one place, so they are not checked. */
export const PLANS: Readonly<Record<string, readonly string[]>> = {
  web: ['free', ...COMPUTE_PLANS, 'pro max', 'pro ultra'],
  pserv: [...COMPUTE_PLANS, 'pro max', 'pro ultra'],
  worker: [...COMPUTE_PLANS, 'pro max', 'pro ultra'],
  cron: COMPUTE_PLANS,
};

export const LEGACY_DATABASE_PLANS: readonly string[] = ['starter', 'standard', 'pro', 'pro plus'];
export const DATABASE_PLANS: readonly string[] = [
  'free',
  ...['256mb', '1gb', '4gb'].map((size) => `basic-${size}`),
  ...[4, 8, 16, 32, 64, 128, 192, 256, 384, 512].map((size) => `pro-${size}gb`),
  ...[16, 32, 64, 128, 256, 384, 512, 768, 1024].map((size) => `accelerated-${size}gb`),
];

export const REGIONS: readonly string[] = ['oregon', 'ohio', 'virginia', 'frankfurt', 'singapore'];

export const SERVICE_KEYS: readonly string[] = [
  'type',
  'name',
  'runtime',
  'env',
  'plan',
  'previewPlan',
  'region',
  'repo',
  'branch',
  'rootDir',
  'buildFilter',
  'buildCommand',
  'startCommand',
  'preDeployCommand',
  'initialDeployHook',
  'schedule',
  'healthCheckPath',
  'maxShutdownDelaySeconds',
  'maintenanceMode',
  'autoDeploy',
  'autoDeployTrigger',
  'dockerCommand',
  'dockerContext',
  'dockerfilePath',
  'registryCredential',
  'image',
  'numInstances',
  'scaling',
  'disk',
  'domain',
  'domains',
  'renderSubdomainPolicy',
  'staticPublishPath',
  'publishPath',
  'headers',
  'routes',
  'ipAllowList',
  'maxmemoryPolicy',
  'previews',
  'pullRequestPreviewsEnabled',
  'envVars',
];

export const DATABASE_KEYS: readonly string[] = [
  'name',
  'plan',
  'previewPlan',
  'diskSizeGB',
  'previewDiskSizeGB',
  'storageAutoscalingEnabled',
  'region',
  'ipAllowList',
  'postgresMajorVersion',
  'databaseName',
  'user',
  'readReplicas',
  'highAvailability',
];

export const VARIABLE_KEYS: readonly string[] = [
  'key',
  'value',
  'generateValue',
  'sync',
  'previewValue',
  'fromDatabase',
  'fromService',
  'fromGroup',
];

const DATABASE_PROPERTIES = ['connectionString', 'host', 'port', 'user', 'password', 'database'] as const;
export type DatabaseProperty = (typeof DATABASE_PROPERTIES)[number];
export const PROPERTIES: readonly string[] = DATABASE_PROPERTIES;

/** Values of other keys, wherever the key may stand in a service. */
export const SERVICE_VALUES: Readonly<Record<string, readonly string[]>> = {
  region: REGIONS,
  autoDeployTrigger: ['commit', 'checksPass', 'off'],
  maxmemoryPolicy: [
    'allkeys-lru',
    'volatile-lru',
    'allkeys-random',
    'volatile-random',
    'volatile-ttl',
    'noeviction',
    'allkeys_lru',
    'volatile_lru',
    'allkeys_random',
    'volatile_random',
    'volatile_ttl',
  ],
};
