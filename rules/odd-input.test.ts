import { plan } from '@unblock/engine';
import { describe, expect, it } from 'vitest';
import { inFolder } from './cases.test-helper.ts';
import { rules } from './index.ts';

/** What every rule together makes of a repository; that no rule throws is the point. */
function found(files: Record<string, string>) {
  return inFolder(files, async (root) => {
    const run = { root, platforms: ['render' as const], version: 'test', safety: 'review' as const };
    const { outcome } = await plan(run, rules);
    return { unread: outcome.unread, rules: outcome.findings.map(({ rule }) => rule) };
  });
}

describe('names that mean something else', () => {
  it('to regular expressions', async () => {
    const { unread, rules: ids } = await found({
      'requirements.txt': 'fastapi\nuvicorn\nsqlalchemy\npsycopg2-binary\ndynaconf\nrq\n',
      'main.py': [
        'import os',
        'import uvicorn',
        'from dynaconf import settings',
        'from fastapi import FastAPI',
        'from sqlalchemy import create_engine',
        'app = FastAPI(debug=os.getenv("DE(BUG", True))',
        'KEY = os.environ["A(B"]',
        'OTHER = os.getenv("C*+[", "postgres://u:p@localhost/db")',
        'ITEM = settings["X(Y"]',
        'engine = create_engine(os.environ["DB(URL"])',
        'if __name__ == "__main__":',
        '    uvicorn.run("main:app", host="127.0.0.1", port=8000)',
        '',
      ].join('\n'),
      'scripts/rq(1.py': 'from rq import Worker\nWorker(["a"]).work()\n',
      Procfile: 'web: uvicorn "main:create(" --factory --port 8000\nworker: python scripts/rq(1.py\n',
    });
    expect(unread).toEqual([]);
    expect(ids).toContain('platform-manifest-missing');
  });

  it('to the programs that start Node', async () => {
    const { unread, rules: ids } = await found({
      'package.json': JSON.stringify({
        scripts: { start: 'nodemon --exec "constructor x" server.js', other: 'toString server.js' },
        dependencies: { express: '5' },
      }),
      'server.js': "require('express')().listen(3000, '127.0.0.1');\n",
    });
    expect(unread).toEqual([]);
    expect(ids).toContain('host-not-public');
  });

  it.each([
    ['an alias without an anchor', 'packages: *x\n'],
    [
      'aliases of aliases',
      `a: &a [x]\n${[...'bcdefgh'].map((name, at) => `${name}: &${name} [${`*${'abcdefg'[at]},`.repeat(9)}]\n`).join('')}packages: *h\n`,
    ],
  ])('to a workspace: %s', async (_, text) => {
    const { rules: ids } = await found({
      'pnpm-workspace.yaml': text,
      'package.json': JSON.stringify({
        scripts: { start: 'node server.js' },
        dependencies: { express: '5' },
      }),
      'server.js': "require('express')().listen(3000, '127.0.0.1');\n",
    });
    expect(ids).toContain('host-not-public');
  });

  it('to objects of JavaScript', async () => {
    const { unread, rules: ids } = await found({
      'requirements.txt': 'flask\nconstructor\ntoString==1\n',
      'main.py': [
        'import os',
        'import constructor, toString',
        'from hasOwnProperty import valueOf',
        'from flask import Flask',
        'app = Flask(__name__)',
        'A = os.environ["constructor"]',
        'B = os.environ["__proto__"]',
        'if __name__ == "__main__":',
        '    app.run(port=valueOf.constructor)',
        '',
      ].join('\n'),
      'render.yaml':
        'services:\n  - type: web\n    name: constructor\n    runtime: python\n    plan: constructor\n    buildCommand: pip install -r requirements.txt\n    startCommand: python main.py\n    envVars:\n      - key: __proto__\n        value: x\n',
    });
    expect(unread).toEqual([]);
    expect(ids).toContain('host-not-public');
  });
});

it('expressions nested thousands deep', async () => {
  const sum = (part: string) => Array.from({ length: 2000 }, () => part).join(' + ');
  const { unread, rules: ids } = await found({
    'requirements.txt': 'django\ngunicorn\n',
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    'shop/__init__.py': '',
    'shop/settings.py': [
      'DEBUG = True',
      'ROOT_URLCONF = "shop.urls"',
      'WSGI_APPLICATION = "shop.wsgi.application"',
      `ALLOWED_HOSTS = ${sum('["a"]')}`,
      '',
    ].join('\n'),
    'shop/urls.py': `from django.urls import path\nurlpatterns = ${sum('[path("a", v)]')}\n`,
    'shop/wsgi.py':
      'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    Procfile: 'web: gunicorn shop.wsgi\n',
  });
  expect(unread).toEqual([]);
  expect(ids).toContain('debug-enabled');
});

it('URLs of Django that include each other', async () => {
  const all = Array.from({ length: 9 }, (_, index) => `a${index}`);
  const include = all.map((name) => `    path("${name}/", include("${name}.urls")),`).join('\n');
  const text = `from django.urls import include, path\n\nurlpatterns = [\n${include}\n]\n`;
  const { unread } = await found({
    'requirements.txt': 'django\ngunicorn\n',
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    'shop/__init__.py': '',
    'shop/settings.py':
      'DEBUG = False\nROOT_URLCONF = "shop.urls"\nWSGI_APPLICATION = "shop.wsgi.application"\nINSTALLED_APPS = []\nMIDDLEWARE = []\n',
    'shop/urls.py': text,
    ...Object.fromEntries(
      all.flatMap((name) => [
        [`${name}/urls.py`, text],
        [`${name}/__init__.py`, ''],
      ]),
    ),
    'shop/wsgi.py':
      'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    Procfile: 'web: gunicorn shop.wsgi\n',
  });
  expect(unread).toEqual([]);
});

