import type { Contract } from '../contract.ts';

/**
 * Without a Procfile the `start` script of package.json becomes the web process. Heroku has no free plan;
 * every plan runs the release phase.
 */
export const heroku: Contract = {
  id: 'heroku',
  title: { en: 'Heroku', fr: 'Heroku' },
  runs: { value: 'server', docs: 'https://devcenter.heroku.com/articles/procfile' },
  bind: { value: 'all-interfaces', docs: 'https://devcenter.heroku.com/articles/error-codes' },
  port: {
    value: { variable: 'PORT', source: 'injected' },
    docs: 'https://devcenter.heroku.com/articles/dynos',
  },
  startSources: {
    value: ['Procfile', 'package.json'],
    docs: 'https://devcenter.heroku.com/articles/procfile',
  },
  writes: { value: ['Procfile'], docs: 'https://devcenter.heroku.com/articles/procfile' },
  migrations: { value: 'release', docs: 'https://devcenter.heroku.com/articles/release-phase' },
  migrationsOnFreePlan: { value: true, docs: 'https://devcenter.heroku.com/articles/release-phase' },
  buildReachesDatabase: { value: true, docs: 'https://devcenter.heroku.com/articles/buildpack-api' },
  neighbours: { value: 'dotted', docs: 'https://devcenter.heroku.com/articles/dyno-dns-service-discovery' },
  environment: {
    value: {
      given: ['PORT', 'DYNO', 'PS', 'HEROKU_*', 'SOURCE_VERSION', 'STACK', 'WEB_CONCURRENCY'],
      listedIn: [],
    },
    docs: 'https://devcenter.heroku.com/articles/dynos',
  },
  healthCheck: { value: 'none', docs: 'https://devcenter.heroku.com/articles/error-codes' },
  nodeVersion: {
    value: { files: ['package.json'], variables: [] },
    docs: 'https://devcenter.heroku.com/articles/nodejs-support',
  },
  nodeBuild: {
    value: { scripts: ['heroku-postbuild', 'build'], prunes: true },
    docs: 'https://devcenter.heroku.com/articles/nodejs-classic-buildpack-builds',
  },
  nodeProduction: { value: true, docs: 'https://devcenter.heroku.com/articles/nodejs-behavior-in-heroku' },
  proxy: {
    value: { addresses: 1, isTrusted: true },
    docs: 'https://devcenter.heroku.com/articles/http-routing#heroku-headers',
  },
  unreachable: {
    value: {
      en: 'The dyno is stopped after 60 seconds with error R10 (Boot timeout).',
      fr: "Le dyno est arrêté après 60 secondes avec l'erreur R10 (Boot timeout).",
    },
    docs: 'https://devcenter.heroku.com/articles/error-codes',
  },
  pythonVersion: {
    value: {
      minor: '3.14',
      files: ['runtime.txt', '.python-version', 'Pipfile.lock'],
      variables: [],
      demandedBy: 'uv',
      oldest: '3.10',
      strict: true,
    },
    docs: 'https://devcenter.heroku.com/articles/python-runtimes',
  },
  pythonInstall: {
    value: {
      managers: ['pip', 'uv', 'poetry', 'pipenv'],
      several: 'refused',
      lockDemandedBy: ['pipenv'],
    },
    docs: 'https://devcenter.heroku.com/articles/python-support',
  },
  publicHost: {
    value: { suffixes: ['.herokuapp.com'], variable: null, healthCheck: null },
    docs: 'https://devcenter.heroku.com/articles/custom-domains',
  },
  signs: {
    value: {
      names: ["'DYNO'", '"DYNO"', 'HEROKU_', 'django_heroku', 'django-heroku', 'django-on-heroku'],
      files: ['app.json', 'heroku.yml'],
    },
    docs: 'https://devcenter.heroku.com/articles/dynos',
  },
  buildsFrom: { value: 'git', docs: 'https://devcenter.heroku.com/articles/git' },
  pushesImages: {
    value: ['container:push', 'container:release', 'registry.heroku.com', 'usedocker', 'stack:set container'],
    docs: 'https://devcenter.heroku.com/articles/container-registry-and-runtime',
  },
  collectsStatic: { value: true, docs: 'https://devcenter.heroku.com/articles/django-assets' },
  webConcurrency: { value: 2, docs: 'https://devcenter.heroku.com/articles/python-concurrency' },
  workers: {
    value: {
      onFreePlan: true,
      after: {
        en: 'A new process type starts without a dyno: scale it to exactly one after the deploy.',
        fr: 'Un nouveau type de processus démarre sans dyno : en demander exactement un après le déploiement.',
      },
    },
    docs: 'https://devcenter.heroku.com/articles/scaling',
  },
  overlaps: { value: true, docs: 'https://devcenter.heroku.com/articles/preboot' },
  processors: { value: 'host', docs: 'https://devcenter.heroku.com/articles/python-concurrency' },
  databaseUrl: {
    value: { variable: 'DATABASE_URL', scheme: 'postgres', given: 'always' },
    docs: 'https://devcenter.heroku.com/articles/connecting-heroku-postgres',
  },
};
