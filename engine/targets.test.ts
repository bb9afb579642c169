import { expect, test } from 'vitest';
import { type Files, inFolder, modelOf } from './testing.ts';

const APP = 'from flask import Flask\n\napp = Flask(__name__)\n';
const FILES: Files = {
  Procfile: 'web: gunicorn app:app\n',
  'requirements.txt': 'flask\ngunicorn\n',
  'app.py': APP,
};

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
  ['a README about something else', { 'README.md': 'The Railway timetable of a city.\n' }, ['heroku']],
  ['a page elsewhere', { 'README.md': 'The front end is deployed on Vercel.\n' }, ['heroku']],
  [
    'code that says otherwise',
    { 'README.md': 'Deployed on Railway.\n', 'app.py': `${APP}HOST = "shop.herokuapp.com"\n` },
    ['heroku'],
  ],
])('the platform of %s', async (_, more, expected) => {
  expect(await platformsOf(more)).toEqual(expected);
});
