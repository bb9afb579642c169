import { expect, it } from 'vitest';
import { composed, FASTAPI, FLASK } from './compose.test-helper.ts';

it.each([
  ['fastapi\nuvicorn\n', 'uvicorn app.main:app --host 0.0.0.0 --port $PORT'],
  ['fastapi\nuvicorn\ngunicorn\n', 'uvicorn app.main:app --host 0.0.0.0 --port $PORT'],
  [
    'fastapi\nuvicorn\ngunicorn\nuvicorn-worker\n',
    'gunicorn app.main:app --bind 0.0.0.0:$PORT --worker-class uvicorn_worker.UvicornWorker',
  ],
  ['fastapi\nhypercorn\n', 'hypercorn app.main:app --bind 0.0.0.0:$PORT'],
  ['fastapi\n', 'no production server is installed that it could be started with'],
])('starts FastAPI with what %j installs', async (requirements, start) => {
  const result = await composed({ 'requirements.txt': requirements, 'app/main.py': FASTAPI });
  expect(typeof result === 'string' ? result : result.start).toBe(start);
});

it('starts Flask, a factory and a source folder', async () => {
  const factory = 'from flask import Flask\n\ndef create_app():\n    app = Flask(__name__)\n    return app\n';
  const requirements = { 'requirements.txt': 'flask\ngunicorn\n' };
  expect(await composed({ ...requirements, 'app.py': FLASK })).toMatchObject({
    build: 'pip install -r requirements.txt',
    start: 'gunicorn app:app --bind 0.0.0.0:$PORT',
  });
  expect(await composed({ ...requirements, 'service/__init__.py': factory })).toMatchObject({
    start: "gunicorn 'service:create_app()' --bind 0.0.0.0:$PORT",
  });
  expect(
    await composed({ ...requirements, 'src/shop/app.py': FLASK, 'src/shop/__init__.py': '' }),
  ).toMatchObject({
    start: 'gunicorn shop.app:app --bind 0.0.0.0:$PORT --pythonpath src',
  });
  expect(
    await composed({ ...requirements, 'service/__init__.py': factory.replace('()', '(config)') }),
  ).toContain('needs arguments');
});

it('migrates in front of the start command and never swallows a failure', async () => {
  const files = {
    'requirements.txt': 'fastapi\nuvicorn\nalembic\n',
    'main.py': FASTAPI,
    'alembic.ini': '[alembic]\nscript_location = alembic\n',
    'alembic/env.py': 'from alembic import context\n',
  };
  expect(await composed(files)).toMatchObject({
    start: 'alembic upgrade head && uvicorn main:app --host 0.0.0.0 --port $PORT',
  });
});

const PROCFILE = { 'requirements.txt': 'flask\ngunicorn\nalembic\n', 'app.py': FLASK };

it.each([
  [
    'release: alembic upgrade head && python manage.py seed\nweb: gunicorn app:app\n',
    'alembic upgrade head && gunicorn app:app --bind 0.0.0.0:$PORT',
    ['release: python manage.py seed'],
  ],
  [
    'release: python seed.py\nweb: gunicorn app:app\n',
    'gunicorn app:app --bind 0.0.0.0:$PORT',
    ['release: python seed.py'],
  ],
  [
    'release: python -m alembic upgrade head; python manage.py migrate zero\nweb: gunicorn app:app\n',
    'python -m alembic upgrade head && gunicorn app:app --bind 0.0.0.0:$PORT',
    ['release: python manage.py migrate zero'],
  ],
  [
    'web: exec gunicorn app:app --preload -w 4 --bind=127.0.0.1:8000 --log-file - --reload\nclock: python clock.py\n',
    'gunicorn app:app --preload -w 4 --bind=0.0.0.0:$PORT --log-file -',
    ['clock: python clock.py'],
  ],
  [
    'web: alembic upgrade head && python seed.py && PYTHONPATH=. gunicorn "app:app" -b :$PORT\n',
    'alembic upgrade head && env PYTHONPATH=. gunicorn "app:app" -b :$PORT',
    ['web: python seed.py'],
  ],
  ['web: flask --app app run\n', 'gunicorn app:app --bind 0.0.0.0:$PORT', []],
  ['web: uvicorn app:app --port 8000\n', 'gunicorn app:app --bind 0.0.0.0:$PORT', []],
])('takes over what the author starts with %j', async (Procfile, start, left) => {
  expect(await composed({ ...PROCFILE, Procfile })).toMatchObject({ start, left });
});

