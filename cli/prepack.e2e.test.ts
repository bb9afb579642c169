import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { emptyFolder } from './e2e.test-helper.ts';

const TOP = fileURLToPath(new URL('..', import.meta.url));

test('packing a fresh clone installs first, and says in one line when that fails', () => {
  const { scripts } = JSON.parse(readFileSync(join(TOP, 'package.json'), 'utf8'));
  const clone = emptyFolder();
  for (const name of ['scripts', 'package.json', 'package-lock.json']) {
    cpSync(join(TOP, name), join(clone, name), { recursive: true });
  }
  const npm = join(clone, process.platform === 'win32' ? 'npm.cmd' : 'npm');
  writeFileSync(npm, process.platform === 'win32' ? '@exit 7\r\n' : '#!/bin/sh\nexit 7\n');
  chmodSync(npm, 0o755);
  const env = { ...process.env, PATH: `${clone}${delimiter}${process.env.PATH}` };
  const run = spawnSync(scripts.prepack, { cwd: clone, encoding: 'utf8', env, shell: true });
  rmSync(clone, { recursive: true });
  expect([run.status, run.stdout, run.stderr]).toEqual([
    7,
    '',
    'Installing dependencies …\nThe dependencies could not be installed: `npm ci` ended with exit code 7.\n',
  ]);
});
