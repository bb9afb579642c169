import { describe, expect, test } from 'vitest';
import type { Files } from '../testing.ts';
import { NODE, PYTHON, procfile, started } from './start.test-helper.ts';

describe('Python', () => {
  test.each<[string, string]>([
    ['gunicorn app.main:app', 'gunicorn app.main:app'],
    ['gunicorn -w 4 -k uvicorn.workers.UvicornWorker app.main:app', 'gunicorn app.main:app'],
    ['gunicorn --workers=4 --bind 0.0.0.0:$PORT app.main:app', 'gunicorn app.main:app'],
    ['gunicorn "app.main:create()" --preload', 'gunicorn app.main:create()'],
    ['uvicorn --reload app.main:app --port 8000', 'uvicorn app.main:app'],
    ['/venv/bin/uvicorn app.main:app', 'uvicorn app.main:app'],
    ['python -m uvicorn app.main:app', 'uvicorn app.main:app'],
    ['poetry run uvicorn app.main:app', 'uvicorn app.main:app'],
    ['uv run uvicorn app.main:app', 'uvicorn app.main:app'],
    ['exec env A=1 uvicorn app.main:app', 'uvicorn app.main:app'],
    ['alembic upgrade head && uvicorn app.main:app', 'uvicorn app.main:app'],
    ['cd app && uvicorn main:app', 'uvicorn main:app'],
    ['cd app && python main.py', 'python app/main.py'],
    ['python app/main.py', 'python app/main.py'],
    ['python3.11 -u ./app/main.py --x', 'python app/main.py'],
    ['python -m app.main', 'python app/main.py'],
    ['sh -c "uvicorn app.main:app"', 'uvicorn app.main:app'],
    ['bash start.sh', 'uvicorn app.main:app'],
    ['./start.sh', 'uvicorn app.main:app'],
    ['hypercorn app.main:app', 'hypercorn app.main:app'],
    ['waitress-serve --listen=*:8000 app.main:app', 'waitress app.main:app'],
    ['flask --app app.main run', 'flask app.main'],
    ['fastapi run app/main.py', 'fastapi app/main.py'],
    ['fastapi run --workers 2', 'fastapi app/main.py'],
    ['python -m fastapi dev app/main.py', 'fastapi app/main.py'],
    ['gunicorn -w4 -b:8000 app.main:app', 'gunicorn app.main:app'],
    ['gunicorn -b=0.0.0.0:8000 -k=gevent app.main:app', 'gunicorn app.main:app'],
    ['gunicorn --statsd-host localhost:8125 --log-level info app.main:app', 'gunicorn app.main:app'],
    ['gunicorn -R --capture-output -D --proxy-protocol app.main:app', 'gunicorn app.main:app'],
    ['gunicorn -c conf.py', 'gunicorn app.main:app'],
    ['gunicorn --config=file:conf.py', 'gunicorn app.main:app'],
    ['uvicorn --no-access-log --proxy-headers --factory app.main:create', 'uvicorn app.main:create'],
    ['uvicorn --log-level warning --app-dir src app.main:app', 'uvicorn app.main:app'],
    ['python -m gunicorn app.main:app', 'gunicorn app.main:app'],
    ['python -m hypercorn --reload -b :8000 app.main:app', 'hypercorn app.main:app'],
    ['python -m daphne -b 0.0.0.0 -p 8000 app.asgi:application', 'daphne app.asgi:application'],
    ['daphne --proxy-headers -v 2 app.asgi:application', 'daphne app.asgi:application'],
    ['waitress-serve --call app.main:create', 'waitress app.main:create'],
    ['python -m waitress --port=8000 --no-ipv6 app.main:app', 'waitress app.main:app'],
    ['FLASK_APP=app.main flask run', 'flask app.main'],
    ['export FLASK_APP=app.main:make && flask run', 'flask app.main:make'],
    ['env FLASK_APP=app/main.py flask run --host 0.0.0.0', 'flask app/main.py'],
    ['python -m flask --app app.main run -p 8000', 'flask app.main'],
    ['python -m flask run', 'flask ?'],
    ['flask db upgrade', 'nothing known'],
    ['./manage.py runserver 0:8000', 'django manage.py'],
    ['python -X dev -W ignore -u app/main.py', 'python app/main.py'],
    ['python /app/main.py', 'python app/main.py'],
    ['python /code/app/main.py', 'python app/main.py'],
    ['python app', 'python app/__main__.py'],
    ['PYTHONPATH=app python -m main', 'python app/main.py'],
    ['env PYTHONPATH=/srv/app python -m main', 'python app/main.py'],
    ['uv run --no-dev --frozen uvicorn app.main:app', 'uvicorn app.main:app'],
    ['uv run app/main.py', 'python app/main.py'],
    ['pipenv run gunicorn app.main:app', 'gunicorn app.main:app'],
    ['pdm run gunicorn app.main:app', 'gunicorn app.main:app'],
    ['hatch run gunicorn app.main:app', 'gunicorn app.main:app'],
    ['rye run gunicorn app.main:app', 'gunicorn app.main:app'],
    ['conda run -n shop --no-capture-output gunicorn app.main:app', 'gunicorn app.main:app'],
    ['./wait-for-it.sh db:5432 -t 30 -- uvicorn app.main:app', 'uvicorn app.main:app'],
    ['dockerize -wait tcp://db:5432 -timeout 30s uvicorn app.main:app', 'uvicorn app.main:app'],
    ['newrelic-admin run-program gunicorn app.main:app', 'gunicorn app.main:app'],
    ['/bin/bash -lc "exec gunicorn app.main:app"', 'gunicorn app.main:app'],
    ["sh -c 'cd app && exec uvicorn main:app'", 'uvicorn main:app'],
    ['cd /app/app && python main.py', 'python app/main.py'],
    ['/bin/bash start.sh', 'uvicorn app.main:app'],
    ['bash -ex /code/start.sh', 'uvicorn app.main:app'],
    ['/start.sh', 'uvicorn app.main:app'],
    ['alembic upgrade head || exit 1; exec uvicorn app.main:app', 'uvicorn app.main:app'],
    ['granian --interface asgi app.main:app', 'granian app.main:app'],
    ['granian --interface asgi --access-log --workers 2 --host 0.0.0.0 app.main:app', 'granian app.main:app'],
    ['python -m granian --interface wsgi --no-ws app.main:app', 'granian app.main:app'],
    ['uwsgi --http :8000 --module app.main:app --processes 2', 'uwsgi app.main:app'],
    ['uwsgi --http-socket 0.0.0.0:$PORT -w app.main --callable app', 'uwsgi app.main:app'],
    ['uwsgi --http :8000 --wsgi-file app/main.py --master', 'uwsgi app.main:application'],
    ['uwsgi --ini uwsgi.ini', 'uwsgi app.main:app'],
    ['uwsgi /app/uwsgi.ini', 'uwsgi app.main:app'],
    ['uwsgi --emperor /etc/uwsgi', 'uwsgi ?'],
    ['uwsgi moved.ini', 'uwsgi ?'],
    ['python manage.py runserver', 'django manage.py'],
    ['python manage.py migrate', 'nothing known'],
    ['python -c "print(1)"', 'nothing known'],
    ['constructor', 'nothing known'],
    ['python -m constructor', 'python ?'],
    ['uvicorn app.main:app "', 'nothing known'],
  ])('%s', async (command, expected) => {
    const more = {
      'start.sh': '#!/bin/sh\nset -e\nalembic upgrade head\nexec uvicorn app.main:app\n',
      'conf.py': 'wsgi_app = "app.main:app"\nworkers = 2\n',
      'app/__main__.py': 'print(1)\n',
      'uwsgi.ini': '[uwsgi]\nhttp = :8000\nmodule = app.main\ncallable = app\n',
      'moved.ini': '[uwsgi]\nchdir = app\nmodule = main\n',
    };
    expect(await started({ ...PYTHON, ...more, ...procfile(command) }, 'heroku')).toEqual([expected]);
  });

  test('FLASK_APP of an image, of the manifest above it, and of .flaskenv', async () => {
    const image = { ...PYTHON, Dockerfile: 'FROM python\nENV FLASK_APP=a.py\nCMD flask run\n' };
    expect(await started(image, 'docker')).toEqual(['flask a.py']);
    const render =
      'services:\n  - type: web\n    name: a\n    runtime: docker\n    dockerCommand: flask run\n    envVars:\n      - key: FLASK_APP\n        value: b.py\n';
    expect(await started({ ...image, 'render.yaml': render }, 'render')).toEqual(['flask b.py']);
    const file = { ...PYTHON, ...procfile('flask run'), '.flaskenv': 'FLASK_APP="c.py"\n' };
    expect(await started(file, 'heroku')).toEqual(['flask c.py']);
  });
});

