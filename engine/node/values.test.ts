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

describe('values behind functions, classes and choices', () => {
  it.each([
    ['const port = Number.isNaN(1) ? 3000 : 3000;\napp.listen(port);', 'unknown'],
    ['const port = process.env.PORT ? Number(process.env.PORT) : 3000;\napp.listen(port);', '$PORT ?? 3000'],
    [
      'const port = process.env.PORT === undefined ? 3000 : process.env.PORT;\napp.listen(port);',
      '$PORT ?? 3000',
    ],
    ['const port = process.env.PORT != null ? +process.env.PORT : 3000;\napp.listen(port);', '$PORT ?? 3000'],
    ['enum Ports { Http = 3000 }\napp.listen(Ports.Http);', '3000'],
    ["enum Hosts { Local = 'localhost' }\napp.listen(Hosts.Local);", '"localhost"'],
    ["const enum Ports { Http = 3000 }\napp.listen(Ports['Http']);", '3000'],
    ['enum Ports { Http }\napp.listen(Ports.Http);', 'unknown'],
    ['const config = { port: 3000 } as const;\napp.listen(config.port);', '3000'],
    ['const config = Object.freeze({ port: 3000 });\napp.listen(config.port);', '3000'],
    ['const config = { port: 3000 } satisfies Config;\napp.listen(config.port);', '3000'],
    ['const getPort = () => 3000;\napp.listen(getPort());', '3000'],
    [
      'const getPort = () => {\n  return process.env.PORT || 3000;\n};\napp.listen(getPort());',
      '$PORT ?? 3000',
    ],
    ['function getPort() {\n  return 3000;\n}\napp.listen(getPort());', '3000'],
    [
      'function getPort() {\n  [1].map((a) => { return a; });\n  return 3000;\n}\napp.listen(getPort());',
      '3000',
    ],
    ['function getPort() {\n  if (x) return 4000;\n  return 3000;\n}\napp.listen(getPort());', 'unknown'],
    ['class Config {\n  static readonly port = 3000;\n}\napp.listen(Config.port);', '3000'],
    [
      'class Config {\n  port = process.env.PORT ?? 3000;\n}\nconst config = new Config();\napp.listen(config.port);',
      '$PORT ?? 3000',
    ],
    [
      'class Config {\n  get port() {\n    return 3000;\n  }\n}\nconst config = new Config();\napp.listen(config.port);',
      '3000',
    ],
    ["app.set('port', process.env.PORT || 3000);\napp.listen(app.get('port'));", '$PORT ?? 3000'],
    ["app.set('port', 3000);\napp.listen(app.get('port'));", '3000'],
    ["app.set('port', 3000);\napp.set('port', 4000);\napp.listen(app.get('port'));", 'unknown'],
    ['const { env } = process;\napp.listen(env.PORT ?? 3000);', '$PORT ?? 3000'],
    ['const env = process.env;\napp.listen(env.PORT || 3000);', '$PORT ?? 3000'],
    ["import { env } from 'node:process';\napp.listen(env.PORT || 3000);", '$PORT ?? 3000'],
    ['const port = parseInt(process.env.PORT as string, 10) || 3000;\napp.listen(port);', '$PORT ?? 3000'],
    [
      "const port = normalizePort(process.env.PORT || '3000');\nfunction normalizePort(val) {\n  const port = parseInt(val, 10);\n  if (isNaN(port)) return val;\n  return port;\n}\napp.listen(port);",
      'unknown',
    ],
    ['const { port = 3000 } = config;\nfunction x() {}\napp.listen(port);', 'unknown'],
    ['const [host, port] = hostAndPort();\napp.listen(port);', 'unknown'],
  ])('%s', async (code, expected) => expect(await port(`${APP}${code}\n`)).toBe(expected));
});

describe('values that a function is given', () => {
  it.each([
    ['function start(port: number) {\n  app.listen(port);\n}\nstart(3000);', '3000'],
    ['const port = 3000;\nconst start = (port: number) => app.listen(port);\nstart(4000);', '4000'],
    ['function start(port = 3000) {\n  app.listen(port);\n}\nstart();', '3000'],
    ['function start(host: string, port: number = 3000) {\n  app.listen(port);\n}\nstart("a");', '3000'],
    ['function start(port = 3000) {\n  app.listen(port);\n}\nstart(process.env.PORT);', '$PORT'],
    [
      'const start = async (port) => {\n  app.listen(port);\n};\nstart(process.env.PORT || 3000).catch(() => {});',
      '$PORT ?? 3000',
    ],
  ])('%s', async (code, expected) => expect(await port(`${APP}${code}\n`)).toBe(expected));
});

