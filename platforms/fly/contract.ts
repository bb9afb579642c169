import type { Contract } from '../contract.ts';

/**
 * Fly does not inject PORT: `[env] PORT` and `internal_port` are chosen together. Health checks follow no
 * redirect.
 */
export const fly: Contract = {
  id: 'fly',
  title: { en: 'Fly.io', fr: 'Fly.io' },
  runs: { value: 'server', docs: 'https://fly.io/docs/reference/configuration/' },
  bind: { value: 'all-interfaces', docs: 'https://fly.io/docs/getting-started/troubleshooting/' },
  port: {
    value: { variable: 'PORT', source: 'chosen' },
    docs: 'https://fly.io/docs/reference/configuration/',
  },
  startSources: {
    value: ['fly.toml', 'Dockerfile', 'Procfile'],
    docs: 'https://fly.io/docs/reference/configuration/',
  },
  writes: { value: ['Procfile'], docs: 'https://fly.io/docs/reference/builders/' },
  migrations: {
    value: 'release',
    docs: 'https://fly.io/docs/reference/configuration/#run-one-off-commands-before-releasing-a-deployment',
  },
  migrationsOnFreePlan: {
    value: true,
    docs: 'https://fly.io/docs/reference/configuration/#run-one-off-commands-before-releasing-a-deployment',
  },
  buildReachesDatabase: { value: false, docs: 'https://fly.io/docs/getting-started/troubleshooting/' },
  neighbours: { value: 'own', docs: 'https://fly.io/docs/networking/private-networking/' },
  environment: {
    value: { given: ['FLY_*', 'PRIMARY_REGION'], listedIn: [] },
    docs: 'https://fly.io/docs/machines/runtime-environment/',
  },
  healthCheck: { value: '200', docs: 'https://fly.io/docs/reference/configuration/' },
  health: {
    value: {
      without: {
        en: 'A new machine takes requests as soon as it runs, whether the application answers or not.',
        fr: "Une nouvelle machine reçoit des requêtes dès qu'elle tourne, que l'application réponde ou non.",
      },
      failing: {
        en: 'The proxy sends the machine no request, and `fly deploy` fails while it waits for the check to pass.',
        fr: "Le proxy n'envoie aucune requête à la machine, et `fly deploy` échoue en attendant que le contrôle passe.",
      },
      isPlain: true,
    },
    docs: 'https://fly.io/docs/blueprints/seamless-deployments/',
  },
  proxy: { value: { addresses: 2 }, docs: 'https://fly.io/docs/networking/request-headers/' },
  unreachable: {
    value: {
      en: 'fly deploy warns "The app is not listening on the expected address and will not be reachable by fly-proxy".',
      fr: 'fly deploy avertit « The app is not listening on the expected address and will not be reachable by fly-proxy ».',
    },
    docs: 'https://fly.io/docs/getting-started/troubleshooting/',
  },
  pythonVersion: { value: null, docs: 'https://fly.io/docs/python/' },
  pythonInstall: { value: null, docs: 'https://fly.io/docs/python/' },
  publicHost: {
    value: {
      suffixes: ['.fly.dev'],
      variable: { name: 'FLY_APP_NAME', holds: 'label' },
      healthCheck: null,
      checksByAddress: true,
    },
    docs: 'https://fly.io/docs/networking/custom-domain/',
  },
  collectsStatic: { value: false, docs: 'https://fly.io/docs/django/getting-started/' },
  webConcurrency: { value: 1, docs: 'https://fly.io/docs/machines/runtime-environment/' },
  workers: { value: { onFreePlan: true, after: null }, docs: 'https://fly.io/docs/launch/processes/' },
  overlaps: { value: true, docs: 'https://fly.io/docs/launch/deploy/' },
  processors: { value: 'own', docs: 'https://fly.io/docs/machines/guides-examples/machine-sizing/' },
  databaseUrl: {
    value: { variable: 'DATABASE_URL', scheme: 'postgres', given: 'usual' },
    docs: 'https://fly.io/docs/postgres/connecting/connecting-internal/',
  },
};
