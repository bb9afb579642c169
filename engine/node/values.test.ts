import { describe, expect, it } from 'vitest';
import { type Files, inFolder, modelOf } from '../testing.ts';
import type { Value } from '../value.ts';

const PACKAGE = { 'package.json': '{"dependencies":{"express":"4"}}\n' };
const APP = "import express from 'express';\nconst app = express();\n";

/** The port of the one `app.listen` in src/server.ts, in short: `3000`, `$PORT ?? 3000`, `unknown`. */
async function port(code: string, files: Files = {}, path = 'src/server.ts'): Promise<string> {
  return inFolder({ ...PACKAGE, [path]: code, ...files }, async (root) => {
    const model = await modelOf(root);
    const calls = (model.facts(path)?.facts ?? []).filter((fact) => fact.kind === 'server-call');
    expect(calls).toHaveLength(1);
    const given = calls[0]?.port;
    return given ? short(model.resolve(given)) : 'none';
  });
}

function short(value: Value): string {
  if (value.kind === 'literal') return JSON.stringify(value.value);
  if (value.kind === 'unknown') return 'unknown';
  return `$${value.name}${value.fallback ? ` ?? ${short(value.fallback)}` : ''}`;
}

describe('values written in the file', () => {
  it.each([
    ['app.listen(3000);', '3000'],
    ['app.listen(3_000);', '3000'],
    ["app.listen('3000');", '"3000"'],
    ['const port = 3000;\napp.listen(port);', '3000'],
    ['let port = 3000;\napp.listen(port);', '3000'],
    ['const a = 3000;\nconst b = a;\napp.listen(b);', '3000'],
    ['app.listen(process.env.PORT);', '$PORT'],
    ["app.listen(process.env['PORT']);", '$PORT'],
    ['app.listen(process.env.PORT ?? 3000);', '$PORT ?? 3000'],
    ['app.listen(process.env.PORT || 3000);', '$PORT ?? 3000'],
    ['app.listen(process.env.PORT || process.env.API_PORT || 3000);', '$PORT ?? $API_PORT'],
    ['app.listen(Number(process.env.PORT ?? 3000));', '$PORT ?? 3000'],
    ['app.listen(Number(process.env.PORT) || 3000);', '$PORT ?? 3000'],
    ["app.listen(parseInt(process.env.PORT ?? '3000', 10));", '$PORT ?? "3000"'],
    ['app.listen(+process.env.PORT!);', '$PORT'],
    ["app.listen(Number('3000'));", '3000'],
    ['app.listen((3000 as number));', '3000'],
    ['app.listen(`3000`);', '"3000"'],
    [`const base = 30;\napp.listen(\`\${base}00\`);`, '"3000"'],
    ['const { PORT } = process.env;\napp.listen(PORT);', '$PORT'],
    ['const { PORT = 3000 } = process.env;\napp.listen(PORT);', '$PORT ?? 3000'],
    ['const { PORT: port } = process.env;\napp.listen(port);', '$PORT'],
    ['const config = { port: 3000 };\napp.listen(config.port);', '3000'],
    [
      'const config = { server: { port: process.env.PORT || 3000 } };\napp.listen(config.server.port);',
      '$PORT ?? 3000',
    ],
    ['const { port } = { port: 3000 };\napp.listen(port);', '3000'],
    ['const port = 3000;\nfunction start() {\n  app.listen(port);\n}\nstart();', '3000'],
    [
      'function start() {\n  const port = process.env.PORT ?? 3000;\n  app.listen(port);\n}\nstart();',
      '$PORT ?? 3000',
    ],
  ])('%s', async (code, expected) => expect(await port(`${APP}${code}\n`)).toBe(expected));
});

describe('what is not followed is unknown', () => {
  it.each([
    ['a variable that is assigned again', 'let port = 3000;\nport = 4000;\napp.listen(port);'],
    ['a parameter', 'function start(port: number) {\n  app.listen(port);\n}\nstart(3000);'],
    [
      'a parameter that hides a constant',
      'const port = 3000;\nconst start = (port: number) => app.listen(port);\nstart(4000);',
    ],
    ['a parameter with a default', 'function start(port = 3000) {\n  app.listen(port);\n}\nstart();'],
    ['a name that nothing declares', 'app.listen(port);'],
    [
      'names in a circle',
      'function start() {\n  const a = b;\n  const b = a;\n  app.listen(a);\n}\nstart();',
    ],
    ['a call of an unknown function', 'app.listen(choosePort());'],
    ['a choice', 'app.listen(process.argv[2] ? 3000 : 4000);'],
    ['an object with a spread', 'const config = { port: 3000, ...overrides };\napp.listen(config.port);'],
    ['a computed key', 'const config = { port: 3000 };\napp.listen(config[key]);'],
    ['a cycle', 'const a = b;\nconst b = a;\napp.listen(a);'],
    ['arithmetic', 'app.listen(3000 * offset);'],
  ])('%s', async (_, code) => expect(await port(`${APP}${code}\n`)).toBe('unknown'));
});

