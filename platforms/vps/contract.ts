import type { Contract } from '../contract.ts';

/** The server stands behind nginx on the same host: listening on loopback is right there. */
export const vps: Contract = {
  id: 'vps',
  title: { en: 'a VPS (systemd and nginx)', fr: 'un VPS (systemd et nginx)' },
  runs: {
    value: 'server',
    docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html',
  },
  bind: { value: 'loopback', docs: 'https://docs.nginx.com/nginx/admin-guide/web-server/reverse-proxy/' },
  port: {
    value: { variable: 'PORT', source: 'chosen' },
    docs: 'https://docs.nginx.com/nginx/admin-guide/web-server/reverse-proxy/',
  },
  startSources: {
    value: ['systemd', 'Procfile', 'Dockerfile'],
    docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html',
  },
  writes: { value: [], docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html' },
  migrations: {
    value: 'start',
    docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html',
  },
  migrationsOnFreePlan: {
    value: true,
    docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html',
  },
  buildReachesDatabase: { value: true, docs: 'https://12factor.net/build-release-run' },
  neighbours: { value: 'compose', docs: 'https://docs.docker.com/compose/how-tos/networking/' },
  environment: {
    value: {
      given: [
        'PATH',
        'LANG',
        'USER',
        'LOGNAME',
        'HOME',
        'SHELL',
        'INVOCATION_ID',
        'JOURNAL_STREAM',
        'RUNTIME_DIRECTORY',
        'STATE_DIRECTORY',
      ],
      listedIn: [],
    },
    docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html',
  },
  healthCheck: {
    value: 'none',
    docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html',
  },
  unreachable: {
    value: {
      en: 'nginx answers 502 Bad Gateway.',
      fr: 'nginx répond 502 Bad Gateway.',
    },
    docs: 'https://docs.nginx.com/nginx/admin-guide/web-server/reverse-proxy/',
  },
  pythonVersion: { value: null, docs: 'https://docs.python.org/3/using/unix.html' },
  pythonInstall: { value: null, docs: 'https://docs.python.org/3/using/unix.html' },
  publicHost: {
    value: { suffixes: [], variable: null, healthCheck: null },
    docs: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
  },
  collectsStatic: {
    value: false,
    docs: 'https://docs.djangoproject.com/en/stable/howto/static-files/deployment/',
  },
  webConcurrency: {
    value: 1,
    docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html',
  },
  workers: {
    value: {
      onFreePlan: true,
      after: {
        en: 'Add a service unit of its own with that command, and enable it.',
        fr: "Ajouter une unité de service distincte avec cette commande, et l'activer.",
      },
    },
    docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html',
  },
  overlaps: { value: false, docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemctl.html' },
  processors: { value: 'own', docs: 'https://docs.python.org/3/library/os.html#os.cpu_count' },
  databaseUrl: {
    value: null,
    docs: 'https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS',
  },
};
