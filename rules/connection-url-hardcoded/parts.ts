import type { Edit } from '@unblock/codemods';
import type { Model } from '@unblock/engine';
import { expressionOf } from '@unblock/engine/python/expression';
import { argumentsOf, type Node, spanOf } from '@unblock/engine/python/tree';
import { type Address, PORTS, placeOf, reachOf, type ServerKind } from './address.ts';
import { addressPart, type Part } from './each.ts';
import type { Sink } from './sinks.ts';

/** An address that a call is given by parts. */
export interface Parts {
  address: Address;
  /** The parts as one URL; null where they do not fit into one. */
  url: string | null;
  /** The arguments that the URL takes the place of. */
  consumed: Node[];
  kept: Node[];
  /** The parts that are literals in their own places. */
  literals: Part[];
}

/** The names of the parts, those first that may be given by position. */
const ORDER: Readonly<Record<ServerKind, readonly string[]>> = {
  redis: ['host', 'port', 'db', 'password'],
  mongo: ['host', 'port'],
  amqp: ['host', 'port'],
  database: [],
  search: [],
};
const ALIASES: Readonly<Record<string, string>> = {
  database: 'db',
  dbname: 'db',
  user: 'user',
  passwd: 'password',
};
/** Arguments that say in another way what to connect to, or how. */
const ELSEWHERE =
  /^(connection_pool|unix_socket_path|username|service|dsn|conninfo|url|credential_provider|authSource|authMechanism|tls\w*|replicaSet)$/;
/** Clients that connect to this machine where nothing is given; the others ask variables of their own first. */
const DEFAULTS_TO_LOCAL: readonly ServerKind[] = ['redis', 'mongo', 'amqp'];
const SCHEMES: Readonly<Record<ServerKind, string>> = {
  database: 'postgresql',
  redis: 'redis',
  mongo: 'mongodb',
  amqp: 'amqp',
  search: 'http',
};

/** The address that the arguments of a call make up; null where it comes from outside the code, or is not known. */
export function partsOf(model: Model, { kind, call, path, takesUrl }: Sink): Parts | null {
  if (!call) return null;
  const values = new Map<string, string | null>();
  const consumed: Node[] = [];
  const kept: Node[] = [];
  const literals: Part[] = [];
  for (const [index, argument] of argumentsOf(call).entries()) {
    if (/splat/.test(String(argument.kind()))) return null;
    const isKeyword = argument.kind() === 'keyword_argument';
    const name = isKeyword ? (argument.field('name')?.text() ?? '') : ORDER[kind][index];
    const isTls = kind !== 'database' && /^ssl/.test(name ?? '');
    if (name === undefined || isTls || ELSEWHERE.test(name)) return null;
    const part = ALIASES[name] ?? name;
    if (!/^(host|port|db|user|password)$/.test(part)) {
      kept.push(argument);
      continue;
    }
    const node = isKeyword ? argument.field('value') : argument;
    const value = node ? model.resolve(expressionOf(path, node)) : null;
    if (value?.kind === 'literal') {
      if (value.value !== null) values.set(part, String(value.value));
    } else values.set(part, null);
    consumed.push(argument);
    const literal = node && isKeyword ? addressPart(name, node) : null;
    if (literal) literals.push(literal);
  }
  const host = values.get('host');
  if (host === null || (host === undefined && !DEFAULTS_TO_LOCAL.includes(kind))) return null;
  if (host?.includes('://')) return null;
  const password = values.get('password') ?? '';
  const index = kind === 'redis' ? Number(values.get('db') ?? 0) : 0;
  const address: Address = {
    kind,
    scheme: SCHEMES[kind],
    ...reachOf(host ?? '', password),
    place: placeOf(kind, values.get('port') ?? '', values.get('db') ?? ''),
    index: index > 0 ? index : null,
  };
  return { address, url: takesUrl ? urlOf(kind, values) : null, consumed, kept, literals };
}

function urlOf(kind: ServerKind, values: ReadonlyMap<string, string | null>): string | null {
  if ([...values.values()].some((value) => value === null || /[\s"'\\{}]/.test(value))) return null;
  const get = (name: string) => encodeURIComponent(values.get(name) ?? '');
  const user =
    get('user') || get('password') ? `${get('user')}${get('password') && `:${get('password')}`}@` : '';
  const host = `${get('host') || 'localhost'}:${get('port') || PORTS[kind]}`;
  const db = get('db') || (kind === 'redis' ? '0' : '');
  return `${SCHEMES[kind]}://${user}${host}${db && `/${db}`}`;
}

/** Puts one URL in the place of the parts; null where the list has something in it that would be lost. */
export function joinParts(text: string, call: Node, { consumed, kept }: Parts, url: string): Edit[] | null {
  const list = call.field('arguments');
  if (
    !list ||
    list.find({ rule: { kind: 'comment' } }) ||
    kept.some((node) => node.kind() !== 'keyword_argument')
  )
    return null;
  const all = argumentsOf(call);
  const isConsumed = (node: Node | undefined) => consumed.some((one) => one.id() === node?.id());
  const [first] = all;
  const edits: Edit[] = [];
  const start = first ? spanOf(first).start : spanOf(list).start + 1;
  if (first && isConsumed(first)) edits.push({ ...spanOf(first), text: url });
  else edits.push({ start, end: start, text: first ? `${url}, ` : url });
  for (const [index, node] of all.entries()) {
    const before = all[index - 1];
    if (!before || !isConsumed(node)) continue;
    // With the comma in front of it.
    edits.push({ start: spanOf(before).end, end: spanOf(node).end, text: '' });
  }
  return edits.every(({ start: from, end }) => !/#/.test(text.slice(from, end))) ? edits : null;
}
