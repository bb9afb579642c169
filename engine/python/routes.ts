import type { Expression, Route, RouterMount } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import type { ApplicationPath } from '../services/application.ts';
import { targetOf } from './names.ts';
import { hidesRoutes } from './routes-hidden.ts';
import { webFiles } from './web.ts';

/** A route of the application that a service runs, with its whole path: `/api/items/{id}`. */
export interface ServedRoute {
  path: string;
  route: Route;
  /** `dependencies=[…]` of the routers it stands on and of the calls that include them. */
  dependencies: Expression[];
}

/** What a Flask or FastAPI application answers. */
export interface Served {
  application: ApplicationPath;
  routes: ServedRoute[];
  /** No other code of the service, and no library that it hands its application to, can add a route. */
  isComplete: boolean;
}

const FRAMEWORKS = ['fastapi', 'flask'];
const APPLICATION = 'application';
/** Routers included deeper than this are a cycle. */
const DEEPEST = 8;

/** The routes of the application that a service runs; null when it is not known, or of another framework. */
export function servedRoutes(service: Service, model: Model): Served | null {
  const { application } = service;
  if (!application || !FRAMEWORKS.includes(application.object.framework)) return null;
  const files = webFiles(model, service);
  if (!files.has(application.object.span.path)) return null;
  const found = model.factsOf(service, 'route').filter(({ span }) => files.has(span.path));
  const mounts = model.factsOf(service, 'router-mount').filter(({ span }) => files.has(span.path));
  const owner = owners(service, model, application, files);
  const places = new Map<string, Router[]>([[APPLICATION, [{ prefix: '', dependencies: [] }]]]);
  let isComplete = !hidesRoutes(files, model, application, found);
  const isFlask = application.object.framework === 'flask';

  const include = (parent: string, at: Router, depth: number): void => {
    for (const mount of mounts) {
      if (owner(mount.span.path, mount.on) !== parent) continue;
      const router = routerOf(mount, owner, model);
      const prefix = router && prefixOf(mount, router.maker, isFlask, model);
      if (!router || prefix === null || depth > DEEPEST) {
        isComplete = false;
        continue;
      }
      const dependencies = [mount.keywords.dependencies, router.maker.keywords.dependencies];
      const place = {
        prefix: at.prefix + prefix,
        dependencies: [...at.dependencies, ...dependencies.filter((entry) => entry !== undefined)],
      };
      places.set(router.key, [...(places.get(router.key) ?? []), place]);
      include(router.key, place, depth + 1);
    }
  };
  for (const at of places.get(APPLICATION) ?? []) include(APPLICATION, at, 0);
  if (mounts.some(({ span, on }) => owner(span.path, on) === null)) isComplete = false;

  const routes = found.flatMap((route) => {
    const on = owner(route.span.path, route.on);
    if (on === null) isComplete = false;
    return (places.get(on ?? '') ?? []).map(({ prefix, dependencies }) => ({
      path: rooted(prefix + route.path),
      route,
      dependencies,
    }));
  });
  return { application, routes, isComplete };
}

interface Router {
  prefix: string;
  dependencies: Expression[];
}

type Maker = Extract<Expression, { kind: 'call' }>;
type Owner = (path: string, name: string) => string | null;

/** Tells what a name of a file is: the application, a router by its place, or null. */
function owners(
  service: Service,
  model: Model,
  { object }: ApplicationPath,
  files: ReadonlySet<string>,
): Owner {
  const made = model.factsOf(service, 'application').filter(({ span }) => files.has(span.path));
  const isOnly = made.length === 1;
  return (path, name) => {
    if (name.includes('.')) return null;
    const target = targetOf(model, path, name);
    if (target?.kind !== 'definition') return null;
    const bound = own(model.module(target.path)?.bindings, target.name);
    if (bound) {
      if (target.path === object.span.path && !object.factory && target.name === object.name)
        return APPLICATION;
      return makerOf(bound, model) ? `${target.path}:${target.name}` : null;
    }
    // A local name of the factory, or a parameter that the only application of the service is given to.
    if (target.path === object.span.path) return object.factory ? APPLICATION : null;
    return isOnly && /^(app|application|api|server)$/.test(target.name) ? APPLICATION : null;
  };
}

function makerOf(bound: Expression, model: Model): Maker | null {
  const producer = model.producer(bound);
  const isRouter = producer && /^(APIRouter|Blueprint)$/.test(producer.name);
  return isRouter && /^(fastapi|flask)(\.|$)/.test(producer.module) ? producer.call : null;
}

/** The router of a mount: `router` or `health.router`. */
function routerOf(mount: RouterMount, owner: Owner, model: Model): { key: string; maker: Maker } | null {
  const { router } = mount;
  const path = mount.span.path;
  if (router?.kind === 'name') {
    const key = router.local ? null : owner(path, router.name);
    return key === null ? null : keyed(key, model);
  }
  if (router?.kind !== 'member' || router.object.kind !== 'name' || router.object.local) return null;
  const target = targetOf(model, path, router.object.name);
  const key = target?.kind === 'module' ? owner(target.path, router.property) : null;
  return key === null ? null : keyed(key, model);
}

function keyed(key: string, model: Model): { key: string; maker: Maker } | null {
  const [path = '', name = ''] = key.split(':');
  const bound = own(model.module(path)?.bindings, name);
  const maker = bound ? makerOf(bound, model) : null;
  return maker ? { key, maker } : null;
}

/** The prefix that a mount gives a router; null where it is not known. Flask's replaces the blueprint's own. */
function prefixOf(mount: RouterMount, maker: Maker, isFlask: boolean, model: Model): string | null {
  const given = mount.keywords.prefix ?? mount.keywords.url_prefix;
  const inner = maker.keywords.prefix ?? maker.keywords.url_prefix;
  const [outerText, innerText] = [given, inner].map((entry) => (entry ? textOf(entry, model) : ''));
  if (mount.keywords['**'] || maker.keywords['**']) return null;
  if (isFlask) return (given ? outerText : innerText) ?? null;
  return outerText == null || innerText == null ? null : outerText + innerText;
}

/** A text in the code, or the one that a setting has where nobody sets it. */
function textOf(expression: Expression, model: Model): string | null {
  const value = model.resolve(expression);
  const literal = value.kind === 'environment' ? value.fallback : value;
  return literal?.kind === 'literal' && typeof literal.value === 'string' ? literal.value : null;
}

function own(record: Record<string, Expression> | undefined, name: string): Expression | null {
  return record && Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}

function rooted(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
