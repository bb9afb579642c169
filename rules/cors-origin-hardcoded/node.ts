import type { Model, Service, Span } from '@unblock/engine';
import { isInBranch } from '@unblock/engine/node/branches';
import { calleeOf, named, spanOf } from '@unblock/engine/node/expression';
import { parseNode } from '@unblock/engine/node/parse';
import { type Allowed, causeOf } from './origins.ts';

type Node = ReturnType<typeof parseNode>;

const HINT = /enableCors|\bcors\b/;

/** The permissions that the files of a Node service give. */
export function inNode(service: Service, model: Model): Allowed[] {
  return service.files.flatMap((path) => {
    const text = model.isParsed(path) ? (model.read(path) ?? '') : '';
    if (!HINT.test(text)) return [];
    const root = parseNode(path, text);
    return root
      .findAll({ rule: { any: [{ kind: 'call_expression' }, { kind: 'new_expression' }] } })
      .flatMap((call) => allowedBy(call, path, text, root));
  });
}

function allowedBy(call: Node, path: string, text: string, root: Node): Allowed[] {
  const found = optionsOf(call, text, root);
  if (!found || isInBranch(call, true)) return [];
  const { options, library } = found;
  const origin = property(options, 'origin');
  const credentials = property(options, 'credentials')?.text() === 'true';
  const value = origin ? followed(origin, root) : null;
  if (!value || options.children().some((child) => child.kind() === 'spread_element')) return [];
  const origins = textsOf(value);
  const cause = origins ? causeOf(origins, credentials) : null;
  if (!origins || !cause) return [];
  const span: Span = spanOf(path, value);
  return [{ cause, library, value: span, isList: value.kind() === 'array', origins }];
}

/** The options of a call that lets other sites in, and whose call it is. */
function optionsOf(call: Node, text: string, root: Node): { options: Node; library: string } | null {
  const callee = calleeOf(call)?.text() ?? '';
  const given = named(call.field('arguments') ?? call);
  const object = (node: Node | null | undefined) => {
    const value = node ? followed(node, root) : null;
    return value?.kind() === 'object' ? value : null;
  };
  const as = (options: Node | null, library: string) => (options ? { options, library } : null);
  if (/^cors$/.test(callee) && /['"](cors|hono\/cors|@koa\/cors)['"]/.test(text))
    return as(object(given[0]), 'cors()');
  if (/\.enableCors$/.test(callee)) return as(object(given[0]), 'enableCors()');
  if (
    /\.register$/.test(callee) &&
    /@fastify\/cors|fastify-cors/.test(text) &&
    /cors/i.test(given[0]?.text() ?? '')
  )
    return as(object(given[1]), '@fastify/cors');
  if (/^(await )?NestFactory\.create/.test(callee))
    return as(object(property(object(given[1]), 'cors')), 'NestFactory.create()');
  if (
    /^(Server|SocketServer|SocketIOServer|socketIo|socketio|io)$/i.test(callee) &&
    text.includes('socket.io')
  )
    return as(object(property(object(given.at(-1)), 'cors')), 'Socket.IO');
  return null;
}

function property(object: Node | null | undefined, name: string): Node | null {
  const pair = object
    ?.children()
    .find((child) => child.kind() === 'pair' && child.field('key')?.text().replace(/['"]/g, '') === name);
  return pair?.field('value') ?? null;
}

/** A constant of the file that is given its value once, and is not changed. */
function followed(node: Node, root: Node): Node | null {
  if (node.kind() === 'as_expression') return followed(named(node)[0] ?? node, root);
  if (node.kind() !== 'identifier') return node;
  const name = node.text();
  const declared = root
    .findAll({ rule: { kind: 'variable_declarator' } })
    .filter((entry) => entry.field('name')?.text() === name);
  const changed = new RegExp(
    `(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*(\\.(push|unshift|concat|splice)\\(|\\.\\w+\\s*=(?!=)|=(?![=>]))`,
  );
  const [only] = declared;
  const rest = only ? root.text().replace(only.text(), '') : '';
  const value = only?.field('value');
  const isPlain = declared.length === 1 && value && value.kind() !== 'identifier' && !changed.test(rest);
  // A list stays one; a text becomes one, which nothing but the options may use.
  const isOthers = value?.kind() === 'string' && (only?.field('type') || isUsedElsewhere(root, name));
  return isPlain && !isOthers ? value : null;
}

/** A name has one use beside its declaration. */
function isUsedElsewhere(root: Node, name: string): boolean {
  const kinds = ['identifier', 'shorthand_property_identifier'];
  const uses = root.findAll({ rule: { any: kinds.map((kind) => ({ kind })) } });
  return uses.filter((use) => use.text() === name).length > 2;
}

function textsOf(node: Node): string[] | null {
  if (node.kind() === 'string') return [node.text().slice(1, -1)];
  if (node.kind() !== 'array') return null;
  const items = named(node);
  return items.every((item) => item.kind() === 'string')
    ? items.map((item) => item.text().slice(1, -1))
    : null;
}
