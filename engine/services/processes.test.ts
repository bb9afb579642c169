import { expect, test } from 'vitest';
import { leavesWorkers } from './processes.ts';

test.each([
  ['gunicorn app:app --bind 0.0.0.0:$PORT', true],
  ['alembic upgrade head && uvicorn app.main:app --port $PORT --workers 4', false],
  ['gunicorn -w 2 app:app', false],
  ['node server.js', false],
])('%s leaves its number of workers to the platform: %s', (command, expected) => {
  expect(leavesWorkers(command)).toBe(expected);
});
