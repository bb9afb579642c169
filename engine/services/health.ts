import type { Expression, Route } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { targetOf } from '../python/names.ts';

/** Last segments that name a route made for health checks, the most telling first; `status` may be one of orders. */
const NAMES = [
  'healthz',
  'health',
  'healthy',
  'health-check',
  'healthcheck',
  'livez',
  'readyz',
  'ping',
  'up',
];

/** Words in a route's own lines that say that it asks for something first: a login, a database session. */
const GUARD = /Depends\(|Security\(|login_required|jwt_required|auth|permission|UseGuards|protect|session/i;

/**
 * The path of a GET route made for health checks that answers without a login, through prefixes that are known; null
 * where there is none. A wrong path fails every deploy, so that a doubt means none.
 */
export function healthPath(service: Service, model: Model): string | null {
  const paths = model
    .factsOf(service, 'route')
    .filter((route) => route.method.toLowerCase() === 'get' && !/[{<:*]/.test(route.path))
    .flatMap((route) => {
      const rank = NAMES.indexOf(lastSegment(route.path));
      const full = rank < 0 || isGuarded(route, model) ? null : fullPath(route, service, model);
      return full === null ? [] : [{ full, rank }];
    });
  paths.sort((a, b) => a.rank - b.rank || a.full.length - b.full.length || (a.full < b.full ? -1 : 1));
  return paths[0]?.full ?? null;
}

function lastSegment(path: string): string {
  return (path.replace(/\/$/, '').split('/').pop() ?? '').toLowerCase();
}

/** The whole path of a route on the application, or on a router that the application includes; null where it is not sure. */
function fullPath(route: Route, service: Service, model: Model): string | null {
  const prefix =
    service.language === 'python' ? pythonPrefix(route, service, model) : nodePrefix(route, service, model);
  if (prefix === null) return null;
  const path = prefix + route.path;
  return path.startsWith('/') ? path : `/${path}`;
}

/** A middleware that asks for a login or for a host stands in front of every route. */
const PYTHON_GUARDS = /add_middleware\([^)]*(auth|session|TrustedHost)|before_request|dependencies\s*=/i;
const NODE_GUARDS = /\.use\([^)]*(auth|guard|jwt|session|protect)/i;

function nodePrefix(route: Route, service: Service, model: Model): string | null {
  const isApplication = model
    .factsOf(service, 'application')
    .some(({ span, name }) => span.path === route.span.path && name === route.on);
  const above = (model.read(route.span.path) ?? '').slice(0, route.span.start);
  return isApplication && !NODE_GUARDS.test(above) ? '' : null;
}

function pythonPrefix(route: Route, service: Service, model: Model): string | null {
  const main = service.application?.object.span.path;
  if (!main || PYTHON_GUARDS.test(model.read(main) ?? '')) return null;
  const applications = model.factsOf(service, 'application').filter(({ span }) => span.path === main);
  const bindings = model.module(route.span.path)?.bindings ?? {};
  // In a factory the application is a local name; a router is one of the module.
  const isApplication = (name: string) =>
    applications.some((application) =>
      application.factory ? !(name in bindings) : application.name === name,
    );
  if (route.span.path === main && isApplication(route.on)) return '';
  const maker = bindings[route.on];
  if (maker?.kind !== 'call' || maker.keywords.dependencies) return null;
  const own = maker.keywords.prefix ?? maker.keywords.url_prefix;
  const mounts = model
    .factsOf(service, 'router-mount')
    .filter(({ router }) => router !== null && isRouter(router, route, model));
  const [mount, ...others] = mounts;
  const isPlain = own === undefined || (own.kind === 'literal' && typeof own.value === 'string');
  if (!mount || others.length > 0 || !isPlain || mount.span.path !== main) return null;
  // A Flask blueprint takes the prefix of its registration in the place of its own.
  const inner =
    own?.kind === 'literal' && !(maker.keywords.url_prefix && mount.prefix) ? String(own.value) : '';
  return applications.some(({ name, factory }) => factory || name === mount.on) ? mount.prefix + inner : null;
}

/** Whether an expression of the application's file is the router that a route of another file is registered on. */
function isRouter(expression: Expression, route: Route, model: Model): boolean {
  const { path } = expression.span;
  if (expression.kind === 'name') {
    const target = targetOf(model, path, expression.name);
    return target?.kind === 'definition' && target.path === route.span.path && target.name === route.on;
  }
  if (expression.kind !== 'member' || expression.object.kind !== 'name') return false;
  const target = targetOf(model, path, expression.object.name);
  return target?.kind === 'module' && target.path === route.span.path && expression.property === route.on;
}

/** The decorators and the signature of a Python handler, or the whole call in ECMAScript. */
function isGuarded(route: Route, model: Model): boolean {
  const text = model.read(route.span.path) ?? '';
  if (!route.span.path.endsWith('.py'))
    return GUARD.test(text.slice(route.span.start, route.span.end).slice(0, 200));
  const before = text.slice(0, route.span.start).split('\n').slice(-4).join('\n');
  const decorators = before.slice(before.lastIndexOf('\n\n') + 1);
  const [signature = ''] = /^[\s\S]*?\bdef\b[\s\S]*?:\s*\n/.exec(text.slice(route.span.start)) ?? [];
  return GUARD.test(decorators + signature);
}
