import { describe, expect, test } from 'vitest';
import { type Files, inFolder, modelOf } from '../testing.ts';
import { buildOutput } from './build-output.ts';

const MAIN = "import express from 'express';\nconst app = express();\napp.listen(3000);\n";

/** What the build of the service at a root writes: `output < source`, and the commands that are not understood. */
async function built(files: Files, root = ''): Promise<string[] | null> {
  return inFolder(files, async (folder) => {
    const model = await modelOf(folder);
    const service = model.service(root, 'node');
    const output = service && buildOutput(model, service);
    if (!output) return null;
    return [
      ...output.steps.flatMap(({ outputs }) => [...outputs].map(([path, source]) => `${path} < ${source}`)),
      ...output.unknown.map(({ command }) => `? ${command.words.map(({ raw }) => raw).join(' ')}`),
    ];
  });
}

const manifest = (build: string | undefined, more: Record<string, string> = {}, fields: object = {}) =>
  JSON.stringify({
    dependencies: { express: '4' },
    devDependencies: { typescript: '^5.4.0', ...more },
    scripts: { start: 'node dist/main.js', ...(build ? { build } : {}) },
    ...fields,
  });
const config = (compilerOptions: object, more: object = {}) => JSON.stringify({ compilerOptions, ...more });
const SOURCES: Files = { 'src/main.ts': MAIN, 'src/lib/a.ts': 'export const a = 1;\n' };

/** The build of `tsc` with a tsconfig, beside the usual sources. */
const tsc = (
  tsconfig: string,
  files: Files = SOURCES,
  command = 'tsc',
  more: Record<string, string> = {},
): Files => ({
  'package.json': manifest(command, more),
  'tsconfig.json': tsconfig,
  ...files,
});

const PLAIN = ['dist/lib/a.js < src/lib/a.ts', 'dist/main.js < src/main.ts'];
const DEEP = ['dist/src/lib/a.js < src/lib/a.ts', 'dist/src/main.js < src/main.ts'];

describe('tsc', () => {
  test.each<[string, Files, string[]]>([
    ['the only folder is the root', tsc(config({ outDir: './dist' })), PLAIN],
    ['an include', tsc(config({ outDir: 'dist' }, { include: ['src'] })), PLAIN],
    ['rootDir', tsc(config({ outDir: 'dist', rootDir: 'src' }, { include: ['src/**/*'] })), PLAIN],
    ['rootDir above', tsc(config({ outDir: 'dist', rootDir: '.' })), DEEP],
    [
      'a source beside the folder',
      tsc(config({ outDir: 'dist' }), { ...SOURCES, 'seed.ts': 'export {};\n' }),
      ['dist/seed.js < seed.ts', ...DEEP],
    ],
    [
      'a source beside the folder that is excluded',
      tsc(config({ outDir: 'dist' }, { exclude: ['seed.ts', 'test'] }), {
        ...SOURCES,
        'seed.ts': 'export {};\n',
        'test/a.ts': 'export {};\n',
      }),
      PLAIN,
    ],
    [
      'an import from above',
      tsc(config({ outDir: 'dist', resolveJsonModule: true }, { include: ['src'] }), {
        ...SOURCES,
        'src/main.ts': `import { version } from '../package.json';\n${MAIN}`,
      }),
      ['dist/package.json < package.json', ...DEEP],
    ],
    [
      'an import from above that is not compiled',
      tsc(config({ outDir: 'dist' }, { include: ['src'] }), {
        ...SOURCES,
        'src/main.ts': `const { version } = require('../package.json');\n// import x from '../seed'\n${MAIN}`,
        'seed.ts': 'export {};\n',
      }),
      PLAIN,
    ],
    [
      'an alias that leads above',
      tsc(config({ outDir: 'dist', baseUrl: '.', paths: { '@db/*': ['db/*'] } }, { include: ['src'] }), {
        ...SOURCES,
        'src/main.ts': `import { db } from '@db/client';\n${MAIN}`,
        'db/client.ts': 'export const db = 1;\n',
      }),
      ['dist/db/client.js < db/client.ts', ...DEEP],
    ],
    [
      'an extended file, with its own folders',
      {
        'package.json': manifest('tsc -p tsconfig.build.json'),
        'tsconfig.json': config({ outDir: './dist' }),
        'tsconfig.build.json': '{ "extends": "./tsconfig.json", "exclude": ["seed.ts"] }',
        ...SOURCES,
        'seed.ts': 'export {};\n',
      },
      PLAIN,
    ],
    [
      'published settings',
      tsc(config({ outDir: 'dist' }, { extends: '@tsconfig/node20/tsconfig.json' })),
      PLAIN,
    ],
    ['settings that are not here', tsc(config({ outDir: 'dist' }, { extends: '@corp/tsconfig' })), ['? tsc']],
    [
      'JavaScript too',
      tsc(config({ outDir: 'dist', allowJs: true }), { ...SOURCES, 'src/b.js': '' }),
      ['dist/b.js < src/b.js', ...PLAIN],
    ],
    [
      'other kinds of modules',
      tsc(config({ outDir: 'dist' }), {
        'src/main.mts': MAIN,
        'src/a.cts': '',
        'src/b.d.ts': '',
        'src/c.tsx': '',
      }),
      ['dist/a.cjs < src/a.cts', 'dist/c.js < src/c.tsx', 'dist/main.mjs < src/main.mts'],
    ],
    ['nothing', tsc(config({ noEmit: true })), []],
    ['no outDir', tsc(config({})), ['src/lib/a.js < src/lib/a.ts', 'src/main.js < src/main.ts']],
    [
      'options of the command',
      tsc(config({ noEmit: true }), SOURCES, 'tsc --noEmit false --outDir dist --rootDir src'),
      PLAIN,
    ],
    [
      'a check and a build',
      tsc(config({ outDir: 'dist' }), SOURCES, 'rimraf dist && tsc --noEmit && tsc && tsc-alias'),
      PLAIN,
    ],
    ['TypeScript 6', tsc(config({ outDir: 'dist' }), SOURCES, 'tsc', { typescript: '^6.0.0' }), DEEP],
    [
      'a version that is not told',
      tsc(config({ outDir: 'dist' }), SOURCES, 'tsc', { typescript: 'latest' }),
      ['? tsc'],
    ],
    ['a composite project', tsc(config({ outDir: 'dist', composite: true })), DEEP],
    [
      'projects that are referred to',
      {
        ...tsc('{ "files": [], "references": [{ "path": "./src" }] }', SOURCES, 'tsc --build'),
        'src/tsconfig.json': config({ outDir: '../dist', composite: true }),
      },
      PLAIN,
    ],
    [
      'a tsconfig that is not there',
      { 'package.json': manifest('tsc -p missing.json'), ...SOURCES },
      ['? tsc -p missing.json'],
    ],
    [
      'tsconfig files that extend each other',
      tsc(config({ outDir: 'dist' }, { extends: './tsconfig.json' })),
      ['? tsc'],
    ],
  ])('%s', async (_, files, expected) => expect((await built(files))?.sort()).toEqual([...expected].sort()));
});