describe('scripts that a Dockerfile copies', () => {
  const script = '#!/bin/sh\nexec gunicorn app.main:app\n';
  test.each<[string, string, string]>([
    [
      'COPY ./compose/production/start /start\nRUN chmod +x /start\nCMD ["/start"]',
      'compose/production/start',
      'gunicorn app.main:app',
    ],
    [
      'COPY docker/entry.sh $HOME_DIR/run.sh\nENTRYPOINT ["/opt/x/run.sh"]',
      'docker/entry.sh',
      'gunicorn app.main:app',
    ],
    [
      'COPY docker/run.sh docker/other.sh /usr/local/bin/\nCMD /usr/local/bin/run.sh',
      'docker/run.sh',
      'gunicorn app.main:app',
    ],
    ['COPY --from=build /run.sh /run.sh\nCMD ["/run.sh"]', 'docker/run.sh', 'nothing known'],
  ])('%s', async (lines, path, expected) => {
    const files = { ...PYTHON, Dockerfile: `FROM python\n${lines}\n`, [path]: script };
    expect(await started(files, 'docker')).toEqual([expected]);
  });
});

describe('scripts of a Python project', () => {
  const files: Files = {
    ...PYTHON,
    Pipfile: '[packages]\nfastapi = "*"\n[scripts]\nstart = "gunicorn app.main:app"\n',
    'pyproject.toml':
      '[project]\nname = "shop"\nversion = "1"\n[tool.pdm.scripts]\nstart = {cmd = "uvicorn app.main:app"}\nserve = {shell = "cd app && uvicorn main:app"}\nall = {composite = ["start"]}\n[tool.hatch.envs.default.scripts]\nweb = "hypercorn app.main:app {args}"\n',
  };
  test.each<[string, string]>([
    ['pipenv run start', 'gunicorn app.main:app'],
    ['pdm run start', 'uvicorn app.main:app'],
    ['pdm run serve', 'uvicorn main:app'],
    ['pdm run all', 'nothing known'],
    ['hatch run web', 'hypercorn app.main:app'],
    ['pipenv run missing', 'nothing known'],
    ['poetry run start', 'nothing known'],
  ])('%s', async (command, expected) => {
    expect(await started({ ...files, ...procfile(command) }, 'heroku')).toEqual([expected]);
  });
});

