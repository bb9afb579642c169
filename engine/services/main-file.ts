import { isRecord } from '@unblock/platforms/reading';
import { jsonAt } from '../json-value.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';

/** https://railpack.com/languages/python */
const PYTHON = ['main.py', 'app.py', 'start.py', 'bot.py', 'hello.py', 'server.py'];

/**
 * The file of a service that a platform may run without any command: of a package its `main`, else its `index.js`; in Python
 * one of the usual names in its folder, or `manage.py` of Django. Null without one.
 */
export function mainFile(
  { root, language, framework }: Service,
  model: Pick<Model, 'paths' | 'read'>,
): string | null {
  const names =
    language === 'python'
      ? [...(framework === 'django' ? ['manage.py'] : []), ...PYTHON]
      : ofPackage(root, model);
  return names.map((name) => joinPath(root, name)).find((file) => model.paths.has(file)) ?? null;
}

function ofPackage(root: string, model: Pick<Model, 'paths' | 'read'>): string[] {
  const manifest = jsonAt(model, joinPath(root, 'package.json'));
  if (!isRecord(manifest)) return [];
  const { main } = manifest;
  return [...(typeof main === 'string' ? [main, `${main}.js`] : []), 'server.js', 'index.js', 'index.ts'];
}
