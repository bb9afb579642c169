import { describe, expect, it } from 'vitest';
import { APP, port } from './values.test-helper.ts';

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
