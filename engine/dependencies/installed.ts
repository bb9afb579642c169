import type { Model } from '../model.ts';
import type { Dependencies } from './dependencies.ts';

/** Whether a platform installs a package: `unknown` where something could not be followed. */
export type Presence = 'installed' | 'absent' | 'unknown';

/** A specifier that no version from 4 on fits. */
const BELOW_4 = /(^|,)\s*((===?|~=|<=|\^|<)\s*[0-3](?!\d)|<\s*4(\.0)*\s*(,|$))/;

/** Packages that bring a server as a requirement of their own; `extra`: only with one of these extras. */
const BROUGHT_BY: Readonly<Record<string, readonly { name: string; extra?: RegExp; specifier?: RegExp }[]>> =
  {
    gunicorn: [
      { name: 'uvicorn-worker' },
      { name: 'mlflow' },
      { name: 'apache-airflow' },
      { name: 'apache-superset' },
    ],
    uvicorn: [
      { name: 'uvicorn-worker' },
      { name: 'fastapi', extra: /^all$/ },
      // The extra came with 0.112: https://fastapi.tiangolo.com/release-notes/#01120
      { name: 'fastapi', extra: /^standard/, specifier: /^(?!===?\s*0\.(\d\d|10\d|11[01])\b)/ },
      // FastAPI 0.111 alone required it: https://fastapi.tiangolo.com/release-notes/#01110
      { name: 'fastapi', specifier: /^==\s*0\.111\b/ },
      { name: 'fastapi-cli' },
      { name: 'litestar', extra: /^(standard|full|cli)$/ },
      { name: 'nicegui' },
      { name: 'gradio' },
      { name: 'chainlit' },
      { name: 'chromadb' },
      { name: 'mcp' },
      { name: 'fastmcp' },
      { name: 'prefect' },
      { name: 'bentoml' },
      { name: 'vllm' },
      { name: 'google-adk' },
      { name: 'ray', extra: /^serve/ },
    ],
    hypercorn: [{ name: 'quart' }],
    daphne: [
      { name: 'channels', extra: /^daphne$/ },
      // Channels 4 no longer requires it: https://channels.readthedocs.io/en/latest/releases/4.0.0.html
      { name: 'channels', specifier: BELOW_4 },
      // Channels-redis before 4 requires `channels<4`.
      { name: 'channels-redis', specifier: BELOW_4 },
    ],
    gevent: [{ name: 'gunicorn', extra: /^gevent$/ }, { name: 'gevent-websocket' }, { name: 'locust' }],
    eventlet: [{ name: 'gunicorn', extra: /^eventlet$/ }],
  };

/** Names of groups and extras that are for development only, so that no platform is expected to install them. */
export const DEVELOPMENT =
  /^(dev|devel|develop|development|test|tests|testing|lint|linting|docs?|typing|types|ci|local|debug|qa)([-_].*)?$/i;

/** Whether the platform installs a Python package for a service: declared, brought by another one, or locked. */
export function presence(model: Pick<Model, 'read'>, dependencies: Dependencies, name: string): Presence {
  const production = dependencies.entries.filter((entry) => entry.production);
  if (production.some((entry) => entry.name === name)) return 'installed';
  const brought = (BROUGHT_BY[name] ?? []).some(({ name: by, extra, specifier }) =>
    production.some(
      (entry) =>
        entry.name === by &&
        (!extra || entry.extras.some((written) => extra.test(written))) &&
        (!specifier || specifier.test(entry.specifier)),
    ),
  );
  if (brought) return 'installed';
  if (!dependencies.manifest || !dependencies.complete) return 'unknown';
  const grouped = dependencies.entries.find((entry) => entry.name === name);
  if (grouped) return DEVELOPMENT.test(grouped.group ?? '') ? 'absent' : 'unknown';
  return dependencies.locks.some((lock) => locks(model.read(lock) ?? '', name)) ? 'installed' : 'absent';
}

/** The version of a package as the lock file pins it, `==0.29.0`, else the specifier that declares it; '' without one. */
export function versionOf(model: Pick<Model, 'read'>, dependencies: Dependencies, name: string): string {
  for (const lock of dependencies.locks) {
    const text = model.read(lock) ?? '';
    const toml = text.split(`name = "${name}"\n`)[1];
    const json = text.split(`"${name}": {`)[1];
    const locked =
      /^version = "([^"]+)"/.exec(toml ?? '')?.[1] ?? /^[^}]*?"version": "==([^"]+)"/.exec(json ?? '')?.[1];
    if (locked) return `==${locked}`;
  }
  const declared = dependencies.entries.find((entry) => entry.production && entry.name === name);
  return declared?.specifier ?? '';
}

/** Whether a lock file holds a package: `name = "x"` in TOML, `"x": {` in Pipfile.lock. */
function locks(text: string, name: string): boolean {
  return text.includes(`name = "${name}"`) || text.includes(`"${name}": {`);
}
