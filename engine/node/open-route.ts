import type { Model, Service } from '../model.ts';
import { decoratorsOf, methodsOf } from './nest-served.ts';
import { parseNode } from './parse.ts';
import { codeFiles, type NodeRoute, type NodeServed } from './served.ts';

/** A middleware that may ask for a login, in front of what stands below it. */
export const MIDDLEWARE_GUARDS = /\.use\([^)]*(auth|guard|jwt|session|protect)/i;
/** The same in front of every path. */
const ROOT_GUARDS = /\.use\(\s*(?!['"`])[^)]*(auth(?!or)|guard|jwt|protect)/i;
const GLOBAL = /APP_GUARD|useGlobalGuards|\.apply\(/;
/** Guards that let a request without a login through. */
const HARMLESS = /useClass:\s*(\w*Throttler\w*|RolesGuard)\b/;
const PUBLIC = /^(Public|SkipAuth|AllowAnonymous|NoAuth|IsPublic|Unprotected|Anonymous)$/;
const GUARD = /auth|permission|protect|guard|session|jwt/i;
const WORK = /await|\.then\(|Promise|prisma|repository|\.query\(|this\.(?!logger)|mongoose|redis/i;

/** Whether a route answers everybody: nothing that may ask for a login stands in front of it. */
export function answersAll(
  route: NodeRoute,
  { kind, file }: Pick<NodeServed, 'kind' | 'file'>,
  service: Service,
  model: Model,
): boolean {
  const text = model.read(route.span.path) ?? '';
  if (kind === 'app') {
    const call = text.slice(route.span.start, route.span.end).slice(0, 200);
    const above = text.slice(0, route.span.start);
    const main = file === route.span.path ? '' : (model.read(file) ?? '');
    return !GUARD.test(call) && !ROOT_GUARDS.test(above) && !ROOT_GUARDS.test(main);
  }
  const decorators = decoratorsOfRoute(route, text);
  if (!decorators || decorators.some((name) => name === 'UseGuards')) return false;
  const guards = fileTexts(service, model).filter((other) => GLOBAL.test(other) && !HARMLESS.test(other));
  return guards.length === 0 || decorators.some((name) => PUBLIC.test(name));
}

function fileTexts(service: Service, model: Model): string[] {
  return [...codeFiles(service, model)].map((path) => model.read(path) ?? '');
}

function decoratorsOfRoute({ className, method, span }: NodeRoute, text: string): string[] | null {
  const body = parseNode(span.path, text)
    .findAll({ rule: { kind: 'class_body' } })
    .find((node) => node.parent()?.field('name')?.text() === className);
  const owner = body?.parent();
  if (!body || !owner) return null;
  const own = methodsOf(body).find((entry) => entry.method === method)?.decorators ?? [];
  return [...own, ...decoratorsOf(owner)].map(({ name }) => name);
}

/** Whether a route does nothing but answer. */
export function isLightRoute({ span, className, method }: NodeRoute, model: Model): boolean {
  const text = model.read(span.path) ?? '';
  if (className === '')
    return (
      !WORK.test(text.slice(span.start, span.end)) && /=>|function/.test(text.slice(span.start, span.end))
    );
  const found = parseNode(span.path, text)
    .findAll({ rule: { kind: 'method_definition' } })
    .find((node) => node.field('name')?.text() === method && node.range().start.index >= span.end);
  return found !== undefined && !WORK.test(found.text());
}
