import { checkBlueprint } from '@unblock/platforms';
import { expect, it } from 'vitest';
import { type Files, inFolder, modelOf } from '../testing.ts';
import { composeBlueprint } from './blueprint.ts';

const FASTAPI = 'import os\nfrom fastapi import FastAPI\n\napp = FastAPI()\n';
const REQUIREMENTS = 'fastapi==0.115.0\nuvicorn==0.32.0\npsycopg2-binary==2.9.9\n';

function blueprint(files: Files) {
  return inFolder(files, async (folder) => {
    const model = await modelOf(folder);
    const composed = composeBlueprint(model.services, model);
    if ('skip' in composed) throw new Error(composed.skip.en);
    expect(checkBlueprint(composed.text)).toEqual([]);
    return composed;
  });
}

async function variablesOf(code: string, more: Files = {}) {
  const { parts } = await blueprint({
    'api/requirements.txt': REQUIREMENTS,
    'api/main.py': FASTAPI + code,
    ...more,
  });
  return Object.fromEntries(parts[0]?.variables.map(({ name, source }) => [name, source]) ?? []);
}

it('gives each variable a source', async () => {
  expect(
    await variablesOf(
      [
        'A = os.environ["DATABASE_URL"]',
        'B = os.environ["SECRET_KEY"]',
        'C = os.environ["SUPABASE_JWT_SECRET"]',
        'D = os.getenv("STRIPE_API_KEY")',
        'E = os.getenv("LOG_LEVEL", "INFO")',
        'F = os.getenv("FRONTEND_URL", "http://localhost:3000")',
        'G = os.getenv("APP_ENV", "development")',
        'H = os.getenv("HOST", "127.0.0.1")',
        'I = os.getenv("TOKEN_EXPIRE_MINUTES", "30")',
        'J = os.getenv("PORT", "8000")',
        'K = os.environ["COMPANY"]',
        '',
      ].join('\n'),
    ),
  ).toEqual({
    APP_ENV: { from: 'value', value: 'production' },
    COMPANY: { from: 'person' },
    DATABASE_URL: { from: 'database' },
    FRONTEND_URL: { from: 'person' },
    HOST: { from: 'value', value: '0.0.0.0' },
    SECRET_KEY: { from: 'generated' },
    STRIPE_API_KEY: { from: 'person' },
    SUPABASE_JWT_SECRET: { from: 'person' },
  });
});

it.each([
  ['import dj_database_url\nD = {"default": dj_database_url.config()}', 'DATABASE_URL'],
  ['import dj_database_url\nD = dj_database_url.config(default="sqlite:///db.sqlite3")', 'DATABASE_URL'],
  ['import dj_database_url\nD["default"].update(dj_database_url.config(conn_max_age=600))', 'DATABASE_URL'],
  ['import dj_database_url\nD = dj_database_url.config(env="POSTGRES_URL")', 'POSTGRES_URL'],
  ['import environ\nenv = environ.Env()\nD = {"default": env.db()}', 'DATABASE_URL'],
  ['import environ\nenv = environ.Env()\nD = env.db("DB_URL", default="sqlite:///x")', 'DB_URL'],
  ['from environs import Env\nenv = Env()\nD = env.dj_db_url("DATABASE_URL")', 'DATABASE_URL'],
])('wires the database that settings read by %j', async (code, name) => {
  const variables = await variablesOf('', { 'api/settings.py': `${code}\n` });
  expect(variables).toEqual({ [name]: { from: 'database' } });
});

it.each([
  [{ 'api/.python-version': '3.11\n' }, undefined],
  [{ '.python-version': '3.11\n' }, '3.11.10'],
  [{ 'api/runtime.txt': 'python-3.10.4\n' }, '3.10.4'],
  [{}, '3.12.7'],
])('declares the Python version that %j names', async (files, version) => {
  const { parts } = await blueprint({
    'api/requirements.txt': REQUIREMENTS,
    'api/main.py': FASTAPI,
    ...files,
  });
  expect(parts[0]?.python?.version).toBe(version);
});

it.each([
  ['numpy==1.22.4\npandas==1.4.3\nscikit-learn==1.1.2\n', '3.10.15'],
  ['numpy==1.26.4\npsycopg2-binary==2.9.10\n', '3.12.7'],
  ['numpy==1.16.0\npsycopg2-binary==2.9.10\n', null],
  ['Jinja2==2.7.3\npsycopg2-binary==2.9.9\n', null],
  ['gunicorn==23.0.0\n', null],
])('takes the newest Python that all of %j have builds for', async (requirements, version) => {
  const { parts } = await blueprint({
    'api/requirements.txt': `fastapi\nuvicorn\n${requirements}`,
    'api/main.py': FASTAPI,
  });
  expect(parts[0]?.python?.version).toBe(version);
});

it('declares a variable only where no .python-version can tell the version', async () => {
  const files = { 'api/requirements.txt': REQUIREMENTS, 'api/main.py': FASTAPI };
  expect((await blueprint(files)).text).not.toContain('PYTHON_VERSION');
  const ignored = await blueprint({ ...files, '.gitignore': '.python-version\n' });
  expect(ignored.text).toContain('value: 3.12.7');
  expect((await blueprint({ ...files, '.python-version': '3.11\n' })).text).toContain('value: 3.11.10');
});

it('leaves the default Python to requirements that are not pinned', async () => {
  const { text } = await blueprint({ 'api/requirements.txt': 'fastapi\nuvicorn\n', 'api/main.py': FASTAPI });
  expect(text).not.toContain('PYTHON_VERSION');
});

it('gives services of one name different ones', async () => {
  const { parts } = await blueprint({
    'a/api/requirements.txt': REQUIREMENTS,
    'a/api/main.py': FASTAPI,
    'b/api/requirements.txt': REQUIREMENTS,
    'b/api/main.py': FASTAPI,
  });
  expect(parts.map(({ name }) => name)).toEqual(['api', 'api-2']);
});
