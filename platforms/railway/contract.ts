import type { Contract } from '../contract.ts';

/**
 * A Dockerfile at the root is always built; railway.toml wins over railway.json. Both are read until
 * 2026-12-01 only, so Unblock writes neither; Railpack reads a Procfile.
 */
export const railway: Contract = {
  id: 'railway',
  title: { en: 'Railway', fr: 'Railway' },
  runs: { value: 'server', docs: 'https://docs.railway.com/deployments/start-command' },
  bind: {
    value: 'all-interfaces',
    docs: 'https://docs.railway.com/networking/troubleshooting/application-failed-to-respond',
  },
  port: {
    value: { variable: 'PORT', source: 'injected' },
    docs: 'https://docs.railway.com/networking/troubleshooting/application-failed-to-respond',
  },
  startSources: {
    value: ['railway.toml', 'railway.json', 'Dockerfile', 'Procfile', 'package.json'],
    docs: 'https://docs.railway.com/deployments/start-command',
  },
  writes: { value: ['Procfile'], docs: 'https://railpack.com/config/procfile' },
  migrations: { value: 'pre-deploy', docs: 'https://docs.railway.com/deployments/pre-deploy-command' },
  migrationsOnFreePlan: { value: true, docs: 'https://docs.railway.com/deployments/pre-deploy-command' },
  buildReachesDatabase: {
    value: false,
    docs: 'https://docs.railway.com/networking/private-networking/how-it-works',
  },
  neighbours: { value: 'dotted', docs: 'https://docs.railway.com/networking/private-networking' },
  environment: {
    value: { given: ['PORT', 'RAILWAY_*'], listedIn: [] },
    docs: 'https://docs.railway.com/variables/reference',
  },
  healthCheck: { value: '200', docs: 'https://docs.railway.com/deployments/healthchecks' },
  health: {
    value: {
      without: {
        en: 'A new version takes the place of the one before as soon as its container runs, whether it answers or not.',
        fr: "Une nouvelle version remplace la précédente dès que son conteneur tourne, qu'elle réponde ou non.",
      },
      failing: {
        en: 'Every deploy is marked as failed after 300 seconds, and the version before keeps running.',
        fr: 'Chaque déploiement est marqué en échec après 300 secondes, et la version précédente continue de tourner.',
      },
    },
    docs: 'https://docs.railway.com/deployments/healthchecks',
  },
  nodeVersion: {
    value: {
      files: ['package.json', '.nvmrc', '.node-version', 'mise.toml', '.tool-versions'],
      variables: ['RAILPACK_NODE_VERSION'],
    },
    docs: 'https://railpack.com/languages/node',
  },
  nodeBuild: {
    value: { scripts: ['build'] },
    docs: 'https://railpack.com/languages/node',
  },
  nodeProduction: { value: true, docs: 'https://railpack.com/languages/node' },
  proxy: {
    value: { addresses: null },
    docs: 'https://docs.railway.com/networking/public-networking/specs-and-limits',
  },
  unreachable: {
    value: {
      en: 'The public address answers 502 with the page "Application failed to respond".',
      fr: "L'adresse publique répond 502 avec la page « Application failed to respond ».",
    },
    docs: 'https://docs.railway.com/networking/troubleshooting/application-failed-to-respond',
  },
  pythonVersion: {
    value: {
      minor: '3.13',
      files: ['.python-version', '.tool-versions', 'mise.toml', 'runtime.txt', 'Pipfile'],
      variables: ['RAILPACK_PYTHON_VERSION'],
    },
    docs: 'https://railpack.com/languages/python',
  },
  pythonInstall: {
    value: { managers: ['pip', 'uv', 'poetry', 'pdm', 'pipenv'], several: 'first' },
    docs: 'https://railpack.com/languages/python',
  },
  publicHost: {
    value: {
      suffixes: ['.up.railway.app', '.railway.app'],
      variable: { name: 'RAILWAY_PUBLIC_DOMAIN', holds: 'whole' },
      healthCheck: { host: 'healthcheck.railway.app', variable: 'RAILWAY_ENVIRONMENT_NAME' },
    },
    docs: 'https://docs.railway.com/deployments/healthchecks',
  },
  signs: {
    value: { names: ['RAILWAY_'], files: [] },
    docs: 'https://docs.railway.com/variables/reference',
  },
  typedStart: { value: true, docs: 'https://docs.railway.com/deployments/start-command' },
  startsMain: { value: true, docs: 'https://railpack.com/languages/node' },
  buildsFrom: { value: 'git', docs: 'https://docs.railway.com/cli/up' },
  collectsStatic: { value: false, docs: 'https://railpack.com/languages/python' },
  webConcurrency: { value: 1, docs: 'https://docs.railway.com/variables/reference' },
  workers: {
    value: {
      onFreePlan: true,
      after: {
        en: 'Create a second service from the same repository, in one instance, with that start command.',
        fr: 'Créer un second service depuis le même dépôt, en une instance, avec cette commande de démarrage.',
      },
    },
    docs: 'https://docs.railway.com/deployments/start-command',
  },
  overlaps: { value: true, docs: 'https://docs.railway.com/deployments/deployment-teardown' },
  processors: { value: 'host', docs: 'https://docs.railway.com/deployments/scaling' },
  databaseUrl: {
    value: { variable: 'DATABASE_URL', scheme: 'postgresql', given: 'usual' },
    docs: 'https://docs.railway.com/databases/postgresql',
  },
};
