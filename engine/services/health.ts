import { versionOf } from '../dependencies/installed.ts';
import { mayReach } from '../dependencies/versions.ts';
import type { Route } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { answersAll, isLightRoute, MIDDLEWARE_GUARDS } from '../node/open-route.ts';
import { nodeServed } from '../node/served.ts';
import { djangoUrls } from '../python/django-urls.ts';
import { isOpenView } from '../python/django-view.ts';
import { type Handler, handlerOf, isLight } from '../python/handler.ts';
import { servedRoutes } from '../python/routes.ts';

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

/** A route made for health checks that answers without a login. */
export interface HealthRoute {
  /** Its whole path. */
  path: string;
  /** The file that registers it. */
  file: string;
  /** It does no work but answer. */
  isLight: boolean;
}

/**
 * The path of a GET route made for health checks that answers without a login, through prefixes that are known; null
 * where there is none. A wrong path fails every deploy, so that a doubt means none.
 */
export function healthPath(service: Service, model: Model): string | null {
  return healthRoutes(service, model)[0]?.path ?? null;
}

/** The routes made for health checks, the most telling first. */
export function healthRoutes(service: Service, model: Model): HealthRoute[] {
  const all = service.framework === 'django' ? djangoRoutes(service, model) : codeRoutes(service, model);
  const found = all.map((route) => ({ ...route, rank: NAMES.indexOf(lastSegment(route.path)) }));
  return found
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
    .map(({ path, file, isLight }) => ({ path, file, isLight }));
}

function djangoRoutes(service: Service, model: Model): HealthRoute[] {
  const urls = djangoUrls(service, model);
  return (urls?.patterns ?? [])
    .filter((pattern) => !/[<]/.test(pattern.path) && urls && isOpenView(pattern, urls, model))
    .map(({ path, span }) => ({ path, file: span.path, isLight: true }));
}

function codeRoutes(service: Service, model: Model): HealthRoute[] {
  if (service.language === 'node') return nodeRoutes(service, model);
  return candidates(service, model).flatMap(({ full, route }) => {
    if (!NAMES.includes(lastSegment(full)) || isGuarded(route, model)) return [];
    const handler = handlerOf(route, model);
    if (handler && answersOnlyText(service, model) && returnsDictionary(handler)) return [];
    return [{ path: full, file: route.span.path, isLight: handler !== null && isLight(handler) }];
  });
}

/**
 * Before 1.1, Flask answers 500 where a route returns a dictionary.
 * https://flask.palletsprojects.com/en/stable/changes/#version-1-1-0
 */
function answersOnlyText({ framework, dependencies }: Service, model: Model): boolean {
  return framework === 'flask' && !mayReach(versionOf(model, dependencies, 'flask'), '1.1');
}

function returnsDictionary({ body }: Handler): boolean {
  const returns = body?.findAll({ rule: { kind: 'return_statement' } }) ?? [];
  return returns.some((node) => node.namedChildren()[0]?.kind() === 'dictionary');
}

/** The GET routes without parameters that nothing guards on the way, with their whole paths. */
function candidates(service: Service, model: Model): { full: string; route: Route }[] {
  return pythonRoutes(service, model).filter(({ full, route }) => isGet(full, route.method));
}

function isGet(path: string, method: string): boolean {
  return method.toLowerCase() === 'get' && !/[{<:*]/.test(path);
}

function lastSegment(path: string): string {
  return (path.replace(/\/$/, '').split('/').pop() ?? '').toLowerCase();
}

/** A middleware that asks for a login or for a host stands in front of every route. */
const PYTHON_GUARDS =
  /add_middleware\([^)]*(auth|session|TrustedHost)|before_request|FastAPI\([^)]*dependencies\s*=/i;

function nodeRoutes(service: Service, model: Model): HealthRoute[] {
  const served = nodeServed(service, model);
  if (served)
    return served.routes.flatMap((route) => {
      const isOpen = NAMES.includes(lastSegment(route.path)) && answersAll(route, served, service, model);
      return isOpen ? [{ path: route.path, file: route.span.path, isLight: isLightRoute(route, model) }] : [];
    });
  return plainRoutes(service, model)
    .filter(({ full, route }) => isGet(full, route.method) && !isGuarded(route, model))
    .map(({ full, route }) => ({ path: full, file: route.span.path, isLight: false }));
}

/** Routes on an application object, where those of its routers are not known. */
function plainRoutes(service: Service, model: Model): { full: string; route: Route }[] {
  return model.factsOf(service, 'route').flatMap((route) => {
    const isApplication = model
      .factsOf(service, 'application')
      .some(({ span, name }) => span.path === route.span.path && name === route.on);
    const above = (model.read(route.span.path) ?? '').slice(0, route.span.start);
    const full = route.path.startsWith('/') ? route.path : `/${route.path}`;
    return isApplication && !MIDDLEWARE_GUARDS.test(above) ? [{ full, route }] : [];
  });
}

/** A route served in several places has a path in each: none of them is sure to be meant. */
function pythonRoutes(service: Service, model: Model): { full: string; route: Route }[] {
  const served = servedRoutes(service, model);
  const main = served ? (model.read(served.application.object.span.path) ?? '') : '';
  if (!served || PYTHON_GUARDS.test(main)) return [];
  return served.routes
    .filter(({ route, dependencies }) => {
      const places = served.routes.filter((other) => other.route === route);
      return dependencies.length === 0 && places.length === 1;
    })
    .map(({ path, route }) => ({ full: path, route }));
}

/** Whether a Python handler's decorators and parameters, or the whole call in ECMAScript, ask for something first. */
function isGuarded(route: Route, model: Model): boolean {
  if (!route.span.path.endsWith('.py')) {
    const text = model.read(route.span.path) ?? '';
    return GUARD.test(text.slice(route.span.start, route.span.end).slice(0, 200));
  }
  const handler = handlerOf(route, model);
  if (!handler) return true;
  const asked = [...handler.decorators, ...(handler.parameters ? [handler.parameters] : [])];
  return asked.some((node) => GUARD.test(node.text()));
}
