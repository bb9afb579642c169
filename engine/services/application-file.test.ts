import { parseShell } from '@unblock/codemods/shell/index';
import { expect, test } from 'vitest';
import { applicationFile } from './application-file.ts';

const PATHS = new Set([
  'main.py',
  'app/main.py',
  'app/__init__.py',
  'src/shop/app.py',
  'backend/api/wsgi.py',
  'twice/a.py',
  'twice/a/__init__.py',
]);

/** The file that a command line loads, for the application it is given. */
function fileOf(text: string, application: string, folder = ''): string | null {
  const [command] = parseShell(text);
  return command ? applicationFile(PATHS, { command, application }, folder) : null;
}

test.each<[string, string, string, string | null]>([
  ['gunicorn main:app', 'main:app', '', 'main.py'],
  ['gunicorn app.main:app', 'app.main:app', '', 'app/main.py'],
  ['gunicorn app:app', 'app:app', '', 'app/__init__.py'],
  ['uvicorn main:app', 'main:app', 'app', 'app/main.py'],
  ['gunicorn --chdir app main:app', 'main:app', '', 'app/main.py'],
  ['gunicorn --chdir=/code/backend api.wsgi', 'api.wsgi', '', 'backend/api/wsgi.py'],
  ['gunicorn --chdir $DIR main:app', 'main:app', '', null],
  ['uvicorn --app-dir src shop.app:app', 'shop.app:app', '', 'src/shop/app.py'],
  ['uvicorn shop.app:app', 'shop.app:app', '', 'src/shop/app.py'],
  ['gunicorn --pythonpath src,backend api.wsgi', 'api.wsgi', '', 'backend/api/wsgi.py'],
  ['PYTHONPATH=/app/backend gunicorn api.wsgi', 'api.wsgi', '', 'backend/api/wsgi.py'],
  ['flask --app main.py run', 'main.py', '', 'main.py'],
  ['gunicorn a:app', 'a:app', 'twice', null],
  ['gunicorn missing:app', 'missing:app', '', null],
])('%s', (text, application, folder, expected) => {
  expect(fileOf(text, application, folder)).toBe(expected);
});