describe('nest build', () => {
  const nest = (cli: object | null, files: Files = {}, command = 'nest build'): Files => ({
    'package.json': manifest(command, { '@nestjs/cli': '^11.0.0' }),
    'tsconfig.json': config({ outDir: './dist', baseUrl: './' }),
    'tsconfig.build.json':
      '{ "extends": "./tsconfig.json", "exclude": ["node_modules", "test", "dist", "**/*spec.ts"] }',
    ...(cli ? { 'nest-cli.json': JSON.stringify(cli) } : {}),
    ...SOURCES,
    'test/app.e2e-spec.ts': 'export {};\n',
    ...files,
  });
  test.each<[string, Files, string[]]>([
    ['the usual', nest({ sourceRoot: 'src' }), PLAIN],
    ['without nest-cli.json', nest(null), PLAIN],
    [
      'a source at the root',
      nest({}, { 'prisma/seed.ts': 'export {};\n' }),
      ['dist/prisma/seed.js < prisma/seed.ts', ...DEEP],
    ],
    ['webpack', nest({ compilerOptions: { webpack: true } }), ['dist/main.js < src/main.ts']],
    ['webpack by the command', nest({}, {}, 'nest build --webpack'), ['dist/main.js < src/main.ts']],
    ['swc', nest({ compilerOptions: { builder: 'swc' } }), PLAIN],
    [
      'a tsconfig of its own',
      nest(
        { compilerOptions: { tsConfigPath: 'tsconfig.prod.json' } },
        { 'tsconfig.prod.json': config({ outDir: 'out' }, { include: ['src/main.ts'] }) },
      ),
      ['out/main.js < src/main.ts'],
    ],
    [
      'a project of a monorepo',
      nest(
        {
          monorepo: true,
          projects: {
            api: {
              sourceRoot: 'apps/api/src',
              compilerOptions: { tsConfigPath: 'apps/api/tsconfig.app.json' },
            },
          },
        },
        {
          'apps/api/src/main.ts': MAIN,
          'apps/api/tsconfig.app.json': config({ outDir: '../../dist/apps/api' }, { include: ['src/**/*'] }),
        },
        'nest build api',
      ),
      ['dist/apps/api/main.js < apps/api/src/main.ts'],
    ],
    ['a project that is not there', nest({}, {}, 'nest build web'), ['? nest build web']],
  ])('%s', async (_, files, expected) => expect((await built(files))?.sort()).toEqual([...expected].sort()));
});

