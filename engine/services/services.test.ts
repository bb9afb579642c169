import { describe, expect, test } from 'vitest';
import { commitAll, type Files, inFolder, modelOf, RUN, SERVER } from '../testing.ts';

const EXPRESS = "const express = require('express');\nconst app = express();\napp.listen(3000);\n";
const APP = 'from fastapi import FastAPI\napp = FastAPI()\n';

/** Services as `name root language framework role`. */
async function services(files: Files): Promise<string[]> {
  return inFolder({ 'repository/.keep': '', ...prefixed(files) }, async (above) => {
    commitAll(`${above}/repository`);
    const model = await modelOf(`${above}/repository`);
    return model.services.map(({ name, root, language, framework, role }) =>
      [name, root || '.', language, framework ?? '-', role].join(' '),
    );
  });
}

function prefixed(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`repository/${path}`, text]));
}

describe('services of a repository', () => {
  const cases: [string, Files, string[]][] = [
    [
      'one at the root',
      { 'requirements.txt': 'fastapi\n', 'main.py': SERVER + RUN },
      ['repository . python fastapi web'],
    ],
    [
      'one that only an image describes has the name of the repository',
      {
        'requirements.txt': 'fastapi\n',
        'main.py': SERVER + RUN,
        Dockerfile: 'FROM python:3.12\nCMD ["python", "main.py"]\n',
      },
      ['repository . python fastapi web'],
    ],
    [
      'what runs before a deploy belongs to the project whose manage.py it runs',
      {
        'requirements.txt': 'django\ngunicorn\n',
        Procfile: 'release: bash release.sh\nweb: gunicorn shop.wsgi --chdir=shop/\n',
        'release.sh': 'cd shop/ || exit\npython manage.py migrate\n',
        'shop/manage.py': '# django\n',
        'shop/shop/wsgi.py': 'x = 1\n',
      },
      ['shop shop python django web'],
    ],
    [
      'what runs before a deploy by a script that nobody can read belongs to what its Procfile serves',
      {
        'requirements.txt': 'django\ngunicorn\n',
        'package.json': '{"private":true}',
        'webpack.js': 'const a = process.env.A;\n',
        Procfile: 'release: make release\nweb: gunicorn shop.wsgi\n',
        'manage.py': '# django\n',
        'shop/wsgi.py': 'x = 1\n',
      },
      ['repository . python django web'],
    ],
    [
      'a second manage.py in the package of the settings is no second project',
      {
        'requirements.txt': 'django\ngunicorn\n',
        'manage.py': '# django\n',
        'shop/manage.py': '# django\n',
        'shop/settings.py': 'DEBUG = True\n',
        Procfile: 'web: gunicorn shop.wsgi\n',
        'shop/wsgi.py': 'x = 1\n',
      },
      ['repository . python django web'],
    ],
    [
      'two projects of Django side by side are two',
      {
        'one/manage.py': '# django\n',
        'one/one/settings.py': 'DEBUG = True\n',
        'two/manage.py': '# django\n',
        'two/two/settings.py': 'DEBUG = True\n',
      },
      ['one one python django web', 'two two python django web'],
    ],
    [
      'an image that holds one project alone is of that project',
      {
        'start.py': 'import os\n',
        'web/page.js': 'x = 1;\n',
        Dockerfile:
          'FROM python:3.12\nWORKDIR /code\nCOPY api/requirements.txt /code/requirements.txt\nCOPY api/app /code/app\nCMD ["python", "/code/start.py"]\n',
        'railway.json':
          '{"build":{"builder":"DOCKERFILE"},"deploy":{"startCommand":"uvicorn app.main:app --port 8010"}}',
        'api/requirements.txt': 'fastapi\nuvicorn\n',
        'api/app/main.py': APP,
        'worker/requirements.txt': 'celery\n',
        'worker/tasks.py': 'x = 1\n',
      },
      ['api api python fastapi web'],
    ],
    [
      'a script at the root that starts the application of the project below',
      {
        'backend/requirements.txt': 'fastapi\nuvicorn\n',
        'backend/app/main.py': APP,
        'run_eager.py':
          'import sys\nimport uvicorn\nsys.path.insert(0, "backend")\nuvicorn.run("app.main:app", host="127.0.0.1")\n',
      },
      ['backend backend python fastapi web'],
    ],
    [
      'a script at the root that starts an application by the path it has from there',
      {
        'backend/requirements.txt': 'fastapi\nuvicorn\n',
        'backend/main.py': APP,
        'main.py': 'import uvicorn\nuvicorn.run("backend.main:app", host="127.0.0.1")\n',
      },
      ['repository . python - web', 'backend backend python fastapi web'],
    ],
    [
      'an earlier state that is kept in a folder of its own',
      {
        'api/requirements.txt': 'fastapi\n',
        'api/main.py': APP,
        'Previous Build/api/requirements.txt': 'fastapi\nuvicorn\n',
        'Previous Build/api/main.py': `${APP}import os\n`,
        'api_backup_v2/requirements.txt': 'fastapi\n',
        'api_backup_v2/main.py': `${APP}z = 3\n`,
        'backup/requirements.txt': 'fastapi\n',
        'backup/main.py': `${APP}x = 1\ny = 2\n`,
      },
      ['api api python fastapi web', 'backup backup python fastapi web'],
    ],
    [
      'nothing but an earlier state, and one that a manifest starts',
      { 'old/requirements.txt': 'fastapi\n', 'old/main.py': APP },
      ['old old python fastapi web'],
    ],
    ['one without a manifest', { 'main.py': SERVER + RUN }, ['repository . python fastapi web']],
    [
      'a backend beside a mobile application',
      {
        'backend/requirements.txt': 'flask\n',
        'backend/app.py': 'from flask import Flask\napp = Flask(__name__)\n',
        'mobile/package.json': '{"dependencies":{"expo":"1"},"scripts":{"start":"expo start"}}',
        'mobile/App.js': 'const a = process.env.A;\n',
      },
      ['backend backend python flask web', 'mobile mobile node expo static'],
    ],
    [
      'eleven side by side',
      Object.fromEntries(
        Array.from({ length: 11 }, (_, index) => [
          [`s${index + 10}/requirements.txt`, 'fastapi\n'],
          [`s${index + 10}/main.py`, SERVER + RUN],
        ]).flat(),
      ),
      Array.from({ length: 11 }, (_, index) => `s${index + 10} s${index + 10} python fastapi web`),
    ],
    [
      'a workspace of Node packages, libraries left out',
      {
        'package.json': '{"private":true,"workspaces":["apps/*","libs/*"]}',
        'apps/api/package.json':
          '{"name":"api","dependencies":{"express":"4"},"scripts":{"start":"node index.js"}}',
        'apps/api/index.js': EXPRESS,
        'libs/util/package.json': '{"name":"util"}',
        'libs/util/index.js': 'module.exports = process.env.A;\n',
      },
      ['api apps/api node express web'],
    ],
    [
      'two languages in one folder',
      {
        'requirements.txt': 'fastapi\n',
        'main.py': SERVER + RUN,
        'package.json': '{"dependencies":{"express":"4"},"scripts":{"start":"node server.js"}}',
        'server.js': EXPRESS,
      },
      ['repository . node express web', 'repository . python fastapi web'],
    ],
    [
      'Django by its manage.py',
      {
        'requirements.txt': 'django\n',
        'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")\n',
        'site/wsgi.py':
          'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
      },
      ['repository . python django web'],
    ],
    [
      'a worker of a Procfile',
      {
        'requirements.txt': 'celery\n',
        'tasks/app.py': 'import os\nos.getenv("A")\n',
        Procfile: 'worker: celery -A tasks.app worker\n',
      },
      ['repository . python - worker'],
    ],
    [
      'names and roles of a Blueprint',
      {
        'render.yaml':
          'services:\n  - type: web\n    name: shop-api\n    runtime: python\n    rootDir: api\n    startCommand: uvicorn main:app\n',
        'api/requirements.txt': 'fastapi\n',
        'api/main.py': APP,
      },
      ['shop-api api python fastapi web'],
    ],
    [
      'a library',
      { 'pyproject.toml': '[project]\nname = "x"\ndependencies = []\n', 'x/__init__.py': 'A = 1\n' },
      [],
    ],
    [
      'tests and examples',
      { 'requirements.txt': '', 'tests/app.py': SERVER + RUN, 'examples/main.py': SERVER + RUN },
      [],
    ],
    ['nothing but a README', { 'README.md': '# A\n' }, []],
  ];
  test.each(cases)('%s', async (_, files, expected) => expect(await services(files)).toEqual(expected));
});

