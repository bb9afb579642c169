import type { Model, Service } from '../model.ts';
import { type Served, type ServedRoute, servedRoutes } from '../python/routes.ts';

/** What an application answers at a path: `unknown` wherever it cannot be told for sure. */
export type HealthAnswer =
  | { kind: 'unknown' }
  /** A route answers by itself. */
  | { kind: 'route'; served: ServedRoute }
  /** A redirect to the same path with or without its last slash. */
  | { kind: 'redirect'; to: string; status: number }
  /** 404: nothing answers. */
  | { kind: 'nothing'; served: Served };

/** Paths that FastAPI and Flask answer by themselves. */
const BUILT_IN = /^\/(docs|redoc|openapi\.json|static)(\/|$)/;

/** What the application of a service answers to GET at a path. */
export function answerAt(path: string, service: Service, model: Model): HealthAnswer {
  const unknown: HealthAnswer = { kind: 'unknown' };
  const served = service.language === 'python' ? servedRoutes(service, model) : null;
  const asked = path.split('?')[0] ?? '';
  if (!served || !asked.startsWith('/') || BUILT_IN.test(asked)) return unknown;
  const gets = served.routes.filter(({ route }) => route.method === 'get');
  const exact = gets.filter((entry) => entry.path === asked);
  const [only] = exact;
  if (only) return exact.length === 1 ? { kind: 'route', served: only } : unknown;
  if (!served.isComplete || gets.some((entry) => isPattern(entry.path) && matches(entry.path, asked)))
    return unknown;
  const redirect = redirectOf(asked, served, gets, model);
  return redirect === 'unknown' ? unknown : (redirect ?? { kind: 'nothing', served });
}

function redirectOf(
  asked: string,
  { application }: Served,
  gets: readonly ServedRoute[],
  model: Model,
): HealthAnswer | 'unknown' | null {
  const other = asked.endsWith('/') ? asked.slice(0, -1) : `${asked}/`;
  const route = gets.find(({ path }) => path === other);
  if (!route) return null;
  const texts = [application.object.span.path, route.route.span.path].map((file) => model.read(file) ?? '');
  if (texts.some((text) => /strict_slashes|redirect_slashes/.test(text))) return 'unknown';
  if (application.object.framework === 'fastapi') return { kind: 'redirect', to: other, status: 307 };
  // Flask sends to the path with a slash, never to the one without.
  return asked.endsWith('/') ? null : { kind: 'redirect', to: other, status: 308 };
}

function isPattern(path: string): boolean {
  return /[{<]/.test(path);
}

/** Whether a path may match a pattern: parameters may stand for anything, slashes too. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split(/[{<][^}>]*[}>]/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}/?$`).test(path);
}
