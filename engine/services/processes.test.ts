import { expect, it } from 'vitest';
import { inFolder, modelOf, SERVER } from '../testing.ts';
import { severalProcesses } from './processes.ts';

it.each([
  ['UVICORN_WORKERS=3 uvicorn main:app', '3'],
  ['UVICORN_WORKERS=3 uvicorn main:app --workers 1', undefined],
  ['GRANIAN_WORKERS=2 granian --interface asgi main:app', '2'],
  ['GUNICORN_CMD_ARGS="--workers=4 -k uvicorn_worker.UvicornWorker" gunicorn main:app', '4'],
  ['GUNICORN_CMD_ARGS="--workers=$N" gunicorn main:app', undefined],
])('tells the processes of %s', async (command, count) => {
  const files = {
    Procfile: `web: ${command}\n`,
    'requirements.txt': 'fastapi\nuvicorn\n',
    'main.py': SERVER,
  };
  await inFolder(files, async (root) => {
    const model = await modelOf(root, ['heroku']);
    const [service] = model.services;
    expect(service && severalProcesses(model, service)?.count).toBe(count);
  });
});
