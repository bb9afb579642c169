import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { unblock } from './testing.ts';

test('version', () => {
  expect(unblock(['--version'])).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  });
});

test('help', () => {
  const { code, stdout } = unblock(['--help']);
  expect(code).toBe(0);
  for (const command of ['scan', 'fix', 'report', 'rules', 'explain', '--fail-on'])
    expect(stdout).toContain(command);
});

test('a usage error is one line on standard error', () => {
  expect(unblock(['--platform', 'rendr'], { cwd: tmpdir() })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'unblock: unknown platform "rendr"; did you mean "render"?\n',
  });
});

test('a folder that is not there is one line', () => {
  const { code, stdout, stderr } = unblock(['no/such/folder'], { cwd: tmpdir() });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^unblock: .*folder.*\n$/);
});

test.skipIf(process.platform === 'win32')('a closed pipe is no error', () => {
  const main = new URL('../dist/main.js', import.meta.url).pathname;
  const run = spawnSync('sh', ['-c', `"${process.execPath}" "${main}" --help | true`], { encoding: 'utf8' });
  expect([run.status, run.stderr]).toEqual([0, '']);
});
