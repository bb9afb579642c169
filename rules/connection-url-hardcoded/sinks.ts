import { parsePython } from '@unblock/codemods/python/parse';
import type { Expression, Model, Service, Span } from '@unblock/engine';
import { migrationEnvironments } from '@unblock/engine/alembic';
import { importedFiles } from '@unblock/engine/imported';
import { celeryFiles } from '@unblock/engine/python/celery-loads';
import { expressionOf } from '@unblock/engine/python/expression';
import { argumentsOf, calleeOf, keyword, type Node, spanOf } from '@unblock/engine/python/tree';
import { entryOf, webFiles } from '@unblock/engine/python/web';
import type { ServerKind } from './address.ts';
import { settingSinks } from './configuration.ts';
import { isCertain, isOptional } from './decided.ts';

/** A place that is told the address of a server. */
export interface Sink {
  path: string;
  /** What an editor would underline. */
  span: Span;
  /** As it is written: `create_engine`, `redis.Redis`. */
  to: string;
  kind: ServerKind;
  /** The URL that is given; null where the address is given by parts, or not at all. */
  url: Expression | null;
  call: Node | null;
  /** It loads its driver by the scheme of the URL: SQLAlchemy. */
  engine: 'sync' | 'async' | null;
  /** It takes a URL in the place of the parts. */
  takesUrl: boolean;
  /** It stands in a `try` that goes on without the server. */
  isOptional: boolean;
  /** It is a client of Redis that takes the number of its database beside the URL. */
  takesIndex: boolean;
}

interface Maker {
  kind: ServerKind;
  /** Keywords that take the URL; the first argument does too. */
  keywords: readonly string[];
  engine?: 'sync' | 'async';
  /** It takes the address by parts as well, and without any connects to this machine. */
  byParts?: true;
  /** It takes no URL at all. */
  onlyParts?: true;
}

const DSN: readonly string[] = ['dsn', 'conninfo'];
const SEARCH = { kind: 'search', keywords: ['hosts'] } as const;
const REDIS = { kind: 'redis', keywords: ['url'] } as const;
const MONGO = { kind: 'mongo', keywords: ['host'], byParts: true } as const;
const POSTGRES = { kind: 'database', keywords: DSN, byParts: true } as const;
const MYSQL = { kind: 'database', keywords: [], byParts: true, onlyParts: true } as const;

