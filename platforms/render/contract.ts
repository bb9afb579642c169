import type { Contract } from '../contract.ts';

/**
 * A Procfile is not read. A Dockerfile counts for `runtime: docker` and as the choice offered for a new
 * service; the `start` script of package.json is the command suggested for a new Node service.
 */
export const render: Contract = {
  id: 'render',
  title: { en: 'Render', fr: 'Render' },
  runs: { value: 'server', docs: 'https://render.com/docs/web-services' },
  bind: { value: 'all-interfaces', docs: 'https://render.com/docs/web-services#port-binding' },
  port: {
    value: { variable: 'PORT', source: 'injected', isSearched: true, usual: '10000' },
    docs: 'https://render.com/docs/web-services#port-binding',
  },
  startSources: {
    value: ['render.yaml', 'Dockerfile', 'package.json'],
    docs: 'https://render.com/docs/blueprint-spec',
  },
  writes: { value: ['render.yaml'], docs: 'https://render.com/docs/blueprint-spec' },
  migrations: { value: 'pre-deploy', docs: 'https://render.com/docs/deploys' },
  migrationsOnFreePlan: { value: false, docs: 'https://render.com/docs/deploys' },
  buildReachesDatabase: { value: true, docs: 'https://render.com/blog/build-pipelines' },
  neighbours: { value: 'own', docs: 'https://render.com/docs/private-network' },
  environment: {
    value: {
      given: [
        'PORT',
        'RENDER',
        'RENDER_*',
        'IS_PULL_REQUEST',
        'CI',
        'NODE_ENV',
        'WEB_CONCURRENCY',
        'FORWARDED_ALLOW_IPS',
        'GUNICORN_CMD_ARGS',
      ],
      values: { RENDER: 'true' },
      listedIn: ['render.yaml'],
    },
    docs: 'https://render.com/docs/environment-variables',
  },
  healthCheck: { value: '2xx-3xx', docs: 'https://render.com/docs/blueprint-spec' },
  health: {
    value: {
      without: {
        en: 'A new version takes requests as soon as its port is open, whether it answers them or not.',
        fr: "Une nouvelle version reçoit des requêtes dès que son port est ouvert, qu'elle y réponde ou non.",
      },
      failing: {
        en: 'Every deploy fails its health check: after 15 minutes Render cancels it and keeps the version before.',
        fr: "Chaque déploiement échoue à son contrôle de santé : après 15 minutes, Render l'annule et garde la version précédente.",
      },
    },
    docs: 'https://render.com/docs/health-checks',
  },
  nodeVersion: {
    value: { files: ['.node-version', '.nvmrc', 'package.json'], variables: ['NODE_VERSION'] },
    docs: 'https://render.com/docs/node-version',
  },
  nodeBuild: {
    value: { scripts: null },
    docs: 'https://render.com/docs/deploys#build-command',
  },
  nodeProduction: { value: true, docs: 'https://render.com/docs/environment-variables#node' },
  proxy: {
    value: { addresses: null, isTrusted: true },
    docs: 'https://render.com/docs/environment-variables',
  },
  unreachable: {
    value: {
      en: 'The deploy log repeats "No open ports detected, continuing to scan..." until the deploy times out.',
      fr: "Le journal répète « No open ports detected, continuing to scan... » jusqu'à l'échec du déploiement.",
    },
    docs: 'https://render.com/docs/web-services#port-binding',
  },
  pythonVersion: {
    value: {
      minor: '3.14',
      files: ['.python-version'],
      variables: ['PYTHON_VERSION'],
      wholeVariables: true,
    },
    docs: 'https://render.com/docs/python-version',
  },
  pythonInstall: {
    value: { managers: ['pip'], several: 'first' },
    docs: 'https://render.com/docs/deploys#build-command',
  },
  publicHost: {
    value: {
      suffixes: ['.onrender.com'],
      variable: { name: 'RENDER_EXTERNAL_HOSTNAME', holds: 'whole' },
      healthCheck: null,
    },
    docs: 'https://render.com/docs/environment-variables',
  },
  signs: {
    value: {
      names: ['RENDER_EXTERNAL_', 'RENDER_SERVICE_', 'RENDER_GIT_', "'RENDER'", '"RENDER"'],
      files: [],
    },
    docs: 'https://render.com/docs/environment-variables',
  },
  typedStart: { value: true, docs: 'https://render.com/docs/web-services' },
  buildsFrom: { value: 'git', docs: 'https://render.com/docs/deploys' },
  secretFiles: { value: 'root', docs: 'https://render.com/docs/configure-environment-variables' },
  collectsStatic: { value: false, docs: 'https://render.com/docs/deploy-django' },
  webConcurrency: { value: 1, docs: 'https://render.com/docs/environment-variables' },
  workers: { value: { onFreePlan: false, after: null }, docs: 'https://render.com/docs/background-workers' },
  overlaps: { value: true, docs: 'https://render.com/docs/deploys' },
  processors: { value: 'host', docs: 'https://render.com/docs/environment-variables' },
  databaseUrl: {
    value: { variable: 'DATABASE_URL', scheme: 'postgresql', given: 'usual' },
    docs: 'https://render.com/docs/postgresql-creating-connecting',
  },
};