describe('values that a schema checks', () => {
  it.each([
    [
      'zod',
      "import { z } from 'zod';\nconst env = z.object({ PORT: z.coerce.number().default(3000) }).parse(process.env);\napp.listen(env.PORT);",
      '$PORT ?? 3000',
    ],
    [
      'zod, in two steps',
      "import { z } from 'zod';\nconst schema = z.object({ PORT: z.string().default('3000') });\nexport const env = schema.parse(process.env);\napp.listen(env.PORT);",
      '$PORT ?? "3000"',
    ],
    [
      'zod without a default',
      "import { z } from 'zod';\nconst env = z.object({ PORT: z.string() }).parse(process.env);\napp.listen(env.PORT);",
      '$PORT',
    ],
    [
      'zod, destructured',
      "import { z } from 'zod';\nconst { PORT } = z.object({ PORT: z.coerce.number().default(3000) }).parse(process.env);\napp.listen(PORT);",
      '$PORT ?? 3000',
    ],
    [
      'zod, safely',
      "import { z } from 'zod';\nconst parsed = z.object({ PORT: z.coerce.number().default(3000) }).safeParse(process.env);\napp.listen(parsed.data.PORT);",
      '$PORT ?? 3000',
    ],
    [
      'envalid',
      "import { cleanEnv, port } from 'envalid';\nconst env = cleanEnv(process.env, { PORT: port({ default: 3000 }) });\napp.listen(env.PORT);",
      '$PORT ?? 3000',
    ],
    [
      't3-env',
      "import { createEnv } from '@t3-oss/env-core';\nconst env = createEnv({ server: { PORT: z.coerce.number().default(3000) }, runtimeEnv: process.env });\napp.listen(env.PORT);",
      '$PORT ?? 3000',
    ],
    [
      'a name that is not checked',
      "import { z } from 'zod';\nconst env = z.object({ HOST: z.string() }).parse(process.env);\napp.listen(env.PORT);",
      'unknown',
    ],
    [
      'another object',
      "import { z } from 'zod';\nconst env = z.object({ PORT: z.coerce.number().default(3000) }).parse(options);\napp.listen(env.PORT);",
      'unknown',
    ],
  ])('%s', async (_, code, expected) => expect(await port(`${APP}${code}\n`)).toBe(expected));
});

describe('values of the package config', () => {
  const code =
    "const config = require('config');\nconst app = require('express')();\napp.listen(config.get('server.port'));\n";
  it.each<[string, Files, string]>([
    ['the default', { 'config/default.json': '{ "server": { "port": 3000 } }' }, '3000'],
    [
      'a module',
      { 'config/default.js': 'module.exports = { server: { port: process.env.PORT || 3000 } };\n' },
      '$PORT ?? 3000',
    ],
    [
      'what production lays over it',
      {
        'config/default.json': '{ "server": { "port": 3000 } }',
        'config/production.json': '{ "server": { "port": 8080 } }',
      },
      '8080',
    ],
    [
      'a variable',
      {
        'config/default.json': '{ "server": { "port": 3000 } }',
        'config/custom-environment-variables.json': '{ "server": { "port": "PORT" } }',
      },
      '$PORT ?? 3000',
    ],
    ['nothing', { 'config/default.json': '{ "server": {} }' }, 'unknown'],
    ['no file', {}, 'unknown'],
  ])('%s', async (_, files, expected) => expect(await port(code, files, 'src/server.js')).toBe(expected));
});

describe("values of Nest's ConfigService", () => {
  const head =
    "import { NestFactory } from '@nestjs/core';\nimport { ConfigService } from '@nestjs/config';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n";
  it.each([
    [
      "const config = app.get(ConfigService);\n  await app.listen(config.get('PORT', 3000));",
      '$PORT ?? 3000',
    ],
    [
      "const config = app.get<ConfigService>(ConfigService);\n  await app.listen(config.get<number>('PORT') ?? 3000);",
      '$PORT ?? 3000',
    ],
    [
      "const configService = app.get(ConfigService);\n  const port = configService.get('PORT') || 3170;\n  await app.listen(port);",
      '$PORT ?? 3170',
    ],
    ["await app.listen(app.get(ConfigService).getOrThrow('PORT'));", '$PORT'],
    ["const config = app.get(ConfigService);\n  await app.listen(config.get('app.port', 3000));", 'unknown'],
    ["const settings = app.get(Settings);\n  await app.listen(settings.get('PORT', 3000));", 'unknown'],
  ])('%s', async (code, expected) =>
    expect(await port(`${head}  ${code}\n}\nbootstrap();\n`)).toBe(expected),
  );
});

