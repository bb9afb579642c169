import { parsePython } from '@unblock/codemods/python/parse';
import type { Span } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { handlerOf } from './handler.ts';
import { targetOf } from './names.ts';
import type { ServedRoute } from './routes.ts';
import { argumentsOf, calleeOf, keyword, type Node, spanOf } from './tree.ts';
import { webFiles } from './web.ts';

/** What certainly refuses a request without a login to a route. */
export interface Guard {
  /** As it is written: `Depends(current_user)`, `@login_required`. */
  name: string;
  span: Span;
  /** The status of its answer. */
  status: 401 | 403 | 302;
  /** It stands on this route alone; else in front of others as well. */
  isOwn: boolean;
  /** The decorator of the repository that the guard lets through. */
  exempt?: { decorator: string; path: string };
}

/** Dependencies that ask for credentials and refuse by themselves: https://fastapi.tiangolo.com/reference/security/ */
const SECURITY = /^(OAuth2\w*|HTTPBearer|HTTPBasic|HTTPDigest|APIKey(Header|Query|Cookie)|OpenIdConnect)$/;
const REFUSAL = /raise\s+\w*HTTPException\([^)]*(40[13]|UNAUTHORIZED|FORBIDDEN)/;
/** A function that looks at the path may let some through. */
const EXCEPTIONS = /\.path\b|\.endpoint\b|\.blueprint\b|url_rule|view_functions|auto_error\s*=\s*False/;
/** Whether it refuses may be a setting, which production has or has not. */
const SETTING =
  /os\.(getenv|environ)|\bDEBUG\b|TESTING|develop|\bif\s+(not\s+)?((self|settings|config|app\.config)\b[.[]|[A-Z][A-Z_\d]+\b)/;
const DEEPEST = 4;

/** The guard in front of a route; null where none certainly refuses. */
export function guardOf(entry: ServedRoute, service: Service, model: Model): Guard | null {
  const isFlask = service.application?.object.framework === 'flask';
  return isFlask ? flaskGuard(entry, service, model) : fastapiGuard(entry, service, model);
}

function fastapiGuard({ route, dependencies }: ServedRoute, service: Service, model: Model): Guard | null {
  const handler = handlerOf(route, model);
  if (!handler) return null;
  const { path } = route.span;
  const own = [...handler.decorators, ...(handler.parameters ? [handler.parameters] : [])];
  for (const node of own) {
    for (const call of node.findAll({ rule: { kind: 'call' } })) {
      const name = refusingDependency(call, path, model, 0);
      if (name) return { name, span: { path, ...spanOf(call) }, status: 401, isOwn: true };
    }
  }
  for (const { span } of [...dependencies, ...applicationDependencies(service, model)]) {
    const root = parsePython(model.read(span.path) ?? '');
    const inside = root
      .findAll({ rule: { kind: 'call' } })
      .filter((call) => spanOf(call).start >= span.start && spanOf(call).end <= span.end);
    for (const call of inside) {
      const name = refusingDependency(call, span.path, model, 0);
      if (name) return { name, span: { path: span.path, ...spanOf(call) }, status: 401, isOwn: false };
    }
  }
  return null;
}

/** `FastAPI(dependencies=[…])` */
function applicationDependencies(service: Service, model: Model): { span: Span }[] {
  const object = service.application?.object;
  if (!object) return [];
  const call = parsePython(model.read(object.span.path) ?? '')
    .findAll({ rule: { kind: 'call' } })
    .find((node) => spanOf(node).start === object.span.start);
  const given = call ? keyword(call, 'dependencies') : null;
  return given ? [{ span: { path: object.span.path, ...spanOf(given) } }] : [];
}

/** `Depends(x)` or `Security(x)` as it is written, where `x` refuses who brings no credentials. */
function refusingDependency(call: Node, path: string, model: Model, depth: number): string | null {
  if (!/^(Depends|Security)$/.test(calleeOf(call))) return null;
  const asked = argumentsOf(call)[0];
  if (asked?.kind() !== 'identifier' || !refuses(asked.text(), path, model, depth)) return null;
  return call.text();
}

function refuses(name: string, path: string, model: Model, depth: number): boolean {
  const target = depth > DEEPEST ? null : targetOf(model, path, name);
  if (target?.kind !== 'definition') return false;
  const bindings = model.module(target.path)?.bindings ?? {};
  const bound = Object.hasOwn(bindings, target.name) ? bindings[target.name] : undefined;
  if (bound) {
    const producer = model.producer(bound);
    const isOptional = producer?.call.keywords.auto_error !== undefined;
    return producer !== null && SECURITY.test(producer.name) && !isOptional;
  }
  const definition = functionNamed(target.name, target.path, model);
  const text = definition?.text() ?? '';
  if (!definition || EXCEPTIONS.test(text) || SETTING.test(text)) return false;
  if (REFUSAL.test(text)) return true;
  const parameters = definition.field('parameters')?.findAll({ rule: { kind: 'call' } }) ?? [];
  return parameters.some((call) => refusingDependency(call, target.path, model, depth + 1) !== null);
}

function functionNamed(name: string, path: string, model: Model): Node | null {
  return (
    parsePython(model.read(path) ?? '')
      .findAll({ rule: { kind: 'function_definition' } })
      .find((node) => node.field('name')?.text() === name) ?? null
  );
}

/** Decorators of libraries that refuse who is not logged in. */
const DECORATORS: readonly { module: RegExp; name: string }[] = [
  { module: /^flask_login/, name: 'login_required' },
  { module: /^flask_jwt_extended/, name: 'jwt_required' },
  { module: /^flask_security/, name: 'auth_required' },
];

function flaskGuard({ route }: ServedRoute, service: Service, model: Model): Guard | null {
  const { path } = route.span;
  const handler = handlerOf(route, model);
  const texts = [...webFiles(model, service)].map((file) => model.read(file) ?? '');
  for (const node of handler?.decorators ?? []) {
    const name = /^@(\w+)(\(\s*\))?$/.exec(node.text())?.[1];
    const target = name ? targetOf(model, path, name) : null;
    const known =
      target?.kind === 'outside' &&
      DECORATORS.find((entry) => entry.module.test(target.module) && entry.name === target.name);
    if (!known) continue;
    // Without a page to log in at, the answer is 401.
    const hasPage = known.name === 'login_required' && texts.some((text) => /login_view\b/.test(text));
    return { name: node.text(), span: { path, ...spanOf(node) }, status: hasPage ? 302 : 401, isOwn: true };
  }
  return hookOf(route.on, path, service, model);
}

/** A function that `@app.before_request` runs first, and that refuses whatever the path. */
function hookOf(on: string, file: string, service: Service, model: Model): Guard | null {
  const main = service.application?.object.span.path ?? '';
  for (const path of new Set([file, main])) {
    const decorators = parsePython(model.read(path) ?? '').findAll({ rule: { kind: 'decorator' } });
    for (const node of decorators) {
      const receiver = /^@(\w+)\.before_request$/.exec(node.text())?.[1];
      const definition = node.parent()?.field('definition');
      const isInFront = receiver === on ? path === file : path === main && receiver === 'app';
      const text = definition?.text() ?? '';
      if (!receiver || !isInFront || EXCEPTIONS.test(text)) continue;
      if (SETTING.test(text) || /request\.method/.test(text)) continue;
      if (/abort\(40[13]\)|,\s*40[13]\b/.test(text))
        return { name: node.text(), span: { path, ...spanOf(node) }, status: 401, isOwn: false };
    }
  }
  return null;
}
