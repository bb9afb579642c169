import { escaped } from '../escaped.ts';
import type { Model, Service } from '../model.ts';
import { nodeAnswer } from '../node/answer.ts';
import { djangoUrls, isHidden } from '../python/django-urls.ts';
import { itemsOf } from '../python/django-values.ts';
import { djangoGuard } from '../python/django-view.ts';
import { type Guard, guardOf } from '../python/guards.ts';
import { type Served, type ServedRoute, servedRoutes } from '../python/routes.ts';

/** What an application answers at a path: `unknown` wherever it cannot be told for sure. */
export type HealthAnswer =
  | { kind: 'unknown' }
  /** A route answers by itself, behind the guard if there is one. */
  | { kind: 'route'; guard: () => Guard | null }
  /** A redirect to the same path with or without its last slash. */
  | { kind: 'redirect'; to: string; status: number }
  /** 404: nothing answers. */
  | { kind: 'nothing' };

const UNKNOWN: HealthAnswer = { kind: 'unknown' };

/** Paths that FastAPI and Flask answer by themselves. */
const BUILT_IN = /^\/(docs|redoc|openapi\.json|static)(\/|$)/;
/** FastAPI's pages about itself, moved to another path: https://fastapi.tiangolo.com/tutorial/metadata/ */
const MOVED = /\b(docs|redoc|openapi)_url\s*=\s*(?!None\b)/;
const LIKE_MOVED = /(docs|redoc|swagger|openapi(\.json)?)\/?$/;

/** What the application of a service answers to GET at a path. */
export function answerAt(path: string, service: Service, model: Model): HealthAnswer {
  const asked = path.split('?')[0] ?? '';
  if (!asked.startsWith('/')) return UNKNOWN;
  if (service.language === 'node') return nodeAnswer(asked, service, model);
  return service.framework === 'django'
    ? djangoAnswer(asked, service, model)
    : codeAnswer(asked, service, model);
}

function codeAnswer(asked: string, service: Service, model: Model): HealthAnswer {
  const served = servedRoutes(service, model);
  if (!served || BUILT_IN.test(asked) || isMoved(asked, served, model)) return UNKNOWN;
  const gets = served.routes.filter(({ route }) => route.method === 'get');
  const exact = gets.filter((entry) => entry.path === asked);
  const [only] = exact;
  if (only)
    return exact.length === 1 ? { kind: 'route', guard: () => guardOf(only, service, model) } : UNKNOWN;
  const variants = [asked, slashed(asked)];
  const mayMatch = gets.some(
    (entry) => isPattern(entry.path) && variants.some((variant) => matches(entry.path, variant)),
  );
  if (!served.isComplete || mayMatch) return UNKNOWN;
  const redirect = redirectOf(asked, served, gets, model);
  return redirect === 'unknown' ? UNKNOWN : (redirect ?? { kind: 'nothing' });
}

/** Whether the application may answer a path with its own documentation. */
function isMoved(asked: string, { application }: Served, model: Model): boolean {
  const text = model.read(application.object.span.path) ?? '';
  return (
    MOVED.test(text) && (LIKE_MOVED.test(asked) || text.includes(`${asked}"`) || text.includes(`${asked}'`))
  );
}

function djangoAnswer(asked: string, service: Service, model: Model): HealthAnswer {
  const urls = djangoUrls(service, model);
  if (!urls) return UNKNOWN;
  const exact = urls.patterns.find((pattern) => matches(pattern.path, asked));
  if (exact)
    return isPattern(exact.path) ? UNKNOWN : { kind: 'route', guard: () => djangoGuard(exact, urls, model) };
  const { settings } = urls;
  if (isHidden(urls, asked)) return UNKNOWN;
  const withSlash = urls.patterns.find((pattern) => matches(pattern.path, `${asked}/`));
  if (!withSlash) return { kind: 'nothing' };
  const common = itemsOf(settings, 'MIDDLEWARE', model).texts.some(({ text }) =>
    /CommonMiddleware$/.test(text),
  );
  const isPlain = common && !isPattern(withSlash.path) && settings.steps('APPEND_SLASH').length === 0;
  return isPlain ? { kind: 'redirect', to: withSlash.path, status: 301 } : UNKNOWN;
}

function redirectOf(
  asked: string,
  { application }: Served,
  gets: readonly ServedRoute[],
  model: Model,
): HealthAnswer | 'unknown' | null {
  const other = slashed(asked);
  const route = gets.find(({ path }) => path === other);
  if (!route) return null;
  const texts = [application.object.span.path, route.route.span.path].map((file) => model.read(file) ?? '');
  if (texts.some((text) => /strict_slashes|redirect_slashes/.test(text))) return 'unknown';
  if (application.object.framework === 'fastapi') return { kind: 'redirect', to: other, status: 307 };
  // Flask sends to the path with a slash, never to the one without.
  return asked.endsWith('/') ? null : { kind: 'redirect', to: other, status: 308 };
}

/** The same path with its last slash, or without it. */
function slashed(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
}

function isPattern(path: string): boolean {
  return /[{<]/.test(path);
}

/** Whether a path may match a pattern: parameters may stand for anything, slashes too. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split(/[{<][^}>]*[}>]/).map(escaped);
  return new RegExp(`^${parts.join('.*')}$`).test(path);
}
