import { describe, expect, it } from 'vitest';
import { inFolder, modelOf } from '../testing.ts';

/** The server calls of one file, in short: `api host:port`, where a host or port that is not given is `-`. */
async function servers(code: string, path = 'server.ts'): Promise<string[]> {
  return inFolder({ 'package.json': '{"dependencies":{"express":"4"}}\n', [path]: code }, async (root) => {
    const model = await modelOf(root);
    const calls = (model.facts(path)?.facts ?? []).filter((fact) => fact.kind === 'server-call');
    return calls.flatMap((call) => {
      const api = model.serverApi(call);
      const [host, port] = [call.host, call.port].map((given) => {
        const value = given && model.resolve(given);
        return value ? (value.kind === 'literal' ? String(value.value) : value.kind) : '-';
      });
      return api ? [`${api} ${host}:${port}`] : [];
    });
  });
}

const EXPRESS = "import express from 'express';\nconst app = express();\n";
const FASTIFY = "import Fastify from 'fastify';\nconst app = Fastify();\n";
const NEST = "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n";

describe('servers', () => {
  it.each([
    ['port', `${EXPRESS}app.listen(3000);`, 'node-http -:3000'],
    ['port and callback', `${EXPRESS}app.listen(3000, () => {});`, 'node-http -:3000'],
    [
      'port, host and callback',
      `${EXPRESS}app.listen(3000, '127.0.0.1', () => {});`,
      'node-http 127.0.0.1:3000',
    ],
    ['port, backlog and callback', `${EXPRESS}app.listen(3000, 511, () => {});`, 'node-http -:3000'],
    ['options', `${EXPRESS}app.listen({ port: 3000, host: 'localhost' });`, 'node-http localhost:3000'],
    ['no argument', `${EXPRESS}app.listen();`, 'node-http -:-'],
    ['a callback only', `${EXPRESS}app.listen(() => {});`, 'node-http -:-'],
    [
      'required express',
      "const express = require('express');\nconst app = express();\napp.listen(3000);",
      'node-http -:3000',
    ],
    [
      'required in one expression',
      "const app = require('express')();\napp.listen(3000);",
      'node-http -:3000',
    ],
    ['http', "import http from 'node:http';\nhttp.createServer(() => {}).listen(3000);", 'node-http -:3000'],
    [
      'http by name',
      "import { createServer } from 'http';\nconst server = createServer();\nserver.listen(3000, 'localhost');",
      'node-http localhost:3000',
    ],
    [
      'https',
      "const https = require('https');\nconst server = https.createServer({}, app);\nserver.listen(443);",
      'node-http -:443',
    ],
    ['Koa', "import Koa from 'koa';\nconst app = new Koa();\napp.listen(3000);", 'node-http -:3000'],
    ['Fastify', `${FASTIFY}app.listen({ port: 3000 });`, 'fastify -:3000'],
    ['Fastify with await', `${FASTIFY}await app.listen({ port: 3000, host: '::1' });`, 'fastify ::1:3000'],
    [
      'Fastify by name',
      "import { fastify } from 'fastify';\nconst app = fastify();\napp.listen({ port: 3000 });",
      'fastify -:3000',
    ],
    [
      'Nest',
      `${NEST}async function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(3000);\n}\n`,
      'nest -:3000',
    ],
    [
      'Nest with a type',
      `${NEST}async function bootstrap() {\n  const app = await NestFactory.create<NestExpressApplication>(AppModule);\n  await app.listen(3000, 'localhost');\n}\n`,
      'nest localhost:3000',
    ],
    [
      'Nest on Fastify',
      `${NEST}async function bootstrap() {\n  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter());\n  await app.listen(3000);\n}\n`,
      'nest-fastify -:3000',
    ],
    [
      'Hono',
      "import { serve } from '@hono/node-server';\nserve({ fetch: app.fetch, port: 3000 });",
      'hono -:3000',
    ],
    ['Bun', 'Bun.serve({ port: 3000, fetch() {} });', 'bun -:3000'],
    [
      'a class around it',
      "import express from 'express';\nclass App {\n  app = express();\n  port = 3000;\n  start() {\n    this.app.listen(this.port);\n  }\n}\nnew App().start();",
      'node-http -:3000',
    ],
    [
      'a class that makes it in its constructor',
      "import express from 'express';\nclass App {\n  private app: express.Application;\n  constructor() {\n    this.app = express();\n  }\n  start() {\n    this.app.listen(process.env.PORT || 3000, 'localhost');\n  }\n}\nnew App().start();",
      'node-http localhost:environment',
    ],
    [
      'the application of a class',
      "import express from 'express';\nclass App {\n  public app = express();\n}\nconst app = new App();\napp.app.listen(3000);",
      'node-http -:3000',
    ],
    [
      'a helper that wraps it',
      "import express from 'express';\nfunction serve(app, port) {\n  app.listen(port, '127.0.0.1');\n}\nserve(express(), 3000);",
      'node-http 127.0.0.1:3000',
    ],
    [
      'a function that makes it',
      "import express from 'express';\nconst createApp = () => {\n  const app = express();\n  app.get('/', (request, response) => {\n    return response.send('');\n  });\n  return app;\n};\ncreateApp().listen(3000);",
      'node-http -:3000',
    ],
    [
      'what an import at run time brings',
      "const { default: express } = await import('express');\nconst app = express();\napp.listen(3000);",
      'node-http -:3000',
    ],
    [
      'an http server around Express',
      "import { createServer } from 'http';\nimport express from 'express';\nconst app = express();\nconst server = createServer(app);\nserver.listen({ port: 3000, host: 'localhost' }, () => {});",
      'node-http localhost:3000',
    ],
    [
      'Nest on Fastify, with the adapter by name',
      `${NEST}async function bootstrap() {\n  const adapter = new FastifyAdapter();\n  const app = await NestFactory.create(AppModule, adapter);\n  await app.listen(3000);\n}\n`,
      'nest-fastify -:3000',
    ],
    [
      'Hono with options by name',
      "import { serve } from '@hono/node-server';\nconst options = { fetch: app.fetch, port: 3000 };\nserve(options);",
      'hono -:3000',
    ],
    [
      'a chain',
      `import express from 'express';\nexpress().use(a).get('/', b).listen(3000);`,
      'node-http -:3000',
    ],
    [
      'Hono with an application of its own',
      "import { serve } from '@hono/node-server';\nserve(app);",
      'hono unknown:unknown',
    ],
    [
      'Hono, told a host',
      "import { serve } from '@hono/node-server';\nserve({ fetch: app.fetch, port: 3000, hostname: '127.0.0.1' }, () => {});",
      'hono 127.0.0.1:3000',
    ],
    [
      'restify',
      "import restify from 'restify';\nconst server = restify.createServer();\nserver.listen(3000);",
      'node-http -:3000',
    ],
    ['polka', "import polka from 'polka';\npolka().get('/', f).listen(3000);", 'node-http -:3000'],
    [
      'json-server',
      "const jsonServer = require('json-server');\nconst server = jsonServer.create();\nserver.listen(3000);",
      'node-http -:3000',
    ],
    ['Elysia', "import { Elysia } from 'elysia';\nnew Elysia().get('/', f).listen(3000);", 'bun -:3000'],
    [
      'Apollo',
      "import { startStandaloneServer } from '@apollo/server/standalone';\nawait startStandaloneServer(server, { listen: { port: 4000 } });",
      'node-http -:4000',
    ],
    [
      'options by name',
      `${EXPRESS}const options = { port: 3000, host: 'localhost' };\napp.listen(options);`,
      'node-http localhost:3000',
    ],
    [
      'Fastify with options by name',
      `${FASTIFY}const options = { port: 3000 };\nawait app.listen(options);`,
      'fastify -:3000',
    ],
    [
      'an object that hides its host',
      `${EXPRESS}app.listen({ port: 3000, ...options });`,
      'node-http unknown:unknown',
    ],
  ])('%s', async (_, code, expected) => expect(await servers(`${code}\n`)).toEqual([expected]));

  it('reads JavaScript, also CommonJS and JSX', async () => {
    expect(await servers("const app = require('express')();\napp.listen(3000);\n", 'server.cjs')).toEqual([
      'node-http -:3000',
    ]);
    expect(await servers(`${EXPRESS}const page = <p>a & b</p>;\napp.listen(3000);\n`, 'server.jsx')).toEqual([
      'node-http -:3000',
    ]);
  });
});

