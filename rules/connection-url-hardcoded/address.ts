/** What a connection is made to. */
export type ServerKind = 'database' | 'redis' | 'mongo' | 'amqp' | 'search';

/** The address of a server, as far as it decides what it means on a platform. */
export interface Address {
  kind: ServerKind;
  /** `local`: this machine or its network, which the platform does not have; `remote`: a name that resolves anywhere. */
  reach: 'local' | 'remote' | 'unknown';
  host: string;
  /** The port and the name of the database: with the host, they tell two servers of a kind apart. */
  place: string;
  /** A password that is no placeholder, which no text may show; null where there is none. */
  secret: string | null;
  /** The number of a Redis database, where it is not the first. */
  index: number | null;
  scheme: string;
}

const KINDS: readonly [RegExp, ServerKind][] = [
  [/^(postgres(ql)?|mysql|mariadb|mssql|oracle|cockroachdb)(\+\w+)?$/, 'database'],
  [/^rediss?$/, 'redis'],
  [/^mongodb(\+srv)?$/, 'mongo'],
  [/^(amqps?|pyamqp)$/, 'amqp'],
];
const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|)$/i;
/** Addresses of local networks, which a machine of one's own may reach: https://www.rfc-editor.org/rfc/rfc1918 */
const PRIVATE = /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/;
const PLACEHOLDER =
  /^(<.*>|\[.*\]|\{.*\}|\*+|x+|pass(word)?|passwd|pwd|secret|changeme|change[-_]me|your[-_].*|user(name)?)$/i;

/**
 * Reads the address of a URL; null where it is none of a server known here.
 *
 * @param asked what the URL is given to: an address of the web is one of a server only where a client of it is told so.
 */
export function addressOf(url: string, asked?: ServerKind): Address | null {
  const [, scheme = '', rest = ''] = /^([a-z][\w+]*):\/\/(.*)$/is.exec(url.trim()) ?? [];
  const isSearch = asked === 'search' && /^https?$/.test(scheme);
  const kind = isSearch ? asked : KINDS.find(([pattern]) => pattern.test(scheme))?.[1];
  if (!kind) return null;
  const authority = rest.split(/[/?]/)[0] ?? '';
  const at = rest.lastIndexOf('@', Math.max(authority.length, rest.split('?')[0]?.length ?? 0));
  const credentials = at >= 0 ? rest.slice(0, at) : '';
  const address = (at >= 0 ? rest.slice(at + 1) : rest).split(/[/?]/)[0] ?? '';
  const host = hostOf(address.split(',')[0] ?? '');
  const password = credentials.includes(':') ? credentials.slice(credentials.indexOf(':') + 1) : '';
  const [, port = '', name = ''] = /^[^/]*?(?::(\d+))?(?:\/([^?]*))?(?:\?|$)/.exec(rest.slice(at + 1)) ?? [];
  const index = kind === 'redis' ? Number(/\/(\d+)(\?|$)/.exec(rest.slice(at + 1))?.[1] ?? 0) : 0;
  return {
    kind,
    scheme,
    ...reachOf(host, password),
    place: placeOf(kind, port, name),
    index: index > 0 ? index : null,
  };
}

/** The usual ports. */
export const PORTS: Readonly<Record<ServerKind, number>> = {
  database: 5432,
  redis: 6379,
  mongo: 27017,
  amqp: 5672,
  search: 9200,
};

/** Port and database as one text. */
export function placeOf(kind: ServerKind, port: string, name: string): string {
  return `${port || PORTS[kind]}/${name}`;
}

/** The address that is given by parts. */
export function reachOf(host: string, password: string): Pick<Address, 'host' | 'reach' | 'secret'> {
  const isLocal = LOCAL.test(host);
  // A single word may be the name of another service beside this one.
  const reach = isLocal ? 'local' : host.includes('.') && !PRIVATE.test(host) ? 'remote' : 'unknown';
  const isExample = /(^|\.)example\.(com|org|net)$|^(your|my)[-_]|<|\{/i.test(host);
  return {
    host: host || 'localhost',
    reach: isExample ? 'unknown' : reach,
    secret: password.length > 2 && !PLACEHOLDER.test(password) ? password : null,
  };
}

function hostOf(address: string): string {
  return address.startsWith('[') ? address.slice(0, address.indexOf(']') + 1) : (address.split(':')[0] ?? '');
}

/** A URL without its password. */
export function maskUrl(url: string): string {
  const start = url.indexOf('://') + 3;
  const at = url.lastIndexOf('@');
  const colon = url.indexOf(':', start);
  const masked = start > 2 && colon > 0 && colon < at ? `${url.slice(0, colon + 1)}***${url.slice(at)}` : url;
  return masked.replace(
    /((?:^|[?&\s])(?:\w*password|passwd)\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^&\s]+)/gi,
    '$1***',
  );
}
