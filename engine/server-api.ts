import type { Expression, ServerApi, ServerCall } from './facts.ts';
import type { Model } from './model.ts';
import type { Producer } from './resolve.ts';

const MAKERS: readonly { module: RegExp; name: RegExp; api: ServerApi }[] = [
  { module: /^(flask|dash)$/, name: /^(Flask|Dash)$/, api: 'werkzeug' },
  { module: /^quart$/, name: /^Quart$/, api: 'werkzeug' },
  { module: /^flask_socketio$/, name: /^SocketIO$/, api: 'socketio' },
  { module: /^(node:)?https?$/, name: /^(createServer|Server)$/, api: 'node-http' },
  { module: /^express$/, name: /^(default|express)$/, api: 'node-http' },
  { module: /^(koa|polka)$/, name: /^default$/, api: 'node-http' },
  { module: /^restify$/, name: /^createServer$/, api: 'node-http' },
  { module: /^json-server$/, name: /^create$/, api: 'node-http' },
  { module: /^elysia$/, name: /^(default|Elysia)$/, api: 'bun' },
  { module: /^fastify$/, name: /^(default|fastify)$/, api: 'fastify' },
  { module: /^@nestjs\/core$/, name: /^NestFactory\.create$/, api: 'nest' },
];

/** Where each API listens when it is given no host; null where something else than the call decides. */
export const DEFAULT_HOST: Record<ServerApi, string | null> = {
  uvicorn: '127.0.0.1',
  hypercorn: null,
  werkzeug: '127.0.0.1',
  socketio: '127.0.0.1',
  fastify: 'localhost',
  'nest-fastify': 'localhost',
  waitress: '0.0.0.0',
  aiohttp: '0.0.0.0',
  'node-http': '::',
  nest: '::',
  hono: '::',
  bun: '0.0.0.0',
};

/** The API behind a server call. A receiver of unknown origin is no server: `socket.listen`, `store.listen`. */
export function serverApiOf(model: Model, call: ServerCall): ServerApi | null {
  if (call.api === 'hono') return importedFrom(model, call, 'serve', '@hono/node-server') ? 'hono' : null;
  if (call.api === 'waitress')
    return call.callee !== 'serve' || importedFrom(model, call, 'serve', 'waitress') ? 'waitress' : null;
  if (call.api === 'aiohttp')
    return call.callee !== 'run_app' || importedFrom(model, call, 'run_app', 'aiohttp.web')
      ? 'aiohttp'
      : null;
  if (call.api) return call.api;
  const producer = call.receiver && chainProducer(model, call.receiver);
  if (!producer) return null;
  const maker = MAKERS.find(({ module, name }) => module.test(producer.module) && name.test(producer.name));
  if (maker?.api === 'nest' && producer.call.arguments.some((argument) => isFastifyAdapter(model, argument)))
    return 'nest-fastify';
  return maker?.api ?? null;
}

/** The framework call that made the receiver, for rules that need its arguments. */
export function receiverOf(model: Model, call: ServerCall): Producer | null {
  return call.receiver && model.producer(call.receiver);
}

/** Methods that give back what they are called on: `express().use(a).listen(3000)`. */
const CHAINED = /^(use|get|post|put|delete|patch|all|set|register|group|route|derive|state|decorate|on)$/;

function chainProducer(model: Model, receiver: Expression): Producer | null {
  const isChained =
    receiver.kind === 'call' && receiver.callee.kind === 'member' && CHAINED.test(receiver.callee.property);
  return isChained && receiver.callee.kind === 'member'
    ? chainProducer(model, receiver.callee.object)
    : model.producer(receiver);
}

function isFastifyAdapter(model: Model, argument: Expression): boolean {
  const made = argument.kind === 'name' ? (argument.local ?? argument) : argument;
  if (made.kind === 'call') return made.callee.kind === 'name' && made.callee.name === 'FastifyAdapter';
  return made.kind === 'name' && model.producer(made)?.name === 'FastifyAdapter';
}

function importedFrom(model: Model, call: ServerCall, name: string, module: string): boolean {
  const imports = model.module(call.span.path)?.imports ?? [];
  return imports.some((entry) => entry.local === name && entry.module === module);
}
