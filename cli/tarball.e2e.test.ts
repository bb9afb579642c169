import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyFolder, stateOf, withApp } from './e2e.test-helper.ts';

const TOP = fileURLToPath(new URL('..', import.meta.url));
const folder = emptyFolder();

/** Without what an npm around the tests tells its scripts. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_(package|lifecycle|command|config_local)|INIT_CWD)/.test(name),
  ),
);

function npx(...args: string[]) {
  const run = spawnSync('npx', ['--no-install', 'unblock', ...args], { cwd: folder, encoding: 'utf8', env });
  return { code: run.status, stdout: run.stdout };
}

beforeAll(() => {
  // The bundle is there already: building it again would pull it from under other tests.
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const [tarball = ''] = execFileSync('npm', pack, { cwd: TOP, encoding: 'utf8', env }).trim().split('\n');
  const install = ['install', '--no-audit', '--no-fund', '--prefix', folder, join(folder, tarball)];
  execFileSync('npm', install, { cwd: folder, env, stdio: 'pipe' });
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'npx unblock runs from the packed tarball, installed in an empty folder',
  () =>
    withApp('konan', (root) => {
      expect(npx('--version')).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
      expect(npx('rules').stdout).toMatch(/^host-not-public /m);
      expect(npx('explain', 'host-not-public', '--lang', 'fr').stdout).toContain('host-not-public');
      const before = stateOf(root);
      const fix = npx('fix', root, '--rule', 'host-not-public', '--dry-run');
      expect([fix.code, fix.stdout]).toEqual([0, expect.stringContaining('host="0.0.0.0"')]);
      expect(stateOf(root)).toEqual(before);
    }),
  120_000,
);
