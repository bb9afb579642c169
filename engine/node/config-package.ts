import type { Expression } from '../facts.ts';
import type { Modules } from '../trace.ts';

/** Folders above a file in which its settings are looked for. */
const HIGHEST = 8;
/** Production lays the second over the first. https://github.com/node-config/node-config/wiki/Configuration-Files */
const FILES = [
  'production.json',
  'production.js',
  'production.ts',
  'default.json',
  'default.js',
  'default.ts',
];
const VARIABLES = 'custom-environment-variables.json';

/** What `config.get('server.port')` of the package `config` gives: the variable that stands for it, else what its files say. */
export function packageSetting(modules: Modules, { span }: Expression, key: string): Expression | null {
  const folder = configFolder(modules, span.path);
  if (folder === null) return null;
  const given = FILES.map((name) => memberIn(modules, `${folder}${name}`, span.path, key)).find(
    (found) => found !== null,
  );
  const variable = memberIn(modules, `${folder}${VARIABLES}`, span.path, key);
  const name = variable?.kind === 'literal' && typeof variable.value === 'string' ? variable.value : null;
  if (name === null) return variable ? null : (given ?? null);
  return { span, kind: 'env', name, fallback: given ?? null, required: false };
}

function configFolder(modules: Modules, from: string): string | null {
  for (let depth = 0; depth < HIGHEST; depth++) {
    const folder = `./${'../'.repeat(depth)}config/`;
    if (FILES.some((name) => modules.locate(from, `${folder}${name}`) !== null)) return folder;
  }
  return null;
}

function memberIn(modules: Modules, specifier: string, from: string, key: string): Expression | null {
  const path = modules.locate(from, specifier);
  const summary = path === null ? null : modules.module(path);
  let value: Expression | undefined = summary?.bindings[summary.exports.default ?? ''];
  for (const part of key.split('.')) {
    if (value?.kind !== 'object') return null;
    value = Object.hasOwn(value.properties, part) ? value.properties[part] : undefined;
  }
  return value ?? null;
}
