import { expect, test } from 'vitest';
import { type Files, inFolder, modelOf } from './testing.ts';

const APP = 'from flask import Flask\n\napp = Flask(__name__)\n';
const FILES: Files = {
  Procfile: 'web: gunicorn app:app\n',
  'requirements.txt': 'flask\ngunicorn\n',
  'app.py': APP,
};

const RENDER =
  'services:\n  - type: web\n    name: shop\n    runtime: python\n    startCommand: gunicorn app:app\n';

async function platformsOf(more: Files): Promise<string[]> {
  return inFolder({ ...FILES, ...more }, async (root) =>
    (await modelOf(root, [])).contracts.map(({ id }) => id),
  );
}

test.each<[string, Files, string[]]>([
  ['a Procfile alone', {}, ['heroku']],
  ['a variable of another platform', { 'app.py': `${APP}os.environ["RAILWAY_STATIC_URL"]\n` }, ['railway']],
  ['a README that tells', { 'README.md': '# Shop\n\nThis project is deployed on Railway.\n' }, ['railway']],
  ['a README that lists', { 'README.md': '- Database: MySQL\n- Deployment: Railway\n' }, ['railway']],
  ['a README with two', { 'README.md': 'Deployed on Railway.\n\nIt ran on Heroku before.\n' }, ['heroku']],
  [
    'pages with two that are not its own',
    { 'DEPLOY.txt': 'Deployment on Railway.\nOr deploy on Render.\n' },
    ['railway'],
  ],
  ['a README about something else', { 'README.md': 'The Railway timetable of a city.\n' }, ['heroku']],
  ['a page elsewhere', { 'README.md': 'The front end is deployed on Vercel.\n' }, ['heroku']],
  [
    'code that says otherwise',
    { 'README.md': 'Deployed on Railway.\n', 'app.py': `${APP}HOST = "shop.herokuapp.com"\n` },
    ['heroku'],
  ],
  ['a manifest beside it that takes the command from it', { 'railway.json': '{}\n' }, ['railway']],
  ['a manifest beside it that knows no Procfile', { 'render.yaml': RENDER }, ['render']],
  [
    'a manifest of another one, and a page that tells how to deploy on its own',
    { 'render.yaml': RENDER, 'DEPLOY.md': '## Heroku\n\nPush the branch.\n' },
    ['heroku', 'render'],
  ],
  [
    'a manifest of another one, and a page with a command for its own',
    { 'render.yaml': RENDER, 'DEPLOY.md': 'Then `git push heroku main`.\n' },
    ['heroku', 'render'],
  ],
  [
    'a manifest of another one, and a page that names its own in passing',
    { 'render.yaml': RENDER, 'README.md': 'Free hosts (like Render/Heroku) limit memory.\n' },
    ['render'],
  ],
  [
    'hosts of two others',
    { 'app.py': `${APP}HOSTS = ["shop.up.railway.app", "shop.onrender.com"]\n` },
    ['railway', 'render'],
  ],
  [
    'an image with a script of its own',
    {
      Dockerfile: 'FROM python:3.12\nENTRYPOINT ./docker-entrypoint.sh\n',
      'docker-entrypoint.sh': 'gunicorn app:app\n',
    },
    ['heroku'],
  ],
  ['a script of another one', { 'railway.sh': 'gunicorn app:app\n' }, ['railway']],
  [
    'a manifest of another one, and its own file',
    { 'render.yaml': RENDER, 'app.json': '{}\n' },
    ['heroku', 'render'],
  ],
  ['a manifest of a platform without servers', { 'vercel.json': '{}\n' }, ['heroku', 'vercel']],
])('the platform of %s', async (_, more, expected) => {
  expect(await platformsOf(more)).toEqual(expected);
});

test.each<[string, Files, string[]]>([
  ['nothing at all', {}, ['generic']],
  ['a README that tells', { 'README.md': 'Deployed on Render.\n' }, ['render']],
  [
    'a host of the code that the README names',
    { 'README.md': 'Render\n', 'app.py': `${APP}HOST = "shop.onrender.com"\n` },
    ['render'],
  ],
  [
    'the host of another service',
    { 'app.py': `${APP}QUOTES = "https://quotes.herokuapp.com"\n` },
    ['generic'],
  ],
  ['functions', { 'vercel.json': '{"version": 2}\n' }, ['vercel', 'generic']],
  [
    'functions made of the server',
    { 'vercel.json': '{"builds": [{"src": "app.py", "use": "@vercel/python"}]}\n' },
    ['vercel'],
  ],
  [
    'a README with the address of what is live',
    { 'README.md': 'Live: https://shop.onrender.com\n' },
    ['render'],
  ],
  [
    'a README with the address of another service',
    { 'README.md': 'Asks https://quotes.onrender.com\n' },
    ['generic'],
  ],
  [
    'an image, and a README that tells who builds it',
    { Dockerfile: 'FROM python:3.12\nCMD gunicorn app:app\n', 'README.md': 'Deployed on Railway.\n' },
    ['railway'],
  ],
  ['an image alone', { Dockerfile: 'FROM python:3.12\nCMD gunicorn app:app\n' }, ['docker']],
  ['a script that is made for it', { 'render_start.sh': 'gunicorn app:app\n' }, ['render']],
  ['a module that is called like it', { 'render.py': APP }, ['generic']],
  ['a README that means to', { 'README.md': 'TODO: deploy to Heroku\n' }, ['generic']],
  [
    'a README with its name as a verb',
    { 'README.md': 'Deployment: docker compose up. Render the pages with Jinja.\n' },
    ['generic'],
  ],
  ['a README that says the opposite', { 'README.md': 'We no longer deploy on Heroku.\n' }, ['generic']],
  ['a README about a platform that runs functions', { 'README.md': 'Deployed on Vercel.\n' }, ['generic']],
])('without a manifest of a server: the platform of %s', async (_, more, expected) => {
  expect(await platformsOf({ Procfile: '', ...more })).toEqual(expected);
});
