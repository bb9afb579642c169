import { describe, expect, test } from 'vitest';
import { gunicornFile } from './gunicorn.ts';
import { type Files, inFolder, modelOf } from './testing.ts';

/** The configuration file that gunicorn reads, for a Procfile command and the variables of an image. */
async function fileOf(command: string, files: Files = {}): Promise<string> {
  const base: Files = {
    'requirements.txt': 'flask\ngunicorn\n',
    'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    'deploy/conf.py': 'workers = 2\n',
    Procfile: `web: ${command}\n`,
  };
  return inFolder({ ...base, ...files }, async (folder) => {
    const model = await modelOf(folder, ['heroku']);
    const [service] = model.services;
    const [start] = service?.starts ?? [];
    if (!service || !start?.server) return 'no server';
    const found = gunicornFile(model, service, start, start.server);
    return typeof found === 'string' ? found : found.path;
  });
}

describe('the configuration file of gunicorn', () => {
  const own: Files = { 'gunicorn.conf.py': 'workers = 2\n' };
  test.each<[string, Files, string]>([
    ['gunicorn app:app', {}, 'none'],
    ['gunicorn app:app', own, 'gunicorn.conf.py'],
    ['gunicorn -c deploy/conf.py app:app', own, 'deploy/conf.py'],
    ['gunicorn --config=file:/app/deploy/conf.py app:app', own, 'deploy/conf.py'],
    ['gunicorn -c /etc/gunicorn.py app:app', own, 'unknown'],
    ['GUNICORN_CMD_ARGS="--timeout 60 --access-logfile -" gunicorn app:app', own, 'gunicorn.conf.py'],
    ['GUNICORN_CMD_ARGS="-c deploy/conf.py" gunicorn app:app', {}, 'deploy/conf.py'],
    ['GUNICORN_CMD_ARGS="--workers=4" gunicorn app:app', own, 'unknown'],
    ['GUNICORN_CMD_ARGS="$ARGS" gunicorn app:app', own, 'unknown'],
    ['export GUNICORN_CMD_ARGS="--bind=:80" && gunicorn app:app', own, 'unknown'],
    [
      'gunicorn app:app',
      { ...own, Dockerfile: 'FROM python\nENV GUNICORN_CMD_ARGS="--bind :80"\n' },
      'unknown',
    ],
  ])('%s', async (command, files, expected) => expect(await fileOf(command, files)).toBe(expected));
});
