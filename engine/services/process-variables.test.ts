import { expect, it } from 'vitest';
import { type Files, inFolder, modelOf } from '../testing.ts';
import { processVariables } from './process-variables.ts';

const FLASK = 'import os\nfrom flask import Flask\n\napp = Flask(__name__)\n';

/** The source of the one variable that a manifest gives, null where it gives none. */
function source(files: Files) {
  return inFolder(files, async (root) => {
    const model = await modelOf(root);
    const variables = model.services.flatMap((service) => processVariables(model, service));
    expect(variables.length).toBeLessThan(2);
    return variables[0]?.source ?? null;
  });
}

const python = (code: string) => source({ 'requirements.txt': 'flask\n', 'app.py': `${FLASK}${code}\n` });
const value = (text: string) => ({ from: 'value', value: text });

it.each([
  ['A = os.environ["BUCKET"]', { from: 'person' }],
  ['A = os.getenv("AWS_REGION")', { from: 'person' }],
  ['A = os.getenv("FEATURE") == "on"', null],
  ['if os.getenv("DEBUG"):\n    pass', null],
  ['A = os.getenv("LEVEL", "INFO")', null],
  ['A = os.getenv("SENTRY_ENABLED")', null],
  ['A = int(os.getenv("REFRESH_TOKEN_EXP", "30"))', null],
  ['A = int(os.getenv("ACCESS_TOKEN", 30))', null],
  ['A = os.getenv("ADMIN_PASS", "admin")', { from: 'person' }],
])('asks for what has no value of its own: %s', async (code, expected) => {
  expect(await python(code)).toEqual(expected);
});

it.each([
  ['A = os.getenv("APP_ENV", "local")', value('production')],
  ['A = os.getenv("ENVIRONMENT", "dev")', value('production')],
  ['A = os.getenv("FLASK_ENV", "development")', value('production')],
  ['A = os.getenv("ENV", "dev")\nif A == "prod":\n    pass', value('prod')],
  ['A = os.getenv("ENV", "staging")', null],
  ['A = os.getenv("DJANGO_DEBUG", "True") == "True"', value('False')],
  ['A = bool(int(os.getenv("DEBUG", "1")))', value('0')],
  ['A = os.getenv("DEBUG", True)', value('False')],
  ['A = os.getenv("DEBUG", "False")', null],
])('turns what is right for development into production: %s', async (code, expected) => {
  expect(await python(code)).toEqual(expected);
});

it('tells a server without a host to listen everywhere', async () => {
  const listen = (host: string) =>
    source({
      'package.json': '{"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}',
      'server.js': `const app = require('express')();\napp.listen(process.env.PORT, ${host});\n`,
    });
  expect(await listen('process.env.HOST')).toEqual(value('0.0.0.0'));
});

const SETTINGS = {
  'requirements.txt': 'fastapi\nasyncpg\nsqlalchemy\npydantic-settings\npython-decouple\n',
  'main.py':
    'from fastapi import FastAPI\nfrom sqlalchemy import create_engine\nfrom config import settings\n\napp = FastAPI()\n',
};

it('gives the variable that a field of settings takes its default from, not the name of the field', async () => {
  const files = {
    ...SETTINGS,
    'config.py':
      'from decouple import config\nfrom pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    pg_dsn: str = config("DATABASE_URL")\n\n\nsettings = Settings()\n',
  };
  expect(
    await inFolder(files, async (root) => {
      const model = await modelOf(root);
      return model.services.flatMap((service) => processVariables(model, service));
    }),
  ).toEqual([{ name: 'DATABASE_URL', source: { from: 'database' } }]);
});

it('wires no database to a variable that no engine reads', async () => {
  const files = (url: string) => ({
    ...SETTINGS,
    'config.py':
      'from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    DATABASE_URL: str = "sqlite:///./test.db"\n\n\nsettings = Settings()\n',
    'main.py': `${SETTINGS['main.py']}engine = create_engine(${url})\n`,
  });
  expect(await source(files('"sqlite:///database.db"'))).toBe(null);
  expect(await source(files('settings.DATABASE_URL'))).toEqual({ from: 'database' });
});
