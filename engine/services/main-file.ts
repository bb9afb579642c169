import { isRecord } from '@unblock/platforms/reading';
import { jsonAt } from '../json-value.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';

/** The file of a Node service that a platform may run without any command: its `main`, else its `index.js`; null without one. */
export function mainFile({ root, language }: Service, model: Pick<Model, 'paths' | 'read'>): string | null {
  const manifest = language === 'node' ? jsonAt(model, joinPath(root, 'package.json')) : null;
  if (!isRecord(manifest)) return null;
  const { main } = manifest;
  const names = [...(typeof main === 'string' ? [main, `${main}.js`] : []), 'index.js', 'index.ts'];
  return names.map((name) => joinPath(root, name)).find((file) => model.paths.has(file)) ?? null;
}
