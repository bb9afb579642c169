import type { EnvironmentRead } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';

const FILES = ['.env.example', '.env.sample', '.env.template'];

/** The names in the example of a file of variables beside a service. Its values are never looked at. */
export function exampleReads(model: Model, service: Service): EnvironmentRead[] {
  const path = FILES.map((name) => joinPath(service.root, name)).find((name) => model.paths.has(name));
  const text = path ? model.read(path) : null;
  if (!path || text === null) return [];
  return [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/gm)].map((match) => {
    const name = match[1] ?? '';
    const start = match.index + match[0].indexOf(name);
    const span = { path, start, end: start + name.length };
    return { kind: 'environment-read', span, name, fallback: null, need: 'no-default', via: 'settings' };
  });
}