describe('where the application is imported from', () => {
  const factory = 'from fastapi import FastAPI\n\ndef create_app():\n    app = FastAPI()\n    return app\n';
  const cases: [string, Files, string | null][] = [
    ['beside the manifest', { 'main.py': APP }, 'main:app'],
    ['in a package', { 'app/__init__.py': '', 'app/main.py': APP }, 'app.main:app'],
    ['in a package that is the application', { 'service/__init__.py': APP }, 'service:app'],
    ['in src', { 'src/shop/__init__.py': '', 'src/shop/main.py': APP }, 'src shop.main:app'],
    ['directly in src', { 'src/main.py': APP }, 'src.main:app'],
    [
      'in a folder that its own imports start from',
      { 'app/main.py': `from config import A\n${APP}`, 'app/config.py': 'A = 1\n' },
      'app main:app',
    ],
    [
      'in a package root, as its own imports say',
      { 'src/main.py': `from src.config import A\n${APP}`, 'src/config.py': 'A = 1\n' },
      'src.main:app',
    ],
    ['a factory', { 'app/__init__.py': '', 'app/factory.py': factory }, 'app.factory:create_app()'],
    ['an object rather than a factory', { 'main.py': APP, 'factory.py': factory }, 'main:app'],
    ['the file with the telling name', { 'main.py': APP, 'admin.py': APP }, 'main:app'],
    [
      'the one that a server call names',
      { 'main.py': APP, 'admin.py': APP, 'run.py': 'import uvicorn\nuvicorn.run("admin:app")\n' },
      'admin:app',
    ],
    [
      'what wsgi.py binds to the call of a factory',
      {
        'wsgi.py': 'from shop import create_app\n\napp = create_app()\n',
        'shop/__init__.py': factory,
        'shop/staging_app.py': APP,
      },
      'wsgi:app',
    ],
    [
      'what wsgi.py imports',
      { 'wsgi.py': 'from shop.web import app as application\n', 'shop/web.py': APP, 'shop/admin.py': APP },
      'wsgi:application',
    ],
    [
      'what run.py binds, whatever the arguments',
      {
        'run.py': 'from shop import create_app\napp = create_app("production")\n',
        'shop/__init__.py': factory,
      },
      'run:app',
    ],
    [
      'a name in a file at the root that FLASK_APP tells',
      {
        '.flaskenv': 'FLASK_APP=blog.py\n',
        'blog.py': 'from shop import create_app\napp = create_app()\n',
        'shop/__init__.py': factory,
        'main.py': APP,
      },
      'blog:app',
    ],
    [
      'the one that a Procfile names',
      { Procfile: 'web: gunicorn shop.admin:app\n', 'main.py': APP, 'shop/admin.py': APP },
      'shop.admin:app',
    ],
    [
      'a factory beside an object that may be for something else',
      { 'shop/__init__.py': factory, 'shop/staging_app.py': APP },
      null,
    ],
    [
      'what routes to the one under another name, and to sockets',
      {
        'shop/asgi.py':
          'from django.core.asgi import get_asgi_application\nfrom channels.routing import ProtocolTypeRouter\nhttp = get_asgi_application()\napplication = ProtocolTypeRouter({"http": http, "websocket": None})\n',
      },
      'shop.asgi:application',
    ],
    [
      'what serves sockets around it',
      {
        'main.py': `${APP}import socketio\nsio = socketio.AsyncServer()\nserved = socketio.ASGIApp(sio, other_asgi_app=app)\n`,
      },
      'main:served',
    ],
    ['what an extension made of it is not', { 'main.py': `${APP}limiter = Limiter(app)\n` }, 'main:app'],
    ['what a call of something else gives', { 'wsgi.py': 'from lib import make\napp = make()\n' }, null],
    ['two that are equally likely', { 'a/main.py': APP, 'b/main.py': APP }, null],
    ['only in a test', { 'tests/main.py': APP }, null],
  ];
  test.each(cases)('%s', async (_, files, expected) => {
    await inFolder({ 'requirements.txt': 'fastapi\n', ...files }, async (root) => {
      const application = (await modelOf(root)).service('')?.application ?? null;
      const found = application && `${application.searchPath} ${application.importString}`.trim();
      expect(found).toBe(expected);
    });
  });
});
