import type { EnvironmentRead } from '../facts.ts';
import type { Model, Service } from '../model.ts';

/**
 * The variables that a Prisma schema of the service reads: without them neither the client nor a migration starts.
 * https://www.prisma.io/docs/orm/reference/prisma-schema-reference#env
 */
export function prismaReads(model: Model, service: Service): EnvironmentRead[] {
  const prefix = service.root ? `${service.root}/` : '';
  const reads: EnvironmentRead[] = [];
  for (const path of model.paths) {
    if (!path.endsWith('.prisma') || !path.startsWith(prefix)) continue;
    const text = model.read(path) ?? '';
    for (const match of text.matchAll(/^[^/\n]*?\benv\(\s*"(\w+)"\s*\)/gm)) {
      const start = match.index + match[0].lastIndexOf('env(');
      const end = match.index + match[0].length;
      const name = match[1] ?? '';
      reads.push({
        kind: 'environment-read',
        span: { path, start, end },
        name,
        fallback: null,
        need: 'required',
        via: 'settings',
      });
    }
  }
  return reads;
}
