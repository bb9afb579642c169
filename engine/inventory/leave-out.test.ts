import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, type Files, inFolder } from '../testing.ts';
import { Inventory } from './inventory.ts';

const API: Files = {
  'api/requirements.txt': 'fastapi\n',
  'api/main.py': 'A = 1\n',
  'api/routes.py': 'B = 2\n',
  'api/models.py': 'C = 3\n',
};

/** The API's files below another folder, with some of their texts changed. */
function copyTo(folder: string, changes: Files = {}): Files {
  const copied = Object.entries(API).map(([path, text]) => [path.replace('api', folder), text]);
  return { ...Object.fromEntries(copied), ...changes };
}

async function leftOut(files: Files): Promise<Record<string, string>> {
  return inFolder(files, async (root) => {
    const walked = (await Inventory.of(root)).leftOut;
    commitAll(root);
    const listed = (await Inventory.of(root)).leftOut;
    // Git and a walk agree, but for node_modules, which a walk never enters.
    expect(walked).toEqual(listed.filter(({ folder }) => !/(^|\/)node_modules$/.test(folder)));
    return Object.fromEntries(listed.map(({ folder, reason }) => [folder, reason]));
  });
}

describe('left out by what it holds', () => {
  const cases: [string, Files, Record<string, string>][] = [
    [
      'a virtual environment',
      { 'python/pyvenv.cfg': '', 'python/bin/python': '', 'python/src/x/x.py': '' },
      { python: 'virtual environment' },
    ],
    [
      'one made inside a package of the project: only what the command put there',
      {
        'shop/pyvenv.cfg': '',
        'shop/bin/activate.fish': '',
        'shop/share/man/man1/ttx.1': '',
        'shop/lib/python3.12/site-packages/x.py': '',
        'shop/wsgi.py': '',
        'shop/views/share/x.py': '',
      },
      {
        'shop/bin': 'virtual environment',
        'shop/lib': 'virtual environment',
        'shop/share': 'virtual environment',
      },
    ],
    ['the configuration alone', { 'shop/pyvenv.cfg': '', 'shop/app/main.py': '' }, {}],
    [
      'one of Windows under another name',
      { 'win/Lib/site-packages/flask/app.py': '', 'win/Scripts/pip.exe': '' },
      { win: 'virtual environment' },
    ],
    [
      'one of Linux inside a service',
      { 'api/my env/lib/python3.11/site-packages/flask/app.py': '', 'api/main.py': '' },
      { 'api/my env': 'virtual environment' },
    ],
    [
      'one without its packages',
      { 'tools/bin/activate.fish': '', 'tools/bin/pip': '' },
      { tools: 'virtual environment' },
    ],
    [
      'packages without an environment',
      { 'app/site-packages/flask/app.py': '' },
      { 'app/site-packages': 'installed packages' },
    ],
    [
      'packages installed into a folder',
      {
        'vendored/flask-3.0.dist-info/METADATA': '',
        'vendored/click-8.0.dist-info/METADATA': '',
        'vendored/flask/app.py': '',
      },
      { vendored: 'installed packages' },
    ],
    [
      'node_modules',
      { 'web/node_modules/x/index.js': '', 'web/a.js': '' },
      { 'web/node_modules': 'installed packages' },
    ],
    [
      'node_modules under another name',
      { 'modules_old/.package-lock.json': '{}', 'modules_old/x/i.js': '' },
      { modules_old: 'installed packages' },
    ],
    [
      'node_modules that only its programs give away',
      { 'web/deps/.bin/tsc': '', 'web/deps/a/package.json': '{}', 'web/deps/@b/c/package.json': '{}' },
      { 'web/deps': 'installed packages' },
    ],
    [
      'build output',
      { 'dist/main.js': '', 'dist/main.d.ts': '', 'src/main.ts': '' },
      { dist: 'build output' },
    ],
    [
      'a copy that setuptools makes',
      { 'build/lib/app/main.py': '', 'app/main.py': '' },
      { build: 'build output' },
    ],
    [
      'a built site under another name',
      { 'public/site/index.html': '', 'public/site/assets/index-a1b2c3d4.js': '' },
      { 'public/site': 'build output' },
    ],
    [
      'a report of coverage',
      { 'coverage/lcov-report/sorter.js': '', 'coverage/lcov.info': '' },
      { coverage: 'build output' },
    ],
    ['a backup copy', { ...API, ...copyTo('api_SAVE_2') }, { api_SAVE_2: 'backup copy' }],
    [
      'an older backup copy',
      { ...API, ...copyTo('backup/api', { 'backup/api/main.py': 'A = 0\n' }) },
      { 'backup/api': 'backup copy' },
    ],
    ['a copy inside its original', { ...API, ...copyTo('api/inner') }, { 'api/inner': 'backup copy' }],
  ];
  test.each(cases)('%s', async (_, files, expected) => {
    expect(await leftOut(files)).toEqual(expected);
  });
});

