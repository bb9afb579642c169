import type { Model, Service } from '@unblock/engine';
import { startImports } from '@unblock/engine/python/start-imports';

/** Whether passwords are hashed by passlib with bcrypt first: `CryptContext(schemes=["bcrypt"])`, `passlib.hash.bcrypt`. */
export function hashesWithBcrypt(service: Service, model: Model): boolean {
  const { imports, files } = startImports(model, service);
  if (imports.some(({ module }) => module === 'passlib.hash.bcrypt')) return true;
  return model.factsOf(service, 'python-call').some(({ name, list, span }) => {
    if (name !== 'CryptContext' || !files.has(span.path)) return false;
    const written = (model.read(span.path) ?? '').slice(list.start, list.end);
    return /^\(\s*(?:schemes\s*=\s*)?[[(]?\s*["']bcrypt["']/.test(written);
  });
}
