import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { wrongFrench } from '@unblock/report/testing';
import { expect, test } from 'vitest';
import { emptyFolder, withApp } from './e2e.test-helper.ts';
import { unblock } from './testing.ts';

// `npm test -- cli/report.e2e -u` writes the reports anew; read the difference before committing it.
test.each(['en', 'fr'])('the report of konan in %s, byte for byte', (language) =>
  withApp('konan', async (root) => {
    const args = ['report', '.', '--platform', 'render', '--date', '2026-01-15', '--lang', language];
    const { code, stdout, stderr } = unblock(args, { cwd: root });
    expect([code, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot(`../fixtures/reports/konan.${language}.md`);
  }),
);

test.each(['render', 'heroku', 'generic'])('French typography of what is put together for %s', (platform) =>
  withApp('monorepo', (root) => {
    const french = ['--platform', platform, '--lang', 'fr'];
    for (const args of [['report'], ['fix', '--dry-run', '--safety', 'safe'], ['scan']]) {
      const { stdout, stderr } = unblock([...args, ...french], { cwd: root });
      // Code of the repository is as it is: the diff is all of what a dry run prints, frames stand in a scan.
      const texts = args.includes('fix') ? stderr : stdout.replace(/^[ >]*\d* \|.*$/gm, '');
      expect([args, wrongFrench(texts)]).toEqual([args, []]);
    }
  }),
);

test('-o writes the same report to a file, and an unwritable place is wrong use', () =>
  withApp('clean', (root) => {
    const args = ['report', root, '--date', '2026-01-15'];
    const folder = emptyFolder();
    const { code, stdout } = unblock([...args, '-o', 'R.md'], { cwd: folder });
    expect([code, stdout]).toEqual([0, '']);
    expect(unblock([...args, '-o', join('no', 'R.md')], { cwd: folder }).code).toBe(2);
    rmSync(folder, { recursive: true });
  }));
