import { describe, expect, test } from 'vitest';
import type { Files } from '../testing.ts';
import { built, config, DEEP, MAIN, manifest, PLAIN, SOURCES } from './build-output.test-helper.ts';

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