/** Functions that connect, by the module they come from and their name in it. */
const MAKERS: Readonly<Record<string, Maker>> = {
  'sqlalchemy.create_engine': { kind: 'database', keywords: ['url'], engine: 'sync' },
  'sqlalchemy.engine.create_engine': { kind: 'database', keywords: ['url'], engine: 'sync' },
  'sqlmodel.create_engine': { kind: 'database', keywords: ['url'], engine: 'sync' },
  'sqlalchemy.ext.asyncio.create_async_engine': { kind: 'database', keywords: ['url'], engine: 'async' },
  'databases.Database': { kind: 'database', keywords: ['url'] },
  'asyncpg.connect': POSTGRES,
  'asyncpg.create_pool': POSTGRES,
  'psycopg2.connect': POSTGRES,
  'psycopg.connect': POSTGRES,
  'psycopg.AsyncConnection.connect': POSTGRES,
  'psycopg_pool.ConnectionPool': { kind: 'database', keywords: DSN },
  'psycopg_pool.AsyncConnectionPool': { kind: 'database', keywords: DSN },
  'pymysql.connect': MYSQL,
  'MySQLdb.connect': MYSQL,
  'mysql.connector.connect': MYSQL,
  'redis.from_url': REDIS,
  'redis.Redis.from_url': REDIS,
  'redis.StrictRedis.from_url': REDIS,
  'redis.asyncio.from_url': REDIS,
  'redis.asyncio.Redis.from_url': REDIS,
  'aioredis.from_url': REDIS,
  'redis.Redis': { kind: 'redis', keywords: [], byParts: true },
  'redis.StrictRedis': { kind: 'redis', keywords: [], byParts: true },
  'redis.asyncio.Redis': { kind: 'redis', keywords: [], byParts: true },
  'pymongo.MongoClient': MONGO,
  'pymongo.mongo_client.MongoClient': MONGO,
  'pymongo.AsyncMongoClient': MONGO,
  'motor.motor_asyncio.AsyncIOMotorClient': MONGO,
  'pika.URLParameters': { kind: 'amqp', keywords: ['url'] },
  'pika.ConnectionParameters': { kind: 'amqp', keywords: [], byParts: true },
  'aio_pika.connect': { kind: 'amqp', keywords: ['url'] },
  'aio_pika.connect_robust': { kind: 'amqp', keywords: ['url'] },
  'elasticsearch.Elasticsearch': SEARCH,
  'elasticsearch.AsyncElasticsearch': SEARCH,
  'opensearchpy.OpenSearch': SEARCH,
  'opensearchpy.AsyncOpenSearch': SEARCH,
};
const MARK =
  /create_(async_)?engine\(|Database\(|psycopg|asyncpg|[rR]edis|Mongo|pika|pymysql|MySQLdb|mysql\.connector|[cC]elery|[eE]lasticsearch|opensearch|SQLALCHEMY_DATABASE_URI|from_(object|pyfile)\(/;

/** Where the processes of a service are told the addresses of its servers. Migrations are another rule's. */
export function connectionSinks(model: Model, service: Service): Sink[] {
  if (service.language !== 'python') return [];
  const migrating = new Set(migrationEnvironments(model, service).map(({ path }) => path));
  return [...filesOf(model, service)].sort().flatMap((path) => {
    const text = model.read(path);
    if (text === null || migrating.has(path) || !MARK.test(text)) return [];
    if (!CALLS.test(text) && !SETS.test(text)) return [];
    const root = parsePython(text);
    if (root.find({ rule: { kind: 'ERROR' } })) return [];
    const calls = root.findAll({ rule: { kind: 'call' } });
    return [
      ...calls.flatMap((call) => inCall(model, service, path, call)),
      ...settingSinks(model, service, path, root),
    ];
  });
}

/** What the web process runs, and what the other start commands load. */
function filesOf(model: Model, service: Service): Set<string> {
  const files = webFiles(model, service);
  for (const entry of service.starts.flatMap((start) => entryOf(model, start)))
    for (const path of [entry, ...importedFiles(model, entry)]) files.add(path);
  for (const path of celeryFiles(model, service)) files.add(path);
  return files;
}

function inCall(model: Model, service: Service, path: string, call: Node): Sink[] {
  const callee = calleeOf(call);
  const last = callee.split('.').pop() ?? '';
  const alias = model.imports(path)?.imports.find(({ local }) => local === callee)?.name ?? last;
  if (!NAMES.has(alias)) return [];
  const producer = model.producer(expressionOf(path, call));
  const maker = producer ? `${producer.module}.${producer.name}` : '';
  const span = { path, ...spanOf(call) };
  const base = {
    path,
    span,
    to: callee,
    call,
    engine: null,
    takesIndex: false,
    takesUrl: true,
    isOptional: isOptional(call),
  };
  const expression = (node: Node | null) => (node ? expressionOf(path, node) : null);
  if (maker === 'celery.Celery' || maker === 'celery.app.Celery') {
    if (!isCertain(call, service, model)) return [];
    return ['broker', 'backend'].flatMap((name): Sink[] => {
      const url = expression(keyword(call, name));
      return url ? [{ ...base, kind: 'redis', url, call: null }] : [];
    });
  }
  const known = Object.hasOwn(MAKERS, maker) ? MAKERS[maker] : undefined;
  if (!known || !isCertain(call, service, model)) return [];
  const [first] = argumentsOf(call);
  const named = known.keywords.map((name) => keyword(call, name)).find((node) => node !== null) ?? null;
  const given = onlyItem(named ?? (first && first.kind() !== 'keyword_argument' ? first : null));
  // Without keywords for a URL, what comes first is a part.
  const url = known.keywords.length > 0 ? expression(given) : null;
  if (!url && !known.byParts) return [];
  return [
    {
      ...base,
      kind: known.kind,
      url,
      engine: known.engine ?? null,
      takesIndex: known.kind === 'redis' && !known.byParts,
      takesUrl: !known.onlyParts,
    },
  ];
}

/** The item of a list that holds one: `Elasticsearch(["http://localhost:9200"])`. */
function onlyItem(node: Node | null): Node | null {
  const items = node?.kind() === 'list' ? node.namedChildren() : [];
  return items.length === 1 ? (items[0] ?? node) : node;
}

const NAMES = new Set(['Celery', ...Object.keys(MAKERS).map((name) => name.split('.').pop() ?? '')]);
/** Without one of these a file is not worth parsing: it calls no maker, nor sets a configuration. */
const CALLS = new RegExp(`\\b(${[...NAMES].join('|')})\\b`);
const SETS = /\.(config|conf)\b/;