describe('bundlers', () => {
  const with_ = (build: string, more: Files = {}, fields: object = {}): Files => ({
    'package.json': manifest(build, { '@swc/cli': '^0.5.0' }, fields),
    ...SOURCES,
    ...more,
  });
  test.each<[string, Files, string[]]>([
    ['tsup with an entry', with_('tsup src/main.ts'), ['dist/main.js < src/main.ts']],
    [
      'tsup as a module',
      with_('tsup src/main.ts --format esm -d out', {}, { type: 'module' }),
      ['out/main.js < src/main.ts'],
    ],
    [
      'tsup in two formats',
      with_('tsup src/main.ts --format cjs,esm'),
      ['dist/main.js < src/main.ts', 'dist/main.mjs < src/main.ts'],
    ],
    [
      'tsup by its settings',
      with_('tsup', {
        'tsup.config.ts':
          "import { defineConfig } from 'tsup';\nexport default defineConfig({ entry: ['src/main.ts', 'src/lib/a.ts'], format: ['cjs'], outDir: 'build' });\n",
      }),
      ['build/main.js < src/main.ts', 'build/lib/a.js < src/lib/a.ts'],
    ],
    [
      'tsup with names',
      with_('tsup', { 'tsup.config.ts': "export default { entry: { server: 'src/main.ts' } };\n" }),
      ['dist/server.js < src/main.ts'],
    ],
    [
      'tsup with settings that are computed',
      with_('tsup', { 'tsup.config.ts': 'export default make();\n' }),
      ['? tsup'],
    ],
    [
      'esbuild to a file',
      with_('esbuild src/main.ts --bundle --platform=node --outfile=dist/server.cjs'),
      ['dist/server.cjs < src/main.ts'],
    ],
    [
      'esbuild to a folder',
      with_('esbuild src/main.ts src/lib/a.ts --outdir=dist --out-extension:.js=.mjs'),
      ['dist/main.mjs < src/main.ts', 'dist/lib/a.mjs < src/lib/a.ts'],
    ],
    ['swc keeps the folder', with_('swc src -d dist'), DEEP],
    ['swc strips the folder', with_('swc ./src -d dist --strip-leading-paths'), PLAIN],
    ['babel', with_('babel src --out-dir dist --extensions .ts'), PLAIN],
    ['ncc', with_('ncc build src/main.ts -o out'), ['out/index.js < src/main.ts']],
    ['vite', with_('vite build --ssr src/main.ts'), ['? vite build --ssr src/main.ts']],
    ['a program of its own', with_('node build.js'), ['? node build.js']],
  ])('%s', async (_, files, expected) => expect((await built(files))?.sort()).toEqual([...expected].sort()));

  test('a script that calls others, in another package', async () => {
    const files = {
      'package.json': JSON.stringify({ private: true, workspaces: ['apps/*'] }),
      'apps/api/package.json': manifest('npm run clean && npm run compile', {}, { name: 'api' }).replace(
        '"build"',
        '"clean":"rm -rf dist","compile":"tsc -p .","build"',
      ),
      'apps/api/tsconfig.json': config({ outDir: 'dist', rootDir: 'src' }),
      'apps/api/src/main.ts': MAIN,
    };
    expect(await built(files, 'apps/api')).toEqual(['apps/api/dist/main.js < apps/api/src/main.ts']);
  });

  test('a package of the workspace is no source', async () => {
    const files = {
      'package.json': JSON.stringify({ private: true, workspaces: ['apps/*', 'libs/*'] }),
      'apps/api/package.json': manifest('tsc', {}, { name: 'api' }),
      'apps/api/tsconfig.json': config({ outDir: 'dist' }),
      'apps/api/src/main.ts': `import { a } from '@shop/lib';\n${MAIN}`,
      'libs/lib/package.json': '{"name":"@shop/lib","main":"src/index.ts"}',
      'libs/lib/src/index.ts': 'export const a = 1;\n',
    };
    expect(await built(files, 'apps/api')).toEqual(['apps/api/dist/main.js < apps/api/src/main.ts']);
  });

  test('no build script', async () =>
    expect(await built({ 'package.json': manifest(undefined), ...SOURCES })).toBeNull());
});
