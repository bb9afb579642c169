import type { Contract } from '../contract.ts';

/**
 * Functions are called by the platform itself: neither address nor port of a server is asked for, so a
 * loopback server breaks nothing and no start command is read. Migrations run in the pipeline that deploys.
 */
export const vercel: Contract = {
  id: 'vercel',
  title: { en: 'Vercel', fr: 'Vercel' },
  runs: { value: 'functions', docs: 'https://vercel.com/docs/functions' },
  bind: { value: 'loopback', docs: 'https://vercel.com/docs/functions' },
  port: { value: { variable: 'PORT', source: 'chosen' }, docs: 'https://vercel.com/docs/functions' },
  startSources: { value: ['vercel.json'], docs: 'https://vercel.com/docs/project-configuration' },
  writes: { value: [], docs: 'https://vercel.com/docs/project-configuration' },
  migrations: { value: 'pre-deploy', docs: 'https://vercel.com/docs/builds' },
  migrationsOnFreePlan: { value: true, docs: 'https://vercel.com/docs/builds' },
  buildReachesDatabase: { value: true, docs: 'https://vercel.com/docs/builds' },
  neighbours: { value: 'own', docs: 'https://vercel.com/docs/functions' },
  environment: {
    value: { given: ['VERCEL', 'VERCEL_*', 'CI'], listedIn: [] },
    docs: 'https://vercel.com/docs/environment-variables/system-environment-variables',
  },
  healthCheck: { value: 'none', docs: 'https://vercel.com/docs/functions' },
  nodeBuild: {
    value: { scripts: ['vercel-build', 'build'], keepsPackages: true },
    docs: 'https://vercel.com/docs/builds/configure-a-build',
  },
  unreachable: {
    value: {
      en: 'The function does not answer: Vercel runs no long-lived server.',
      fr: 'La fonction ne répond pas : Vercel ne fait tourner aucun serveur permanent.',
    },
    docs: 'https://vercel.com/docs/functions/limitations',
  },
  pythonVersion: { value: null, docs: 'https://vercel.com/docs/functions/runtimes/python' },
  pythonInstall: { value: null, docs: 'https://vercel.com/docs/functions/runtimes/python' },
  publicHost: {
    value: { suffixes: ['.vercel.app'], variable: null, healthCheck: null },
    docs: 'https://vercel.com/docs/deployments/generated-urls',
  },
  buildsFrom: { value: 'git', docs: 'https://vercel.com/docs/git' },
  collectsStatic: { value: false, docs: 'https://vercel.com/docs/functions/runtimes/python' },
  webConcurrency: { value: 1, docs: 'https://vercel.com/docs/functions/limitations' },
  workers: {
    value: {
      onFreePlan: false,
      after: {
        en: 'Functions do not stay: run this process on another platform.',
        fr: 'Les fonctions ne restent pas actives : exécuter ce processus sur une autre plateforme.',
      },
    },
    docs: 'https://vercel.com/docs/functions/limitations',
  },
  overlaps: { value: true, docs: 'https://vercel.com/docs/functions' },
  processors: { value: 'own', docs: 'https://vercel.com/docs/functions/configuring-functions/memory' },
  databaseUrl: {
    value: null,
    docs: 'https://vercel.com/docs/postgres',
  },
};
