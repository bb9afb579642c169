import { describe, expect, it } from 'vitest';
import { APP, port } from './values.test-helper.ts';

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
