import { describe, expect, test } from 'vitest';
import type { Files } from '../testing.ts';
import { built, config, DEEP, MAIN, manifest, PLAIN, SOURCES, tsc } from './build-output.test-helper.ts';

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
