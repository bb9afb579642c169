import type { Route } from '../facts.ts';
import type { Model, Service } from '../model.ts';

/** Last segments that name a route made for health checks, the most telling first. */
const NAMES = [
  'healthz',
  'health',
  'livez',
  'live',
  'ping',
  'status',
  'up',
  'ready',
  'readyz',
  'healthcheck',
  '_health',
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
      const rank = NAMES.indexOf(route.path.replace(/\/$/, '').split('/').pop() ?? '');
      const full = rank < 0 || isGuarded(route, model) ? null : fullPath(route, service, model);
      return full === null ? [] : [{ full, rank }];
    });
  paths.sort((a, b) => a.rank - b.rank || a.full.length - b.full.length || (a.full < b.full ? -1 : 1));
  return paths[0]?.full ?? null;
}

/** Only routes on the application itself: what stands between it and a router is not always written in one place. */
function fullPath(route: Route, service: Service, model: Model): string | null {
  const applications = model.factsOf(service, 'application');
  const inFile = applications.filter(({ span }) => span.path === route.span.path);
  const onApplication =
    service.language === 'python'
      ? service.application?.path === route.span.path &&
        inFile.some(({ name, factory }) => name === route.on || factory)
      : inFile.some(({ name }) => name === route.on);
  const text = model.read(route.span.path) ?? '';
  const isGlobal = inFile.some(({ span }) => /dependencies\s*=/.test(text.slice(span.start, span.end)));
  if (!onApplication || isGlobal) return null;
  // A middleware that asks for a login stands in front of every route below it.
  const guards = /\.use\([^)]*(auth|guard|jwt|session|protect)/i;
  if (service.language === 'node' && guards.test(text.slice(0, route.span.start))) return null;
  return route.path.startsWith('/') ? route.path : `/${route.path}`;
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
