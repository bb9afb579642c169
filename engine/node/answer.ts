import { findDependency } from '../dependencies/dependencies.ts';
import { escaped } from '../escaped.ts';
import type { Model, Service } from '../model.ts';
import type { HealthAnswer } from '../services/health-answer.ts';
import { appGuard } from './app-guards.ts';
import { nestGuard } from './nest-guards.ts';
import { codeFiles, type NodeServed, nodeServed } from './served.ts';

const UNKNOWN: HealthAnswer = { kind: 'unknown' };

/** Libraries that answer paths of their own. */
const LIBRARIES = [
  '@godaddy/terminus',
  'lightship',
  'express-actuator',
  'express-healthcheck',
  'express-status-monitor',
  'fastify-healthcheck',
  'under-pressure',
  '@fastify/under-pressure',
  '@willsoto/nestjs-prometheus',
];
const BUILT_IN = /^\/(\.well-known|graphql|docs|api-docs|swagger|metrics|status|trpc|socket\.io)(\/|$)/;
const STATIC = /\.static\(|serve-?static|koa-static|@fastify\/static|sirv/i;
/** Names of modules are no paths of requests. */
const IMPORTS = /\b(from|require\(|import\(?)\s*['"][^'"]*['"]/g;
/** Where Nest is told a path, which is known as such. */
const KNOWN =
  /@(Controller|Get|All|Post|Put|Patch|Delete|ApiTags|ApiOperation)\([^)]*\)|exclude:\s*\[[^\]]*\]/g;

/** What a Node service answers to GET at a path. */
export function nodeAnswer(asked: string, service: Service, model: Model): HealthAnswer {
  const served = nodeServed(service, model);
  if (!served || BUILT_IN.test(asked)) return UNKNOWN;
  const path = asked.length > 1 ? asked.replace(/\/$/, '') : asked;
  const exact = served.routes.filter((route) => route.path === path);
  const [only, other] = exact;
  if (only && !other && path === asked) {
    const files = [...codeFiles(service, model)].map((file) => ({
      path: file,
      text: model.read(file) ?? '',
    }));
    const guard = () => (served.kind === 'nest' ? nestGuard(only, files, model) : appGuard(only, model));
    return { kind: 'route', guard };
  }
  const isMatched = exact.length > 0 || served.routes.some((route) => mayMatch(route.path, path));
  return isMatched || !isSure(path, served, service, model) ? UNKNOWN : { kind: 'nothing' };
}

/** Whether a path may match one with parameters or wildcards. */
function mayMatch(pattern: string, path: string): boolean {
  if (!/[:*({+?]/.test(pattern)) return false;
  const parts = pattern.split(/:\w+\??|\{[^}]*\}|\*\w*|\([^)]*\)|[+?]/).map(escaped);
  return new RegExp(`^${parts.join('.*')}$`).test(path);
}

/** All routes are known, and no other code names the last part of the path. */
function isSure(path: string, served: NodeServed, service: Service, model: Model): boolean {
  const isBrought = LIBRARIES.some((name) => findDependency(service.dependencies, name));
  if (!served.isComplete || served.routes.length === 0 || isBrought) return false;
  const last = path.split('/').at(-1) ?? '';
  const named = new RegExp(`['"\`/]${escaped(last)}/?['"\`]`);
  return [...codeFiles(service, model)].every((file) => {
    const text = model.read(file) ?? '';
    if (last === '') return !STATIC.test(text);
    const rest = served.kind === 'nest' ? text.replace(KNOWN, '') : withoutRoutes(file, text, served);
    return !named.test(rest.replace(IMPORTS, ''));
  });
}

/** A text without the paths of the routes that are known: what is left may be a route that is not. */
function withoutRoutes(file: string, text: string, { routes }: NodeServed): string {
  const spans = routes.map(({ span }) => span).filter(({ path }) => path === file);
  return spans.reduce((rest, { start, end }) => {
    const call = text.slice(start, end);
    return rest.replace(call, call.replace(/\(\s*(['"])[^'"]*\1/, '('));
  }, text);
}
