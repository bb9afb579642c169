import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import { type DjangoSettings, djangoSettings } from '@unblock/engine/python/django-settings';
import { expressionOf } from '@unblock/engine/python/expression';
import { argumentsOf, calleeOf, keyword, type Node, spanOf } from '@unblock/engine/python/tree';
import { type Address, placeOf, reachOf } from './address.ts';
import { addressPart, type Part } from './each.ts';
import { entriesOf, literal, onlyValue } from './settings.ts';
import { type Written, writtenText } from './written.ts';

/** The default database of Django's settings, written in place. */
export interface DjangoDatabase {
  path: string;
  /** The dictionary of the default database. */
  node: Node;
  address: Address;
  /** The whole as one URL; null where it does not fit into one. */
  url: string | null;
  /** The parts that are literals in their own places. */
  literals: Part[];
}

const PARTS = ['ENGINE', 'NAME', 'USER', 'PASSWORD', 'HOST', 'PORT'];
const DEFAULT = /^DATABASES\[["']default["']\]$/;

/** What production gives the default database: the entry of the one dictionary, or what an assignment at the end puts there. */
function defaultDatabase(settings: DjangoSettings, model: Model): { path: string; node: Node } | null {
  const step = onlyValue(settings, 'DATABASES', model);
  if (step) {
    const databases = entriesOf(step.value);
    const node = databases?.get('default');
    return node && databases?.size === 1 ? { path: step.statement.path, node } : null;
  }
  const last = settings.steps('DATABASES').at(-1);
  // The file that production names runs to its end after those it imports.
  if (last?.kind !== 'unknown' || last.maybe || last.statement.path !== settings.path) return null;
  const { path } = settings;
  const root = parsePython(model.read(path) ?? '');
  const statement = nodeAt(root, last.statement);
  const assignment =
    statement.kind() === 'assignment' ? statement : statement.find({ rule: { kind: 'assignment' } });
  const node = assignment?.field('right');
  const isLast = root
    .findAll({ rule: { kind: 'identifier', regex: '^DATABASES$' } })
    .every((name) => spanOf(name).start <= last.statement.end);
  return node && isLast && DEFAULT.test(assignment?.field('left')?.text() ?? '') ? { path, node } : null;
}

/** The default database, where its host is written in the settings that production uses. */
export function djangoDatabase(service: Service, model: Model): DjangoDatabase | null {
  const settings = djangoSettings(service, model);
  const found = settings && defaultDatabase(settings, model);
  const entries = entriesOf(found?.node);
  if (!found || !entries) return null;
  const { path, node } = found;
  const texts = new Map([...entries].map(([key, value]) => [key, literal(model, path, value)]));
  const engine = texts.get('ENGINE') ?? '';
  const host = entries.has('HOST') ? texts.get('HOST') : undefined;
  if (!/postgres|mysql/.test(engine) || host === null || host === undefined) return null;
  const password = texts.get('PASSWORD') ?? '';
  const place = placeOf('database', texts.get('PORT') ?? '', texts.get('NAME') ?? '');
  const address: Address = {
    kind: 'database',
    scheme: 'postgres',
    place,
    index: null,
    ...reachOf(host, password),
  };
  const literals = [...entries].flatMap(([key, value]) => addressPart(key, value) ?? []);
  return { path, node, address, url: urlOf(engine, texts), literals };
}

/**
 * The URL that `dj_database_url.parse("postgres://…")` makes the default database of, or that `config(default="postgres://…")`
 * falls back on: https://github.com/jazzband/dj-database-url
 */
export function djangoDatabaseUrl(service: Service, model: Model): Written | null {
  const settings = djangoSettings(service, model);
  const found = settings && defaultDatabase(settings, model);
  if (found?.node.kind() !== 'call' || !/(^|\.)(parse|config)$/.test(calleeOf(found.node))) return null;
  const { path, node } = found;
  const producer = model.producer(expressionOf(path, node));
  if (producer?.module !== 'dj_database_url') return null;
  if (producer.name === 'parse') {
    const [url] = argumentsOf(node);
    return url && url.kind() !== 'keyword_argument' ? writtenText(model, expressionOf(path, url)) : null;
  }
  const fallback = keyword(node, 'default');
  const name = keyword(node, 'env');
  const written = fallback ? writtenText(model, expressionOf(path, fallback)) : null;
  return written && { fallbackOf: (name && literal(model, path, name)) ?? 'DATABASE_URL', ...written };
}

function urlOf(engine: string, texts: ReadonlyMap<string, string | null>): string | null {
  const isPlain = [...texts].every(
    ([key, value]) => PARTS.includes(key) && value !== null && (key === 'ENGINE' || /^[\w.-]*$/.test(value)),
  );
  if (!isPlain || !/^django\.db\.backends\.postgresql(_psycopg2)?$/.test(engine)) return null;
  const get = (key: string) => texts.get(key) ?? '';
  const user = get('USER') ? `${get('USER')}${get('PASSWORD') && `:${get('PASSWORD')}`}@` : '';
  return `postgres://${user}${get('HOST') || 'localhost'}:${get('PORT') || '5432'}/${get('NAME')}`;
}
