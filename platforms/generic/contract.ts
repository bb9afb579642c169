import type { Contract } from '../contract.ts';

/**
 * What the known platforms have in common; the target when none is chosen. The clauses are the strictest
 * common ones.
 */
export const generic: Contract = {
  id: 'generic',
  title: { en: 'any platform', fr: 'toute plateforme' },
  place: { en: 'on the platform', fr: 'sur la plateforme' },
  runs: { value: 'server', docs: 'https://12factor.net/processes' },
  bind: { value: 'all-interfaces', docs: 'https://12factor.net/port-binding' },
  port: { value: { variable: 'PORT', source: 'injected' }, docs: 'https://12factor.net/port-binding' },
  startSources: {
    value: [
      'Dockerfile',
      'render.yaml',
      'railway.toml',
      'railway.json',
      'fly.toml',
      'Procfile',
      'package.json',
    ],
    docs: 'https://12factor.net/processes',
  },
  writes: { value: ['Procfile', 'render.yaml'], docs: 'https://devcenter.heroku.com/articles/procfile' },
  migrations: { value: 'start', docs: 'https://12factor.net/admin-processes' },
  migrationsOnFreePlan: { value: false, docs: 'https://render.com/docs/deploys' },
  buildReachesDatabase: { value: false, docs: 'https://12factor.net/build-release-run' },
  neighbours: { value: 'compose', docs: 'https://docs.docker.com/compose/how-tos/networking/' },
  environment: {
    value: { given: ['PORT'], listedIn: [] },
    docs: 'https://12factor.net/config',
  },
  healthCheck: { value: '200', docs: 'https://docs.railway.com/deployments/healthchecks' },
  unreachable: {
    value: {
      en: "The deploy is reported as failed or answers 502: the platform's proxy finds nothing on the port.",
      fr: 'Le déploiement échoue ou répond 502 : le proxy de la plateforme ne trouve rien sur le port.',
    },
    docs: 'https://12factor.net/port-binding',
  },
  // Which Python it is differs from platform to platform.
  pythonVersion: { value: null, docs: 'https://12factor.net/dependencies' },
  pythonInstall: {
    value: { managers: ['pip', 'uv', 'poetry', 'pdm', 'pipenv'], several: 'depends' },
    docs: 'https://devcenter.heroku.com/articles/python-support',
  },
  publicHost: {
    value: { suffixes: [], variable: null, healthCheck: null },
    docs: 'https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts',
  },
  typedStart: { value: true, docs: 'https://docs.railway.com/deployments/start-command' },
  buildsFrom: { value: 'git', docs: 'https://12factor.net/codebase' },
  collectsStatic: {
    value: false,
    docs: 'https://docs.djangoproject.com/en/stable/howto/static-files/deployment/',
  },
  webConcurrency: { value: 1, docs: 'https://12factor.net/concurrency' },
  workers: { value: { onFreePlan: true, after: null }, docs: 'https://12factor.net/concurrency' },
  overlaps: { value: true, docs: 'https://12factor.net/concurrency' },
  processors: { value: 'host', docs: 'https://docs.python.org/3/library/os.html#os.cpu_count' },
  databaseUrl: {
    value: null,
    docs: 'https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS',
  },
};