describe('kept', () => {
  const other = { 'main.py': 'X = 1\n', 'routes.py': 'Y = 1\n', 'models.py': 'Z = 1\n' };
  const changed = (folder: string) =>
    Object.fromEntries(Object.entries(other).map(([name, text]) => [`${folder}/${name}`, text]));
  const cases: [string, Files][] = [
    ['two services from one template', { ...API, ...copyTo('orders', changed('orders')) }],
    ['one of them named like a copy', { ...API, ...copyTo('archive-service', changed('archive-service')) }],
    ['equal services side by side', { ...API, ...copyTo('orders') }],
    ['a template inside another service', { ...API, ...copyTo('api/plugins', changed('api/plugins')) }],
    ['legacy that is the only copy', copyTo('legacy')],
    ['an old version that has gone its own way', { ...API, ...copyTo('old_api', changed('old_api')) }],
    ['a copy of one file', { ...API, 'backup/requirements.txt': 'fastapi\n', 'backup/main.py': 'A = 1\n' }],
    [
      'empty files prove nothing',
      {
        'package.json': '{}',
        'a/__init__.py': '',
        'b/__init__.py': '',
        'old/package.json': '{"name": "x"}',
        'old/a/__init__.py': '',
        'old/b/__init__.py': '',
      },
    ],
    ['a build package with sources', { 'build/package.json': '{}', 'build/index.js': '' }],
    ['a Python package named build', { 'app/build/__init__.py': '', 'app/build/routes.py': '' }],
    ['TypeScript in out', { 'out/main.ts': '' }],
    ['an insurance service', { 'coverage/main.py': '', 'coverage/requirements.txt': '' }],
    ['a page with scripts', { 'web/index.html': '', 'web/js/app.js': '' }],
    ['a workspace of packages', { 'packages/a/package.json': '{}', 'packages/b/package.json': '{}' }],
    ['a folder of programs', { 'backend/.bin/run': '', 'backend/main.py': '' }],
    ['one vendored wheel', { 'api/x-1.0.dist-info/METADATA': '', 'api/main.py': '' }],
    ['a folder named env', { 'env/settings.py': 'A = 1\n' }],
  ];
  test.each(cases)('%s', async (_, files) => {
    expect(await leftOut(files)).toEqual({});
  });
});

describe('.gitignore', () => {
  const files: Files = {
    '.gitignore': '*.log\n/secret/\nbuild-*\n!build-keep\ndata/*\n!data/seed.py\n',
    'a.log': '',
    'secret/a.py': '',
    'deep/secret/a.py': '',
    'build-x': '',
    'build-keep': '',
    'data/seed.py': '',
    'data/dump.py': '',
    'sub/.gitignore': '!keep.log\nlocal.py\n',
    'sub/keep.log': '',
    'sub/other.log': '',
    'sub/local.py': '',
    'local.py': '',
  };
  const kept = [
    '.gitignore',
    'build-keep',
    'data/seed.py',
    'deep/secret/a.py',
    'local.py',
    'sub/.gitignore',
    'sub/keep.log',
  ];

  test('nested files and negations count the same with git and without', async () => {
    await inFolder(files, async (root) => {
      expect([...(await Inventory.of(root)).paths]).toEqual(kept);
      commitAll(root);
      expect([...(await Inventory.of(root)).paths]).toEqual(kept);
    });
  });

  test('a file that git tracks counts although it is ignored', async () => {
    await inFolder({ 'a.py': '' }, async (root) => {
      commitAll(root);
      writeFileSync(join(root, '.gitignore'), 'a.py\n');
      expect([...(await Inventory.of(root)).paths]).toEqual(['.gitignore', 'a.py']);
    });
  });
});
