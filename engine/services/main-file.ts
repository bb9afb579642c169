import { readJson } from '@unblock/codemods/json/read';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';

/** The file of a Node service that a platform may run without any command: its `main`, else its `index.js`; null without one. */
export function mainFile({ root, language }: Service, model: Pick<Model, 'paths' | 'read'>): string | null {
  const path = joinPath(root, 'package.json');
  const text = language === 'node' && model.paths.has(path) ? model.read(path) : null;
  const reading = text === null ? null : readJson(text);
  if (!reading || !('value' in reading)) return null;
  const { value } = reading;
  const main = typeof value === 'object' && value !== null ? Reflect.get(value, 'main') : undefined;
  const names = [...(typeof main === 'string' ? [main, `${main}.js`] : []), 'index.js', 'index.ts'];
  return names.map((name) => joinPath(root, name)).find((file) => model.paths.has(file)) ?? null;
}