describe('what is no server', () => {
  it.each([
    ['a client socket', "import { io } from 'socket.io-client';\nconst socket = io();\nsocket.listen(3000);"],
    ['a store', 'store.listen(3000);'],
    ['an event', "window.addEventListener('x', () => {});\nhistory.listen(() => {});"],
    ['a parameter', 'export function start(app: Application) {\n  app.listen(3000);\n}'],
    ['serve of another package', "import { serve } from 'inngest/express';\nserve({ client, functions });"],
    [
      'an http client',
      "import http from 'http';\nconst request = http.request({ host: 'localhost', port: 3000 });\nrequest.end();",
    ],
    [
      'a Redis client',
      "import { createClient } from 'redis';\nconst client = createClient({ host: 'localhost' });\nclient.listen('x');",
    ],
    [
      'a class of the repository',
      'class Bus {\n  listen(port: number) {}\n}\nconst bus = new Bus();\nbus.listen(3000);',
    ],
    [
      'a Nest context without HTTP',
      `${NEST}async function run() {\n  const app = await NestFactory.createApplicationContext(AppModule);\n  await app.listen(3000);\n}\n`,
    ],
    ['a comment', `${EXPRESS}// app.listen(3000)`],
    ['a string', `${EXPRESS}console.log('app.listen(3000)');`],
  ])('%s', async (_, code) => expect(await servers(`${code}\n`)).toEqual([]));
});
