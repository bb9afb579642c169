import { spawnSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plan, scan } from './run.ts';
import { type Files, inFolder, options, RUN, readTree, SERVER, testRule, writeFiles } from './testing.ts';

/** A program of the operating system. */
const MAKE_FIFO = 'mkfifo';

const SERVICE: Files = { 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': SERVER + RUN };

/** Scans and plans; both must agree on what could not be read, and leave every byte alone. */
async function unreadOf(root: string): Promise<Record<string, string>> {
  const before = readTree(root);
  const { outcome } = await scan(options(root), [testRule()]);
  const planned = await plan({ ...options(root), safety: 'review' }, [testRule()]);
  expect(planned.outcome.unread).toEqual(outcome.unread);
  expect(readTree(root)).toEqual(before);
  for (const { reason } of outcome.unread) expect(reason).not.toMatch(/\n|\bat .*:\d+:\d+/);
  expect(new Set(outcome.unread.map(({ path }) => path)).size).toBe(outcome.unread.length);
  return Object.fromEntries(outcome.unread.map(({ path, reason }) => [path, reason]));
}

async function findingsOf(root: string): Promise<string[]> {
  const { outcome } = await scan(options(root), [testRule()]);
  return outcome.findings.map(({ path, line }) => `${path}:${line}`);
}

describe('the target', () => {
  test('no such folder, and a file instead of one', async () => {
    await inFolder({ 'a.txt': '' }, async (root) => {
      for (const name of ['missing', 'a.txt/below']) {
        const error = await scan(options(join(root, name)), []).catch((thrown) => thrown);
        expect(error.name).toBe('TargetError');
        expect(error.message).toMatch(/^\S+ does not exist: name the folder of the repository$/);
      }
      const error = await plan({ ...options(join(root, 'a.txt')), safety: 'safe' }, []).catch(
        (thrown) => thrown,
      );
      expect(error.name).toBe('TargetError');
      expect(error.message).toMatch(/is not a folder/);
    });
  });

  test('an empty folder without git', async () => {
    await inFolder({}, async (root) => {
      const { outcome } = await scan(options(root), [testRule()]);
      expect(outcome).toMatchObject({ services: [], findings: [], unread: [], repository: { commit: null } });
      const planned = await plan({ ...options(root), safety: 'review' }, [testRule()]);
      expect(planned.diff).toBe('');
      expect((await planned.apply()).patches).toEqual([]);
    });
  });
});

describe('a file that cannot be used is listed in one line, and the rest is read', () => {
  const cases: [string, Files, string, RegExp][] = [
    ['a binary named .py', { 'blob.py': Uint8Array.of(0x7f, 0x45, 0, 1, 2) }, 'blob.py', /^binary content$/],
    ['invalid UTF-8', { 'latin.py': Uint8Array.of(0x23, 0xe9, 0x0a) }, 'latin.py', /^not valid UTF-8/],
    ['UTF-16 with BOM', { 'wide.py': Buffer.from('\ufeffimport os\n', 'utf16le') }, 'wide.py', /UTF-16/],
    [
      'a syntax error',
      { 'bad.py': 'import os\nos.getenv("A"\ndef (:\n' },
      'bad.py',
      /^syntax error in line \d/,
    ],
    [
      'broken TypeScript',
      { 'bad.ts': 'const a = process.env.PORT ?? ;\n}{' },
      'bad.ts',
      /^syntax error in line 1$/,
    ],
    ['broken YAML', { 'render.yaml': 'services:\n  - type: web\n   name: [a\n' }, 'render.yaml', /./],
    ['a Blueprint of odd types', { 'render.yaml': 'services: "x"\n' }, 'render.yaml', /services/],
    ['broken TOML', { 'fly.toml': 'app = \n[[' }, 'fly.toml', /./],
    ['a broken pyproject.toml', { 'pyproject.toml': '[project\nname=' }, 'pyproject.toml', /./],
    ['a broken Pipfile', { 'api/Pipfile': '[packages\n' }, 'api/Pipfile', /./],
    ['broken JSON', { 'railway.json': '{"deploy": {' }, 'railway.json', /./],
    ['a broken package.json', { 'web/package.json': '{"name": ' }, 'web/package.json', /./],
    ['refused requirements', { 'api/requirements.txt': 'a\nb==1c==2\n' }, 'api/requirements.txt', /^line 2:/],
    ['broken INI', { 'setup.cfg': 'name = before any section\n' }, 'setup.cfg', /./],
    ['a package.json that is a list', { 'web/package.json': '[]' }, 'web/package.json', /object/],
    ['a package.json that is null', { 'web/package.json': 'null' }, 'web/package.json', /object/],
    ['a package.json that is a string', { 'web/package.json': '"x"' }, 'web/package.json', /object/],
  ];
  test.each(cases)('%s', async (_, files, path, reason) => {
    await inFolder({ ...SERVICE, ...files }, async (root) => {
      const unread = await unreadOf(root);
      expect(Object.keys(unread)).toEqual([path]);
      expect(unread[path]).toMatch(reason);
      expect(await findingsOf(root)).toEqual(['main.py:6']);
    });
  });

  test('a file of 50 MB', async () => {
    await inFolder(SERVICE, async (root) => {
      const file = openSync(join(root, 'huge.py'), 'w');
      ftruncateSync(file, 50 * 1024 * 1024);
      closeSync(file);
      const { outcome } = await scan(options(root), [testRule()]);
      expect(outcome.unread).toEqual([{ path: 'huge.py', reason: 'larger than 2 MB (52 MB)' }]);
    });
  });

  test('a fifo named .py does not block', async () => {
    await inFolder(SERVICE, async (root) => {
      spawnSync(MAKE_FIFO, [join(root, 'pipe.py')]);
      expect(Object.keys(await unreadOf(root))).toEqual(['pipe.py']);
    });
  });

  test('a folder named like a source or a manifest', async () => {
    await inFolder(
      { ...SERVICE, 'x.py/keep': '', 'package.json/keep': '', 'render.yaml/keep': '' },
      async (root) => {
        expect(await unreadOf(root)).toEqual({});
      },
    );
  });

  test('files that say nothing wrong', async () => {
    const odd: Files = {
      'empty.py': '',
      'web/package.json': '{}',
      'a/pyproject.toml': '[tool.black]\nline-length = 100\n',
      'b/pyproject.toml': '',
      'c/pyproject.toml': 'project = 3\n[tool]\npoetry = []\n',
      'd/package.json': '{"dependencies": ["express"], "scripts": [1], "name": 5, "workspaces": 7}',
      'e/pyproject.toml': '[tool.poetry.dependencies]\n"odd(name" = "*"\n"c++" = "1"\nfastapi = 3\n',
      'f/requirements.txt': '',
      'g/Dockerfile': '',
      'h/package.json': '{"dependencies": {"express": {"version": 4}}, "scripts": {"start": 3}}',
    };
    await inFolder({ ...SERVICE, ...odd }, async (root) => {
      const unread = await unreadOf(root);
      delete unread['g/Dockerfile'];
      expect(unread).toEqual({});
      expect(await findingsOf(root)).toEqual(['main.py:6']);
    });
  });
});

describe('links', () => {
  test('out of the tree, to nothing, in a loop, to a folder, inside', async () => {
    await inFolder({ 'outside/secret.py': RUN, 'repository/keep': '' }, async (above) => {
      const root = join(above, 'repository');
      writeFiles(root, { ...SERVICE, 'lib/util.py': 'A = 1\n' });
      symlinkSync('../outside/secret.py', join(root, 'leak.py'));
      symlinkSync('nowhere.py', join(root, 'dangling.py'));
      symlinkSync('loop-b.py', join(root, 'loop-a.py'));
      symlinkSync('loop-a.py', join(root, 'loop-b.py'));
      symlinkSync('../outside', join(root, 'linked'));
      symlinkSync('.', join(root, 'self'));
      symlinkSync('main.py', join(root, 'alias.py'));
      expect(await unreadOf(root)).toEqual({
        'leak.py': 'symbolic link out of the repository',
        'dangling.py': 'symbolic link to nothing',
        'loop-a.py': 'symbolic link in a loop',
        'loop-b.py': 'symbolic link in a loop',
        linked: 'symbolic link out of the repository',
      });
      expect(await findingsOf(root)).toEqual(['main.py:6']);
      expect(readFileSync(join(above, 'outside/secret.py'), 'utf8')).toBe(RUN);
    });
  });
});

describe('permissions and files that go away', () => {
  const isRoot = process.getuid?.() === 0;
  test.skipIf(isRoot)('an unreadable file and folder (skipped for root, who reads everything)', async () => {
    await inFolder({ ...SERVICE, 'locked.py': RUN, 'locked/a.py': RUN }, async (root) => {
      spawnSync('chmod', ['000', join(root, 'locked.py'), join(root, 'locked')]);
      const { outcome } = await scan(options(root), [testRule()]);
      spawnSync('chmod', ['700', join(root, 'locked.py'), join(root, 'locked')]);
      expect(outcome.unread.map(({ path }) => path)).toEqual(['locked', 'locked.py']);
    });
  });

  test('a file that vanishes after the listing', async () => {
    await inFolder({ ...SERVICE, 'gone.py': RUN }, async (root) => {
      const rule = testRule();
      const progress = () => rmSync(join(root, 'gone.py'), { force: true });
      const { outcome } = await scan({ ...options(root), progress }, [rule]);
      expect(outcome.findings).toHaveLength(1);
    });
  });
});

test('odd names and deep folders', async () => {
  const deep = Array.from({ length: 60 }, (_, index) => `folder${index}`).join('/');
  const files = [
    `${deep}/main.py`,
    'sp ace/main.py',
    'quo"te\'s/main.py',
    'new\nline/main.py',
    '🚀 é/main.py',
    'back\\slash/main.py',
  ];
  await inFolder(Object.fromEntries(files.map((path) => [path, SERVER + RUN])), async (root) => {
    mkdirSync(join(root, 'empty'));
    writeFileSync(join(root, '.gitignore'), '*.log\n');
    expect((await findingsOf(root)).sort()).toEqual(files.map((path) => `${path}:6`).sort());
    const planned = await plan({ ...options(root), safety: 'safe' }, [testRule()]);
    const outcome = await planned.apply();
    expect(outcome.patches.map(({ state }) => state)).toEqual(files.map(() => 'applied'));
    for (const path of files) expect(readFileSync(join(root, path), 'utf8')).toContain('host="0.0.0.0"');
  });
});
