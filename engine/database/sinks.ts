import { parsePython } from '@unblock/codemods/python/parse';
import { migrationEnvironments } from '../alembic.ts';
import type { Model, Service } from '../model.ts';
import { expressionOf } from '../python/expression.ts';
import { isUnderMain } from '../python/scheduler.ts';
import { argumentsOf, calleeOf, keyword, type Node } from '../python/tree.ts';
import { webFiles } from '../python/web.ts';
import { isBesideApplication } from '../services/beside-application.ts';
import type { EngineKind } from './driver.ts';
import { traceUrl, type UrlTrace } from './trace.ts';

/** A place where SQLAlchemy is told which database to use. */
export interface DatabaseSink {
  path: string;
  /** The URL, as it is given. */
  node: Node;
  kind: EngineKind;
  /** What it is given to: `create_async_engine`. */
  to: string;
  trace: UrlTrace;
}

const MARK = /create_(async_)?engine\(|SQLALCHEMY_DATABASE_URI|sqlalchemy\.url/;

/** Where the web process and the migrations of a service tell SQLAlchemy which database to use. */
export function databaseSinks(model: Model, service: Service): readonly DatabaseSink[] {
  if (service.language !== 'python') return [];
  const services = SINKS.get(model) ?? new Map<Service, DatabaseSink[]>();
  SINKS.set(model, services);
  const sinks = services.get(service) ?? findSinks(model, service);
  services.set(service, sinks);
  return sinks;
}

/** Several rules ask for the databases of the same service. */
const SINKS = new WeakMap<Model, Map<Service, DatabaseSink[]>>();

function findSinks(model: Model, service: Service): DatabaseSink[] {
  const environments = migrationEnvironments(model, service).map(({ path }) => path);
  const marked = service.files.filter((path) => MARK.test(model.read(path) ?? ''));
  const web = marked.length > 0 ? webFiles(model, service) : [];
  // Flask loads a class of configuration by its name, without an import.
  const configured = marked.filter(
    (path) =>
      model.read(path)?.includes('SQLALCHEMY_DATABASE_URI') && !isBesideApplication(service, model, path),
  );
  const files = new Set([...environments, ...web, ...configured]);
  return [...files].sort().flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!MARK.test(text)) return [];
    const root = parsePython(text);
    if (root.find({ rule: { kind: 'ERROR' } })) return [];
    const found = [...inCalls(model, path, root), ...inAssignments(model, path, root)];
    const isStarted = mayBeMain(service, path);
    return found
      .filter(({ node }) => isStarted || !isUnderMain(node))
      .map((sink) => ({ ...sink, path, trace: traceUrl(model, path, root, sink.node) }));
  });
}

/** Whether a file may be the one that is run by its name: what stands under `__main__` is no part of a server's process. */
function mayBeMain({ starts }: Service, path: string): boolean {
  return (
    starts.length === 0 ||
    starts.some(({ server }) => server === null || (server.program === 'python' && server.entry === path))
  );
}

type Found = Pick<DatabaseSink, 'node' | 'kind' | 'to'>;

function inCalls(model: Model, path: string, root: Node): Found[] {
  const isAsyncEnvironment =
    root.find({ rule: { kind: 'identifier', regex: '^(async_engine_from_config|create_async_engine)$' } }) !==
    null;
  return root.findAll({ rule: { kind: 'call' } }).flatMap((call): Found[] => {
    const to = calleeOf(call).split('.').pop() ?? '';
    const given = argumentsOf(call);
    if (to === 'create_engine' || to === 'create_async_engine') {
      const producer = model.producer(expressionOf(path, call));
      const node = keyword(call, 'url') ?? given[0];
      if (
        !node ||
        node.kind() === 'keyword_argument' ||
        !/^(sqlalchemy|sqlmodel)(\.|$)/.test(producer?.module ?? '')
      )
        return [];
      const isWrapped = calleeOf(call.parent()?.parent() ?? call) === 'AsyncEngine';
      return [{ node, to, kind: to === 'create_async_engine' || isWrapped ? 'async' : 'sync' }];
    }
    const kind = isAsyncEnvironment ? 'async' : 'sync';
    if (to === 'set_main_option' && isText(given[0], 'sqlalchemy.url') && given[1])
      return [{ node: given[1], to, kind }];
    const uri = /^(update|from_mapping)$/.test(to) ? keyword(call, 'SQLALCHEMY_DATABASE_URI') : null;
    return uri ? [{ node: uri, to: 'SQLALCHEMY_DATABASE_URI', kind: 'sync' }] : [];
  });
}

/** Flask-SQLAlchemy's setting, in the configuration or in a class of it; a URL set in a section of Alembic's. */
function inAssignments(model: Model, path: string, root: Node): Found[] {
  return root.findAll({ rule: { kind: 'assignment' } }).flatMap((assignment): Found[] => {
    const [left, node] = [assignment.field('left'), assignment.field('right')];
    if (!left || !node) return [];
    const key = left.kind() === 'subscript' ? left.field('subscript') : null;
    if (isText(key, 'sqlalchemy.url')) {
      const isAsync =
        root.find({ rule: { kind: 'identifier', regex: '^async_engine_from_config$' } }) !== null;
      return [{ node, to: 'engine_from_config', kind: isAsync ? 'async' : 'sync' }];
    }
    const to = 'SQLALCHEMY_DATABASE_URI';
    if (isText(key, to)) return [{ node, to, kind: 'sync' }];
    const holder = assignment.ancestors().find((up) => up.kind() === 'class_definition');
    const name = holder?.field('name')?.text() ?? '';
    const summary = model.module(path)?.classes[name];
    const isConfiguration = left.text() === to && summary !== undefined && !model.isSettings(summary, path);
    return isConfiguration ? [{ node, to, kind: 'sync' }] : [];
  });
}

function isText(node: Node | null | undefined, text: string): boolean {
  return node?.kind() === 'string' && node.text().slice(1, -1) === text;
}
