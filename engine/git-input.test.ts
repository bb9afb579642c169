import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dirtyFiles } from './inventory/git.ts';
import { plan, scan } from './run.ts';
import {
  commitAll,
  type Files,
  git,
  inFolder,
  options,
  RUN,
  SERVER,
  testRule,
  writeFiles,
} from './testing.ts';

const SERVICE: Files = { 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': SERVER + RUN };

async function scanned(root: string) {
  const { outcome } = await scan(options(root), [testRule()]);
  return { outcome, found: outcome.findings.map(({ path }) => path) };
}

describe('git repositories in odd states', () => {
  test('a merge conflict in the index', async () => {
    await inFolder({ ...SERVICE, 'other.py': 'PORT = 1\nos.getenv("A")\n' }, async (root) => {
      commitAll(root);
      git(root, 'checkout', '-q', '-b', 'side');
      writeFileSync(join(root, 'other.py'), 'PORT = 2\nos.getenv("A")\n');
      git(root, 'commit', '-qam', 'Side');
      git(root, 'checkout', '-q', 'main');
      writeFileSync(join(root, 'other.py'), 'PORT = 3\nos.getenv("A")\n');
      git(root, 'commit', '-qam', 'Main');
      expect(() => git(root, 'merge', 'side')).toThrow();
      const { outcome, found } = await scanned(root);
      expect(found).toEqual(['main.py']);
      expect(outcome.unread).toEqual([
        { path: 'other.py', reason: expect.stringMatching(/^syntax error in line/) },
      ]);
      expect(await dirtyFiles(root)).toEqual(['other.py']);
    });
  });

  test('what git does not know counts only where a patch would touch it', async () => {
    await inFolder({ 'api/main.py': 'a = 1\n', 'api/gone.py': '', 'other.py': '' }, async (root) => {
      commitAll(root);
      writeFiles(root, { 'api/REPORT.md': '', 'api/new/a.py': '', 'api/staged.py': '', 'other.py': 'b' });
      git(root, 'add', 'api/staged.py');
      rmSync(join(root, 'api/gone.py'));
      const changed = ['api/gone.py', 'api/staged.py'];
      expect(await dirtyFiles(join(root, 'api'))).toEqual(changed);
      const touched = ['main.py', 'new/a.py', 'REPORT.md', 'new.py'];
      const found = await dirtyFiles(join(root, 'api'), touched);
      expect(found).toEqual([...changed, 'api/REPORT.md', 'api/new/a.py']);
    });
  });

  test('a submodule and a repository that git does not know', async () => {
    await inFolder({}, async (above) => {
      writeFiles(above, { 'library/main.py': SERVER + RUN });
      commitAll(join(above, 'library'));
      const root = join(above, 'repository');
      writeFiles(root, { ...SERVICE, 'nested/main.py': SERVER + RUN });
      commitAll(join(root, 'nested'));
      git(root, 'init', '-q');
      git(
        root,
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'add',
        join(above, 'library'),
        'linked',
      );
      const { outcome, found } = await scanned(root);
      expect(found).toEqual(['main.py']);
      const reason = 'a git repository of its own: scan it by itself';
      expect(outcome.unread).toEqual([
        { path: 'linked', reason },
        { path: 'nested', reason },
      ]);
    });
  });

  test('files deleted from the work tree, or never checked out, are not there', async () => {
    const gone: Files = {
      'api/package.json': '{',
      'api/main.py': SERVER + RUN,
      'sparse/Procfile': 'web: python main.py\n',
    };
    await inFolder({ ...SERVICE, ...gone }, async (root) => {
      commitAll(root);
      git(root, 'update-index', '--skip-worktree', 'sparse/Procfile');
      git(root, 'rm', '-q', '--cached', 'main.py');
      for (const path of Object.keys(gone)) rmSync(join(root, path));
      const { outcome, found } = await scanned(root);
      expect(found).toEqual(['main.py']);
      expect(outcome.services.map((service) => service.root)).toEqual(['']);
      expect(outcome.unread).toEqual([]);
      expect(outcome.stats.files).toBe(2);
    });
  });

  test('a folder that the work tree around it ignores is read all the same', async () => {
    await inFolder({ '.gitignore': 'scratch/\n', 'scratch/main.py': SERVER + RUN }, async (root) => {
      commitAll(root);
      expect((await scanned(join(root, 'scratch'))).found).toEqual(['main.py']);
      expect((await scanned(root)).found).toEqual([]);
    });
  });

  test('a work tree before its first commit, and a folder inside .git', async () => {
    await inFolder(SERVICE, async (root) => {
      git(root, 'init', '-q');
      const { outcome, found } = await scanned(root);
      expect(found).toEqual(['main.py']);
      expect(outcome.repository.commit).toBeNull();
      expect((await scanned(join(root, '.git'))).outcome.services).toEqual([]);
    });
  });
});

/** Every way in which a repository's own configuration can make git run a program while it is looked at. */
function plantPrograms(root: string): string {
  const marker = join(root, '..', 'marker');
  const script = join(root, '..', 'program.sh');
  writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> "${marker}"\ncat\n`);
  const hooks = join(root, '..', 'hooks');
  mkdirSync(hooks);
  const names = [
    'post-index-change',
    'pre-commit',
    'post-checkout',
    'fsmonitor-watchman',
    'reference-transaction',
  ];
  for (const name of names) writeFileSync(join(hooks, name), readFileSync(script, 'utf8'));
  for (const path of [script, ...names.map((name) => join(hooks, name))]) chmodSync(path, 0o755);
  const settings = {
    'core.fsmonitor': script,
    'core.hooksPath': hooks,
    'core.pager': script,
    'core.sshCommand': script,
    'core.editor': script,
    'core.askPass': script,
    'diff.external': script,
    'diff.evil.command': script,
    'diff.evil.textconv': script,
    'filter.evil.clean': script,
    'filter.evil.smudge': script,
    'filter.evil.process': script,
    'filter.evil.required': 'true',
    'log.showSignature': 'true',
    'gpg.program': script,
    'alias.ls-files': `!${script}`,
    'alias.status': `!${script}`,
    'credential.helper': script,
    'uploadpack.packObjectsHook': script,
  };
  for (const [key, value] of Object.entries(settings)) git(root, 'config', key, value);
  return marker;
}

describe('programs that a repository names are never run', () => {
  test('by scan, plan, apply and the check of the work tree', async () => {
    await inFolder({ 'repository/keep': '' }, async (above) => {
      const root = join(above, 'repository');
      writeFiles(root, { ...SERVICE, '.gitattributes': '* filter=evil diff=evil\n' });
      commitAll(root);
      const signed = git(root, 'cat-file', 'commit', 'HEAD').replace(
        '\n\n',
        '\ngpgsig -----BEGIN PGP SIGNATURE-----\n -\n -----END PGP SIGNATURE-----\n\n',
      );
      writeFileSync(join(above, 'commit'), signed);
      git(
        root,
        'update-ref',
        'HEAD',
        git(root, 'hash-object', '-t', 'commit', '-w', join(above, 'commit')).trim(),
      );
      const marker = plantPrograms(root);
      // The same size, another time: git has to look at the content.
      writeFileSync(join(root, 'main.py'), `${SERVER}${RUN}`);
      await scan(options(root), [testRule()]);
      const planned = await plan({ ...options(root), safety: 'safe' }, [testRule()]);
      await dirtyFiles(root);
      const outcome = await planned.apply();
      expect(outcome.patches.map(({ state }) => state)).toEqual(['applied']);
      expect(await dirtyFiles(root)).toEqual(['main.py']);
      expect(existsSync(marker) ? readFileSync(marker, 'utf8') : 'never run').toBe('never run');
      // The trap works: git by itself falls into it.
      expect(() => git(root, 'diff')).toThrow();
      expect(existsSync(marker)).toBe(true);
    });
  });

  test('by a partial clone that lacks a commit: nothing is fetched', async () => {
    await inFolder({ 'repository/keep': '' }, async (above) => {
      const root = join(above, 'repository');
      writeFiles(root, SERVICE);
      commitAll(root);
      const marker = join(above, 'fetched');
      writeFileSync(join(above, 'transport.sh'), `#!/bin/sh\ntouch ${marker}\nexit 1\n`, { mode: 0o755 });
      git(root, 'config', 'core.repositoryformatversion', '1');
      git(root, 'config', 'extensions.partialClone', 'origin');
      git(root, 'config', 'remote.origin.url', 'ssh://localhost/x');
      git(root, 'config', 'remote.origin.promisor', 'true');
      git(root, 'config', 'core.sshCommand', join(above, 'transport.sh'));
      const commit = git(root, 'rev-parse', 'HEAD').trim();
      rmSync(join(root, '.git/objects', commit.slice(0, 2), commit.slice(2)));
      await scan(options(root), [testRule()]);
      await dirtyFiles(root).catch(() => []);
      expect(existsSync(marker)).toBe(false);
      // The trap works: git by itself falls into it.
      expect(() => git(root, 'log', '-1')).toThrow();
      expect(existsSync(marker)).toBe(true);
    });
  });

  test('by a submodule either', async () => {
    await inFolder({}, async (above) => {
      writeFiles(above, { 'library/a.txt': 'a\n' });
      commitAll(join(above, 'library'));
      const root = join(above, 'repository');
      writeFiles(root, SERVICE);
      git(root, 'init', '-q');
      git(
        root,
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'add',
        join(above, 'library'),
        'linked',
      );
      git(root, 'add', '-A');
      git(root, 'commit', '-q', '-m', 'Start');
      const marker = plantPrograms(join(root, 'linked'));
      writeFileSync(join(root, 'linked/a.txt'), 'b\n');
      await scan(options(root), [testRule()]);
      await dirtyFiles(root);
      expect(existsSync(marker)).toBe(false);
    });
  });
});

const canGiveAway = process.getuid?.() === 0;
test.skipIf(!canGiveAway)(
  'a work tree of another owner is read, and nobody calls it clean (needs root)',
  async () => {
    await inFolder(SERVICE, async (root) => {
      commitAll(root);
      writeFileSync(join(root, 'main.py'), `${SERVER}${RUN}\n`);
      chownSync(root, 12345, 12345);
      chownSync(join(root, '.git'), 12345, 12345);
      expect(() => git(root, 'diff')).toThrow();
      expect((await scanned(root)).found).toEqual(['main.py']);
      const error = await dirtyFiles(root).catch((thrown) => thrown);
      expect(error.name).toBe('TargetError');
      expect(error.message).toMatch(/^git does not tell what has changed: detected dubious ownership[^\n]*$/);
    });
  },
);
