import type { Contract } from '../contract.ts';

/**
 * Without a Dockerfile, Google Cloud's buildpacks read the Procfile, then the `start` script of
 * package.json. Migrations need a job of their own; the service itself has the start command only.
 */
export const cloudRun: Contract = {
  id: 'cloud-run',
  title: { en: 'Cloud Run', fr: 'Cloud Run' },
  runs: { value: 'server', docs: 'https://cloud.google.com/run/docs/container-contract' },
  bind: { value: 'all-interfaces', docs: 'https://cloud.google.com/run/docs/container-contract' },
  port: {
    value: { variable: 'PORT', source: 'injected', usual: '8080' },
    docs: 'https://cloud.google.com/run/docs/container-contract',
  },
  startSources: {
    value: ['Dockerfile', 'Procfile', 'package.json'],
    docs: 'https://cloud.google.com/docs/buildpacks/about-procfile',
  },
  writes: { value: ['Procfile'], docs: 'https://cloud.google.com/docs/buildpacks/about-procfile' },
  migrations: { value: 'start', docs: 'https://cloud.google.com/run/docs/container-contract' },
  migrationsOnFreePlan: { value: true, docs: 'https://cloud.google.com/run/docs/container-contract' },
  buildReachesDatabase: { value: false, docs: 'https://cloud.google.com/run/docs/deploying-source-code' },
  neighbours: { value: 'own', docs: 'https://cloud.google.com/run/docs/securing/private-networking' },
  environment: {
    value: { given: ['PORT', 'K_SERVICE', 'K_REVISION', 'K_CONFIGURATION'], listedIn: [] },
    docs: 'https://cloud.google.com/run/docs/container-contract',
  },
  healthCheck: { value: 'none', docs: 'https://cloud.google.com/run/docs/configuring/healthchecks' },
  proxy: { value: { addresses: null }, docs: 'https://cloud.google.com/run/docs/triggering/https-request' },
  unreachable: {
    value: {
      en: 'The revision fails: "The user-provided container failed to start and listen on the port defined provided by the PORT=8080 environment variable".',
      fr: 'La révision échoue : « The user-provided container failed to start and listen on the port defined provided by the PORT=8080 environment variable ».',
    },
    docs: 'https://cloud.google.com/run/docs/troubleshooting',
  },
  pythonVersion: { value: null, docs: 'https://cloud.google.com/run/docs/deploying' },
  pythonInstall: { value: null, docs: 'https://cloud.google.com/run/docs/deploying' },
  publicHost: {
    value: { suffixes: ['.run.app'], variable: null, healthCheck: null },
    docs: 'https://cloud.google.com/run/docs/triggering/https-request',
  },
  collectsStatic: { value: false, docs: 'https://cloud.google.com/run/docs/building/containers' },
  webConcurrency: { value: 1, docs: 'https://cloud.google.com/run/docs/container-contract' },
  workers: {
    value: {
      onFreePlan: true,
      after: {
        en: 'Deploy a worker pool with one instance from the same image, with that command.',
        fr: "Déployer un worker pool d'une instance depuis la même image, avec cette commande.",
      },
    },
    docs: 'https://cloud.google.com/run/docs/deploy-worker-pools',
  },
  overlaps: { value: true, docs: 'https://cloud.google.com/run/docs/about-instance-autoscaling' },
  processors: { value: 'own', docs: 'https://cloud.google.com/run/docs/configuring/services/cpu' },
  databaseUrl: {
    value: null,
    docs: 'https://cloud.google.com/sql/docs/postgres/connect-run',
  },
};
