import { type Model, maskSecrets, type Service, type Severity, type Span } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';
import { type Address, addressOf, maskUrl, placeOf, reachOf, type ServerKind } from './address.ts';
import { joined } from './celery.ts';
import { isComposeName, namingFile, sharesNetwork } from './compose.ts';
import { type DjangoDatabase, djangoDatabase } from './django.ts';
import { djangoUrls } from './django-servers.ts';
import { type Idle, idleOf } from './idle.ts';
import { runsInside } from './inside.ts';
import { type Parts, partsOf } from './parts.ts';
import { connectionSinks, type Sink } from './sinks.ts';
import { type Written, writtenText } from './written.ts';

/** An address written in the code that the web process connects to. */
export interface Connection {
  /** What an editor would underline, and the file that is patched. */
  span: Span;
  /** What is told the address: `create_engine`. */
  to: string;
  kind: ServerKind;
  address: Address;
  /** The address as texts may show it. */
  shown: string;
  /** How it is written. */
  form:
    | { as: 'text'; written: Written; sink: Sink | null }
    | { as: 'parts'; parts: Parts; sink: Sink }
    | { as: 'django'; database: DjangoDatabase };
  /** What the platform does not have: `local`, a server on the same machine, `compose`, a name of a compose file; `secret`: the repository holds its password. */
  cause: 'local' | 'compose' | 'secret';
  /** The compose file that gives the host its name; null where none does. */
  named: string | null;
  contracts: Contract[];
  severity: Severity;
  /** What nothing does yet that would make it; null for a connection that is made. */
  idle: Idle | null;
  /** Further places that give Celery the same server: they are mended with it. */
  others: Connection[];
}

/** The addresses that a service connects to and that are written in its code, each once. */
export function findConnections(service: Service, model: Model): Connection[] {
  const found = new Map<string, Connection>();
  const all = [
    ...connectionSinks(model, service).flatMap((sink) => fromSink(sink, model) ?? []),
    ...fromDjango(service, model),
  ];
  for (const connection of all) {
    if (connection.cause === 'local' && runsInside(connection.kind, service, model)) continue;
    const { path, start } = connection.span;
    const key = `${path}:${start}`;
    const known = found.get(key);
    // Of several that take one address, an engine says which form of it they need.
    if (!known || (!hasEngine(known) && hasEngine(connection))) found.set(key, connection);
  }
  return joined([...found.values()]).map((connection) => {
    const idle = idleOf(connection, service, model);
    return idle ? { ...connection, idle, severity: 'advice' } : connection;
  });
}

function hasEngine({ form }: Connection): boolean {
  return form.as === 'text' && form.sink !== null && form.sink.engine !== null;
}

function fromSink(sink: Sink, model: Model): Connection | null {
  const written = sink.url ? writtenText(model, sink.url) : null;
  if (sink.url && !written) return null;
  const address = written ? (addressOf(written.text, sink.kind) ?? conninfo(written.text, sink)) : null;
  if (written && address)
    return connection(
      { span: written.span, to: sink.to, shown: maskUrl(written.text), form: { as: 'text', written, sink } },
      address,
      model,
    );
  const parts = !written || sink.kind === 'mongo' ? partsOf(model, sink) : null;
  if (!parts) return null;
  const shown = parts.address.host;
  return connection(
    { span: sink.span, to: sink.to, shown, form: { as: 'parts', parts, sink } },
    parts.address,
    model,
  );
}

/** `host=localhost dbname=shop`: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING */
function conninfo(text: string, { kind, to }: Sink): Address | null {
  const isPossible = kind === 'database' && /connect|Pool/.test(to) && /^\s*\w+\s*=\s*\S/.test(text);
  const part = (name: string) => {
    const [, quoted, plain] =
      new RegExp(`\\b${name}\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|([^\\s']+))`).exec(text) ?? [];
    return quoted ?? plain;
  };
  const host = part('host');
  // Without a host the variable PGHOST decides.
  if (!isPossible || host === undefined) return null;
  const place = placeOf('database', part('port') ?? '', part('dbname') ?? '');
  return { kind: 'database', scheme: '', place, index: null, ...reachOf(host, part('password') ?? '') };
}

function fromDjango(service: Service, model: Model): Connection[] {
  const database = djangoDatabase(service, model);
  const urls = djangoUrls(service, model).flatMap(({ name, written }): Connection[] => {
    const { text, span } = written;
    const address = addressOf(text);
    const form = { as: 'text', written, sink: null } as const;
    const found = address && connection({ span, to: name, shown: maskUrl(text), form }, address, model);
    return found ? [found] : [];
  });
  if (!database) return urls;
  const { start, end } = { start: database.node.range().start.index, end: database.node.range().end.index };
  const whole = connection(
    {
      span: { path: database.path, start, end },
      to: 'DATABASES',
      shown: database.address.host,
      form: { as: 'django', database },
    },
    database.address,
    model,
  );
  return whole ? [whole, ...urls] : urls;
}

type Place = Pick<Connection, 'span' | 'to' | 'shown' | 'form'>;

function connection(place: Place, address: Address, model: Model): Connection | null {
  const { reach, secret, kind } = address;
  const isNeighbour = reach === 'unknown' && isComposeName(address.host, model);
  const cause =
    reach === 'remote' && secret !== null
      ? 'secret'
      : reach === 'local'
        ? reach
        : isNeighbour
          ? 'compose'
          : null;
  // What stands in for a variable serves development; only a password has no place there.
  if (!cause || (fallbackOf(place) && cause !== 'secret')) return null;
  if (cause === 'secret' && secret !== null && isShown(secret, place.span.path, model)) return null;
  const named = namingFile(address.host, model);
  const contracts = model.contracts.filter((contract) => isConcerned(contract, cause, named, model));
  if (contracts.length === 0) return null;
  const isNeeded = cause === 'secret' || kind === 'database' || kind === 'mongo';
  const sink = place.form.as === 'django' ? null : place.form.sink;
  // A cache that the code can do without.
  const weak = sink?.isOptional ? 'advice' : 'important';
  const severity = isNeeded ? 'critical' : weak;
  return { ...place, kind, address, cause, named, contracts, severity, idle: null, others: [] };
}

/** Whether the lines of code that a report shows would show a password, in a form that nobody knows how to mask. */
function isShown(secret: string, path: string, model: Model): boolean {
  const text = model.read(path) ?? '';
  const times = (shown: string) => shown.split(secret).length;
  return times(text) > 1 && times(maskSecrets(text)) === times(text);
}

/** The variable that gives the address where it is set. */
export function fallbackOf({ form }: Pick<Connection, 'form'>): string | null {
  return (form.as === 'text' && form.written.fallbackOf) || null;
}

/** Behind a proxy on the same machine, the database may be there too; compose's names hold where it starts the service. */
function isConcerned(
  { bind, runs, neighbours }: Contract,
  cause: Connection['cause'],
  named: string | null,
  model: Model,
): boolean {
  if (cause === 'secret') return true;
  if (runs.value !== 'server' || bind.value !== 'all-interfaces') return false;
  // A single word may be a service beside it, unless a compose file says whose name it is.
  if (cause === 'compose' && named === null) return neighbours.value === 'dotted';
  return neighbours.value !== 'compose' || (cause === 'local' && !sharesNetwork(model));
}