it('names the application of a migration that leaves it to FLASK_APP', async () => {
  const files = {
    'requirements.txt': 'flask\ngunicorn\nflask-migrate\n',
    'blog.py': FLASK,
    'migrations/env.py': 'from alembic import context\n',
    Procfile: 'web: flask db upgrade; gunicorn blog:app\n',
  };
  expect(await composed(files)).toMatchObject({
    start: 'flask --app blog:app db upgrade && gunicorn blog:app --bind 0.0.0.0:$PORT',
  });
});

it('takes migrations out of a script, and none whose variables only the script knows', async () => {
  const files = { ...PROCFILE, Procfile: 'release: bash release.sh\nweb: gunicorn app:app\n' };
  expect(
    await composed({ ...files, 'release.sh': 'set -e\nalembic upgrade head\npython seed.py\n' }),
  ).toMatchObject({
    start: 'alembic upgrade head && gunicorn app:app --bind 0.0.0.0:$PORT',
    left: ['release: python seed.py'],
  });
  expect(await composed({ ...files, 'release.sh': 'R=head\nalembic upgrade $R\n' })).toMatchObject({
    start: 'gunicorn app:app --bind 0.0.0.0:$PORT',
    left: ['release: alembic upgrade $R'],
  });
});

it('runs the command of a Procfile above the service in its folder', async () => {
  const files = { 'api/requirements.txt': 'flask\ngunicorn\n', 'api/app.py': FLASK, 'README.md': '' };
  const start = 'gunicorn app:app --bind 0.0.0.0:$PORT';
  expect(await composed({ ...files, Procfile: 'web: cd api && gunicorn app:app\n' }, 'api')).toMatchObject({
    rootDir: 'api',
    start,
  });
  expect(await composed({ ...files, Procfile: 'web: gunicorn --chdir api app:app\n' }, 'api')).toMatchObject({
    rootDir: 'api',
    start,
  });
  expect(await composed({ ...files, Procfile: 'web: gunicorn api.app:app\n' }, 'api')).toMatchObject({
    rootDir: '',
    build: 'pip install -r api/requirements.txt',
    start: 'gunicorn api.app:app --bind 0.0.0.0:$PORT',
  });
});

it('prepares Django', async () => {
  const files = {
    'requirements.txt': 'django\ngunicorn\n',
    'manage.py':
      'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nimport django\n',
    'shop/settings.py': 'STATIC_ROOT = "static"\n',
    'shop/wsgi.py':
      'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    'shop/asgi.py':
      'from django.core.asgi import get_asgi_application\napplication = get_asgi_application()\n',
  };
  expect(await composed(files)).toMatchObject({
    build: 'pip install -r requirements.txt && python manage.py collectstatic --noinput',
    start: 'python manage.py migrate --noinput && gunicorn shop.wsgi:application --bind 0.0.0.0:$PORT',
  });
});

it.each([
  [
    '[project]\ndependencies = ["fastapi", "uvicorn"]\n',
    'uv.lock',
    'uv sync --frozen --no-dev',
    'uv run --no-dev ',
  ],
  ['[project]\ndependencies = ["fastapi", "uvicorn"]\n[build-system]\n', '', 'pip install .', ''],
  [
    '[tool.poetry.dependencies]\nfastapi = "*"\nuvicorn = "*"\n',
    'poetry.lock',
    'poetry install --only main --no-root',
    'poetry run ',
  ],
])('installs %j', async (project, lock, build, runner) => {
  const files = { 'pyproject.toml': project, 'main.py': FASTAPI, ...(lock ? { [lock]: '' } : {}) };
  expect(await composed(files)).toMatchObject({
    build,
    start: `${runner}uvicorn main:app --host 0.0.0.0 --port $PORT`,
  });
});

it('stays in the folder of a service, or above it where its requirements lie', async () => {
  const requirements = 'fastapi\nuvicorn\n';
  expect(
    await composed({ 'api/requirements.txt': requirements, 'api/main.py': FASTAPI }, 'api'),
  ).toMatchObject({ rootDir: 'api', build: 'pip install -r requirements.txt' });
  const shared = {
    'requirements.txt': requirements,
    'api/requirements.txt': '-r ../requirements.txt\n',
    'api/main.py': FASTAPI,
  };
  expect(await composed(shared, 'api')).toMatchObject({
    rootDir: '',
    build: 'pip install -r api/requirements.txt',
    start: 'cd api && uvicorn main:app --host 0.0.0.0 --port $PORT',
  });
});
