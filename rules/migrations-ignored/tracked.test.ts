import { execFileSync } from 'node:child_process';
import { scan } from '@unblock/engine';
import { expect, it } from 'vitest';
import { inFolder } from '../cases.test-helper.ts';
import { rules } from '../index.ts';

const FILES = {
  'requirements.txt': 'fastapi\nalembic\nuvicorn\n',
  'main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
  'alembic.ini': '[alembic]\nscript_location = alembic\n',
  'alembic/env.py': 'from alembic import context\n',
  'alembic/versions/0a1b_first.py': "revision = '0a1b'\n",
  '.gitignore': 'alembic/versions/\n',
};

it.each([
  ['tracks in spite of the line', ['.'], ['-f', 'alembic/versions'], 0],
  ['does not track', ['.'], [], 1],
])('asks what git %s', (_name, plain, forced, count) =>
  inFolder(FILES, async (root) => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
    git('init', '-q');
    git('add', ...plain);
    if (forced.length > 0) git('add', ...forced);
    const { outcome } = await scan(
      { root, platforms: [], rules: ['migrations-ignored'], version: 'test' },
      rules,
    );
    expect(outcome.findings).toHaveLength(count);
  }),
);