describe('values of other files', () => {
  it.each([
    [
      'a named export',
      "import { PORT } from './config';",
      'app.listen(PORT)',
      { 'src/config.ts': 'export const PORT = 3000;\n' },
    ],
    [
      'an alias',
      "import { PORT as port } from './config.js';",
      'app.listen(port)',
      { 'src/config.ts': 'export const PORT = 3000;\n' },
    ],
    [
      'a namespace',
      "import * as config from './config';",
      'app.listen(config.PORT)',
      { 'src/config.ts': 'export const PORT = 3000;\n' },
    ],
    [
      'a member of an exported object',
      "import { config } from './config';",
      'app.listen(config.port)',
      { 'src/config.ts': 'export const config = { port: 3000 };\n' },
    ],
    [
      'a default export object',
      "import config from './config';",
      'app.listen(config.port)',
      { 'src/config.ts': 'export default { port: 3000 };\n' },
    ],
    [
      'a default export by name',
      "import config from './config';",
      'app.listen(config.port)',
      { 'src/config.ts': 'const config = { port: 3000 };\nexport default config;\n' },
    ],
    [
      'an export clause',
      "import { port } from './config';",
      'app.listen(port)',
      { 'src/config.ts': 'const internal = 3000;\nexport { internal as port };\n' },
    ],
    [
      'a re-export',
      "import { PORT } from './config';",
      'app.listen(PORT)',
      {
        'src/config/index.ts': "export { PORT } from './port';\n",
        'src/config/port.ts': 'export const PORT = 3000;\n',
      },
    ],
    [
      'a re-export of everything',
      "import { PORT } from './config';",
      'app.listen(PORT)',
      {
        'src/config/index.ts': "export * from './other';\nexport * from './port';\n",
        'src/config/other.ts': 'export const HOST = 1;\n',
        'src/config/port.ts': 'export const PORT = 3000;\n',
      },
    ],
    [
      'CommonJS whole',
      "const config = require('./config');",
      'app.listen(config.port)',
      { 'src/config.js': 'module.exports = { port: 3000 };\n' },
    ],
    [
      'CommonJS by name',
      "const { port } = require('./config');",
      'app.listen(port)',
      { 'src/config.js': 'exports.port = 3000;\n' },
    ],
    [
      'CommonJS member',
      "const port = require('./config').port;",
      'app.listen(port)',
      { 'src/config.js': 'const port = 3000;\nmodule.exports = { port };\n' },
    ],
    [
      'an alias of tsconfig',
      "import { PORT } from '@app/config';",
      'app.listen(PORT)',
      {
        'tsconfig.json':
          '{ // comment\n "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"] } } }\n',
        'src/config.ts': 'export const PORT = 3000;\n',
      },
    ],
    [
      'an alias of an extended tsconfig',
      "import { PORT } from '@app/config';",
      'app.listen(PORT)',
      {
        'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@app/*": ["./src/*"] } } }\n',
        'src/tsconfig.json': '{ "extends": "../tsconfig.base.json" }\n',
        'src/config.ts': 'export const PORT = 3000;\n',
      },
    ],
    [
      'a path below baseUrl',
      "import { PORT } from 'config';",
      'app.listen(PORT)',
      {
        'tsconfig.json': '{ "compilerOptions": { "baseUrl": "./src" } }\n',
        'src/config.ts': 'export const PORT = 3000;\n',
      },
    ],
  ] as const)('%s', async (_, head, call, files) =>
    expect(await port(`${head}\n${APP}${call};\n`, files)).toBe('3000'),
  );

  it.each([
    [
      'an export that is assigned again',
      "import { port } from './config';",
      { 'src/config.ts': 'export let port = 3000;\nport = 4000;\n' },
    ],
    ['a package', "import { port } from 'some-package';", {}],
    [
      'a name the file does not export',
      "import { port } from './config';",
      { 'src/config.ts': 'const port = 3000;\n' },
    ],
    [
      'tsconfig files that extend each other',
      "import { port } from '@app/config';",
      {
        'tsconfig.json': '{ "extends": "./other.json" }\n',
        'other.json': '{ "extends": "./tsconfig.json" }\n',
        'src/config.ts': 'export const port = 3000;\n',
      },
    ],
  ] as const)('does not follow %s', async (_, head, files) =>
    expect(await port(`${head}\n${APP}app.listen(port);\n`, files)).toBe('unknown'),
  );
});