describe('what is not followed is unknown', () => {
  it.each([
    ['a variable that is assigned again', 'let port = 3000;\nport = 4000;\napp.listen(port);'],
    [
      'a parameter of an exported function',
      'export function start(port: number) {\n  app.listen(port);\n}\nstart(3000);',
    ],
    [
      'a parameter that is given two values',
      'function start(port: number) {\n  app.listen(port);\n}\nstart(3000);\nstart(4000);',
    ],
    [
      'a parameter of a function that is handed on',
      'function start(port = 3000) {\n  app.listen(port);\n}\nrun(start);',
    ],
    [
      'a parameter behind a spread',
      'function start(host: string, port = 3000) {\n  app.listen(port);\n}\nstart(...both);',
    ],
    [
      'a parameter that leads in a circle',
      'function start(port: number) {\n  app.listen(port);\n  start(port);\n}',
    ],
    [
      'a parameter that is given another value',
      'function start(port = 3000) {\n  port = choose();\n  app.listen(port);\n}\nstart();',
    ],
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
      'a JSON file',
      "import config from '../config/default.json';",
      'app.listen(config.server.port)',
      { 'config/default.json': '{ "server": { "port": 3000 } }' },
    ],
    [
      'a required JSON file',
      "const { server } = require('../config.json');",
      'app.listen(server.port)',
      { 'config.json': '{ "server": { "port": 3000 } }' },
    ],
    [
      'JSON, imported whole',
      "import * as config from '../config.json';",
      'app.listen(config.port)',
      { 'config.json': '{ "port": 3000 }' },
    ],
    [
      'JSON that is exported again',
      "import { config } from './config';",
      'app.listen(config.port)',
      {
        'src/config.ts':
          "import settings from '../config.json';\nexport const config = { ...{}, port: settings.port };\nexport { settings };\n",
        'config.json': '{ "port": 3000 }',
      },
    ],
    [
      'a function of another file',
      "import { getPort } from './config';",
      'app.listen(getPort())',
      { 'src/config.ts': 'export function getPort() {\n  return 3000;\n}\n' },
    ],
    [
      'an arrow function of another file',
      "import getPort from './config';",
      'app.listen(getPort())',
      { 'src/config.ts': 'export default () => 3000;\n' },
    ],
    [
      'a function that gives an object',
      "import configuration from './config';",
      'app.listen(configuration().http.port)',
      { 'src/config.ts': 'export default () => ({ http: { port: 3000 } });\n' },
    ],
    [
      'an enum of another file',
      "import { Ports } from './config';",
      'app.listen(Ports.Http)',
      { 'src/config.ts': 'export enum Ports {\n  Http = 3000,\n}\n' },
    ],
    [
      'a static field of another file',
      "import { Config } from './config';",
      'app.listen(Config.port)',
      { 'src/config.ts': 'export class Config {\n  static port = 3000;\n}\n' },
    ],
    [
      'a package of the workspace',
      "import { PORT } from '@shop/config';",
      'app.listen(PORT)',
      {
        'package.json': '{"dependencies":{"express":"4"},"workspaces":["packages/*"]}',
        'packages/config/package.json': '{"name":"@shop/config","main":"./src/index.ts"}',
        'packages/config/src/index.ts': 'export const PORT = 3000;\n',
      },
    ],
    [
      'an import of the package itself',
      "import { PORT } from '#config';",
      'app.listen(PORT)',
      {
        'package.json':
          '{"dependencies":{"express":"4"},"imports":{"#config":"./src/config.js","#x/*":"./src/x/*.js"}}',
        'src/config.ts': 'export const PORT = 3000;\n',
      },
    ],
    [
      'an assignment in CommonJS after the fact',
      "const config = require('./config');",
      'app.listen(config.port)',
      { 'src/config.js': 'const config = {};\nconfig.port = 3000;\nmodule.exports = config;\n' },
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