it.each([
  ['each other', 2, () => 'run-s s*'],
  ['ever more others', 5, (level: number) => (level < 5 ? `concurrently "npm:s${level + 1}*"` : 'echo a')],
])('scripts that call %s', async (_, count, command) => {
  const names = Array.from({ length: 6 }, (_, level) =>
    Array.from({ length: count }, (_, index) => [`s${level}-${index}`, command(level)]),
  ).flat();
  const scripts = Object.fromEntries([...names, ['start', 'run-p web s*'], ['web', 'node server.js']]);
  const { unread, rules: ids } = await found({
    'package.json': JSON.stringify({ scripts, dependencies: { express: '5' } }),
    'server.js': "require('express')().listen(3000, '127.0.0.1');\n",
  });
  expect(unread).toEqual([]);
  expect(ids).toContain('host-not-public');
});

it('jobs that call one helper again and again, which does the same', async () => {
  const calls = (name: string) => `    ${name}()\n`.repeat(30);
  const { unread, rules: ids } = await found({
    'requirements.txt': 'flask\ngunicorn\napscheduler<4\n',
    'app.py': [
      'from apscheduler.schedulers.background import BackgroundScheduler',
      'from flask import Flask',
      'app = Flask(__name__)',
      'def d():\n    session.commit()',
      `def c():\n${calls('d')}`,
      `def b():\n${calls('c')}`,
      `def a():\n${calls('b')}`,
      `def job():\n${calls('a')}    send_mail("a")`,
      'scheduler = BackgroundScheduler()',
      'scheduler.add_job(job, "interval", minutes=1)',
      'scheduler.start()',
      '',
    ].join('\n'),
    Procfile: 'web: gunicorn -w 4 app:app\n',
  });
  expect(unread).toEqual([]);
  expect(ids).toContain('scheduler-not-gated');
});

it('a value with a very long run of spaces takes no long time', async () => {
  const start = performance.now();
  await found({
    '.env': `A=a${' '.repeat(100_000)}b\n`,
    'requirements.txt': 'flask\n',
    'app.py': 'import flask\n',
  });
  expect(performance.now() - start).toBeLessThan(3000);
});

it('helpers of a job that call helpers many times are looked into once', async () => {
  const calls = (name: string) => `    ${name}()\n`.repeat(60);
  const start = performance.now();
  await found({
    Procfile: 'web: uvicorn app:app --host 0.0.0.0 --port $PORT --workers 4\n',
    'requirements.txt': 'fastapi\nuvicorn\nAPScheduler<4\n',
    'app.py': [
      'from apscheduler.schedulers.background import BackgroundScheduler\nfrom fastapi import FastAPI\n',
      'def d():\n    pass\n',
      `def c():\n${calls('d')}`,
      `def b():\n${calls('c')}`,
      `def a():\n${calls('b')}`,
      `def job():\n${calls('a')}`,
      'app = FastAPI()\nscheduler = BackgroundScheduler()\nscheduler.add_job(job, "interval", hours=1)\nscheduler.start()\n',
    ].join('\n'),
  });
  expect(performance.now() - start).toBeLessThan(5000);
});

describe('stages of an image that take from the one before, twice each', () => {
  const stages = Array.from(
    { length: 24 },
    (_, at) =>
      `FROM node:20 AS s${at + 1}\nWORKDIR /app\nCOPY --from=s${at} /app/node_modules ./node_modules\nCOPY --from=s${at} /app /app\n`,
  ).join('');
  const files = {
    'package.json': JSON.stringify({
      scripts: { start: 'node server.js' },
      dependencies: { express: '5', '@prisma/client': '6' },
      devDependencies: { prisma: '6', typescript: '5' },
    }),
    'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
    'server.js':
      "const { PrismaClient } = require('@prisma/client');\nnew PrismaClient();\nrequire('express')().listen(3000, '127.0.0.1');\n",
    'prisma/schema.prisma': 'generator client {\n  provider = "prisma-client-js"\n}\n',
    Dockerfile: `FROM node:20 AS s0\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\n${stages}CMD ["node", "server.js"]\n`,
  };

  it('are gone through once', async () => {
    const start = performance.now();
    expect((await found(files)).rules).toContain('prisma-client-not-generated');
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('a Blueprint', () => {
  const app = {
    'requirements.txt': 'flask\ngunicorn\n',
    'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
  };
  const blueprint = (services: string) => ({ ...app, 'render.yaml': `services:\n${services}` });

  it('of many mistakes is told once for all services, and read a few times', async () => {
    const services = Array.from({ length: 30 }, (_, at) => `a${at}`);
    const entries = [...services, ...services.map((name) => `${name}b`)].map(
      (name) =>
        `  - type: web\n    name: ${name}\n    runtime: python-3.11\n    buildCommand: x\n    startCommand: gunicorn app:app\n    envVars:\n      - key: PYTHON_VERSION\n        value: 3.11.9\n`,
    );
    const folders = services.flatMap((name) =>
      Object.entries(app).map(([path, text]) => [`${name}/${path}`, text]),
    );
    const start = performance.now();
    const { rules: ids } = await found({ ...blueprint(entries.join('')), ...Object.fromEntries(folders) });
    expect(ids.filter((id) => id === 'manifest-invalid')).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(8000);
  });

  it.each(['constructor', '__proto__', 'hasOwnProperty', 'toString'])('with the type %s', async (name) => {
    const { unread } = await found(
      blueprint(
        `  - type: ${name}\n    name: a\n    runtime: ${name}\n    plan: ${name}\n    region: ${name}\n`,
      ),
    );
    expect(unread).toEqual([]);
  });
});
