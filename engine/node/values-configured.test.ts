import { describe, expect, it } from 'vitest';
import type { Files } from '../testing.ts';
import { APP, port } from './values.test-helper.ts';

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