describe('process managers', () => {
  const image = (command: string): Files => ({ ...PYTHON, Dockerfile: `FROM python\nCMD ${command}\n` });
  const processes = 'web: gunicorn app.main:app -b 0.0.0.0:$PORT\nworker: celery -A app worker\n';

  test.each<[string, string[]]>([
    ['["honcho", "start"]', ['gunicorn app.main:app']],
    ['honcho start web', ['gunicorn app.main:app']],
    ['foreman start -f Procfile.prod', ['uvicorn app.main:app']],
    ['forego start worker', ['nothing known']],
    ['honcho start -f missing', ['nothing known']],
    ['["supervisord", "-c", "/etc/supervisor/conf.d/supervisord.conf"]', ['gunicorn app.main:app']],
    ['/usr/bin/supervisord -n -c deploy/supervisord.conf', ['gunicorn app.main:app']],
    ['supervisord -c /etc/other.conf', ['nothing known']],
    ['supervisord -c two.conf', ['nothing known']],
  ])('%s', async (command, expected) => {
    const files = {
      Procfile: processes,
      'Procfile.prod': 'web: uvicorn app.main:app\n',
      'deploy/supervisord.conf':
        '[supervisord]\nnodaemon=true\n\n[program:web]\ndirectory=/app\ncommand=gunicorn app.main:app --bind 0.0.0.0:%(ENV_PORT)s ; the server\n\n[program:worker]\ncommand=celery -A app worker\n\n[program:old]\nautostart=false\ncommand=uvicorn app.main:app\n',
      'two.conf': '[program:a]\ncommand=gunicorn app.main:app\n[program:b]\ncommand=uvicorn app.main:app\n',
    };
    expect(await started({ ...image(command), ...files }, 'docker')).toEqual(expected);
  });
});

describe('Node', () => {
  test.each<[string, Record<string, string>, string]>([
    ['npm start', {}, 'node src/main.ts'],
    ['npm run start', {}, 'node src/main.ts'],
    ['npm run prod', { prod: 'npm run serve', serve: 'cross-env A=1 node dist/main.js' }, 'node src/main.ts'],
    ['yarn prod', { prod: 'node ./dist/main' }, 'node src/main.ts'],
    ['npm run a', { a: 'npm run b', b: 'npm run a' }, 'nothing known'],
    ['npm run missing', {}, 'nothing known'],
    ['node --enable-source-maps dist/main.js', {}, 'node src/main.ts'],
    ['node elsewhere.js', {}, 'node ?'],
  ])('%s', async (command, scripts, expected) => {
    const manifest = { dependencies: { express: '4' }, scripts: { start: 'node dist/main.js', ...scripts } };
    const files = { ...NODE, 'package.json': JSON.stringify(manifest), ...procfile(command) };
    expect(await started(files, 'heroku')).toEqual([expected]);
  });

  test.each([
    'pnpm --filter api start',
    'npm start -w api',
    'npm start --workspace=packages/api',
    'yarn workspace @x/api start',
    'npm --prefix packages/api start',
    'cd packages/api && npm start',
  ])('%s runs in the folder of the workspace', async (command) => {
    const files: Files = {
      'package.json': '{"private":true,"workspaces":["packages/*"]}',
      'packages/api/package.json': JSON.stringify({
        name: '@x/api',
        dependencies: { express: '4' },
        scripts: { start: 'node dist/main.js' },
      }),
      'packages/api/src/main.ts': NODE['src/main.ts'] ?? '',
      ...procfile(command),
    };
    expect(await started(files, 'heroku', 'packages/api')).toEqual(['node packages/api/src/main.ts']);
  });
});
