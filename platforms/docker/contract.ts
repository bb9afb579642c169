import type { Contract } from '../contract.ts';

/**
 * The port is whatever `docker run` publishes; a HEALTHCHECK is a command inside the container, not a
 * request from outside.
 */
export const docker: Contract = {
  id: 'docker',
  title: { en: 'Docker', fr: 'Docker' },
  place: { en: 'where the image runs', fr: "là où l'image s'exécute" },
  runs: { value: 'server', docs: 'https://docs.docker.com/reference/dockerfile/#cmd' },
  bind: { value: 'all-interfaces', docs: 'https://docs.docker.com/engine/network/port-publishing/' },
  port: {
    value: { variable: 'PORT', source: 'chosen' },
    docs: 'https://docs.docker.com/engine/network/port-publishing/',
  },
  startSources: { value: ['Dockerfile'], docs: 'https://docs.docker.com/reference/dockerfile/#cmd' },
  writes: { value: [], docs: 'https://docs.docker.com/reference/dockerfile/' },
  migrations: { value: 'start', docs: 'https://docs.docker.com/reference/dockerfile/#cmd' },
  migrationsOnFreePlan: { value: true, docs: 'https://docs.docker.com/reference/dockerfile/#cmd' },
  buildReachesDatabase: { value: false, docs: 'https://docs.docker.com/build/building/variables/' },
  neighbours: { value: 'compose', docs: 'https://docs.docker.com/compose/how-tos/networking/' },
  environment: {
    value: { given: ['HOME', 'HOSTNAME', 'PATH', 'TERM'], listedIn: [] },
    docs: 'https://docs.docker.com/engine/containers/run/',
  },
  healthCheck: { value: 'none', docs: 'https://docs.docker.com/reference/dockerfile/#healthcheck' },
  unreachable: {
    value: {
      en: 'The published port accepts connections and drops them at once: "Empty reply from server" or "Connection reset by peer".',
      fr: 'Le port publié accepte la connexion puis la coupe aussitôt : « Empty reply from server » ou « Connection reset by peer ».',
    },
    docs: 'https://docs.docker.com/engine/network/port-publishing/',
  },
  pythonVersion: { value: null, docs: 'https://docs.docker.com/reference/dockerfile/#from' },
  pythonInstall: { value: null, docs: 'https://docs.docker.com/reference/dockerfile/#run' },
  publicHost: {
    value: { suffixes: [], variable: null, healthCheck: null },
    docs: 'https://docs.docker.com/engine/network/port-publishing/',
  },
  collectsStatic: { value: false, docs: 'https://docs.docker.com/reference/dockerfile/' },
  webConcurrency: { value: 1, docs: 'https://docs.docker.com/reference/dockerfile/' },
  workers: {
    value: {
      onFreePlan: true,
      after: {
        en: 'Run one more container of the same image with that command.',
        fr: 'Lancer un conteneur de plus de la même image avec cette commande.',
      },
    },
    docs: 'https://docs.docker.com/engine/containers/multi-service_container/',
  },
  overlaps: { value: false, docs: 'https://docs.docker.com/reference/cli/docker/compose/up/' },
  processors: { value: 'own', docs: 'https://docs.docker.com/engine/containers/resource_constraints/' },
  databaseUrl: {
    value: null,
    docs: 'https://hub.docker.com/_/postgres',
  },
};
