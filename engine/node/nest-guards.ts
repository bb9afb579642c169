import { escaped } from '../escaped.ts';
import type { Model } from '../model.ts';
import type { Guard } from '../python/guards.ts';
import { calleeOf, named, spanOf } from './expression.ts';
import { definitionOf } from './nest.ts';
import { decoratorsOf, methodsOf } from './nest-served.ts';
import { type Node, propertyOf } from './options.ts';
import { parseNode } from './parse.ts';
import type { CodeFile, NodeRoute } from './served.ts';

/** Decorators that say nothing of who may ask. */
const NEUTRAL =
  /^(Controller|Get|All|HttpCode|Header|HealthCheck|Injectable|UseGuards|UseInterceptors|UseFilters|SkipThrottle|Throttle|Api\w+|CacheTTL|CacheKey|Redirect|Version)$/;
/** Without a token, a header or a user, the request is refused. */
const REFUSAL =
  /if\s*\(\s*!\s*[\w.?]*(token|auth\w*|bearer|api_?key|session|user|payload|credentials)[\w.?[\]'"]*\s*\)\s*\{?\s*(?:(?:this\.)?logger\.\w+\([^;]*\);?\s*)?(throw\s+new\s+(Unauthorized|Forbidden)Exception|return\s+false)/i;
/** What lets some requests through: a path, a setting, an own rule. */
const EXCEPTIONS =
  /\b(req|request)\.(url|path|originalUrl|route|hostname|ip|method)\b|startsWith\(|process\.env|onfigService|\bconfig\b|excluded|whitelist|allowlist|isDev|matches\(/i;
const PUBLIC = /^!?\s*(this\.)?\w*(public|skip|anonymous|open|noauth|bypass|allow)\w*(\s*===\s*true)?$/i;
const CONTEXT = /getType/;

/** What certainly refuses a request without a login to a route of a Nest application. https://docs.nestjs.com/guards */
export function nestGuard(route: NodeRoute, files: readonly CodeFile[], model: Model): Guard | null {
  const { path } = route.span;
  const root = parseNode(path, model.read(path) ?? '');
  const body = root
    .findAll({ rule: { kind: 'class_body' } })
    .find((node) => node.parent()?.field('name')?.text() === route.className);
  const owner = body?.parent();
  if (!body || !owner) return null;
  const own = methodsOf(body).find(({ method }) => method === route.method)?.decorators ?? [];
  const decorators = [...own, ...decoratorsOf(owner)];
  const names = decorators.map(({ name }) => name).filter((name) => !NEUTRAL.test(name));
  const used = decorators
    .filter(({ name }) => name === 'UseGuards')
    .flatMap(({ call }) => guardsOf(call, path));
  for (const use of [...used, ...globalGuards(files)]) {
    const refusal = refusalOf(use, model);
    if (!refusal) continue;
    const openings = openingsOf(refusal.keys, files, model);
    // A decorator that is not known may let the request through.
    if (names.some((name) => openings.every(({ decorator }) => decorator !== `@${name}()`))) return null;
    if (names.length > 0) continue;
    const [exempt] = openings;
    return {
      name: use.name,
      span: spanOf(use.path, use.node),
      status: refusal.status,
      isOwn: false,
      ...(exempt ? { exempt } : {}),
    };
  }
  return null;
}

interface Use {
  /** As it is written: `JwtAuthGuard`, `AuthGuard('jwt')`. */
  name: string;
  path: string;
  node: Node;
}

/** The guards in front of all routes: `{ provide: APP_GUARD, useClass: X }`, `app.useGlobalGuards(new X())`. */
function globalGuards(files: readonly CodeFile[]): Use[] {
  return files.flatMap(({ path, text }) => {
    if (!/APP_GUARD|useGlobalGuards/.test(text)) return [];
    const root = parseNode(path, text);
    const provided = root.findAll({ rule: { kind: 'object' } }).flatMap((object): Use[] => {
      const guard = propertyOf(object, 'useClass');
      const isGuard = propertyOf(object, 'provide')?.text() === 'APP_GUARD' && guard?.kind() === 'identifier';
      return isGuard && !isConditional(object) ? [{ name: guard.text(), path, node: guard }] : [];
    });
    const used = root.findAll({ rule: { kind: 'call_expression' } }).flatMap((call) => {
      const isUse = /\.useGlobalGuards$/.test(calleeOf(call)?.text() ?? '') && !isConditional(call);
      return isUse ? guardsOf(call, path) : [];
    });
    return [...provided, ...used];
  });
}

/** The guards that a call is given: classes, instances, and those of Passport by their strategy. */
function guardsOf(call: Node, path: string): Use[] {
  return named(call.field('arguments') ?? call).flatMap((given): Use[] => {
    if (given.kind() === 'identifier') return [{ name: given.text(), path, node: given }];
    const callee = calleeOf(given);
    if (given.kind() === 'new_expression' && callee) return [{ name: callee.text(), path, node: given }];
    return /^AuthGuard\(\s*['"]/.test(given.text()) ? [{ name: given.text(), path, node: given }] : [];
  });
}

function isConditional(node: Node): boolean {
  return node
    .ancestors()
    .some((up) => /^(if_statement|ternary_expression|spread_element|switch_case)$/.test(String(up.kind())));
}

/** How a guard refuses, and the metadata that it lets through; null where it is not certain that it refuses. */
function refusalOf({ name, path }: Use, model: Model): { status: 401 | 403; keys: string[] } | null {
  if (name.startsWith('AuthGuard(')) {
    const isPassport = model
      .module(path)
      ?.imports.some(({ local, module }) => local === 'AuthGuard' && module === '@nestjs/passport');
    return isPassport && !/anonymous/.test(name) ? { status: 401, keys: [] } : null;
  }
  const found = definitionOf(model, path, name);
  const text = found ? (model.read(found.path) ?? '') : '';
  const declared = found
    ? parseNode(found.path, text)
        .findAll({ rule: { kind: 'class_declaration' } })
        .find((node) => node.field('name')?.text() === found.name)
    : undefined;
  if (!declared) return null;
  const code = declared.text().replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const isPassport =
    /extends\s+AuthGuard\(\s*['"](?!anonymous)/.test(code) && text.includes('@nestjs/passport');
  if (EXCEPTIONS.test(code) || passesOtherwise(code)) return null;
  if (isPassport && /handleRequest/.test(code) && !/throw/.test(code)) return null;
  const refusal = REFUSAL.exec(code);
  if (!isPassport && !refusal) return null;
  const status =
    !isPassport && (/return/.test(refusal?.[2] ?? '') || refusal?.[3] === 'Forbidden') ? 403 : 401;
  const keys = [...code.matchAll(/eflector\s*\.\s*get\w*(?:<[^(]*>)?\(\s*([\w.'"]+)/g)].map(
    ([, key = '']) => key,
  );
  return { status, keys };
}

/** It lets requests through for another reason than that a route is marked as public. */
function passesOtherwise(code: string): boolean {
  return [...code.matchAll(/if\s*\(((?:[^()]|\([^()]*\))*)\)\s*\{?\s*return\s+true/g)].some(
    ([, condition = '']) =>
      (!PUBLIC.test(condition.trim()) && !CONTEXT.test(condition)) || condition.trim().startsWith('!'),
  );
}

/** The decorators of the repository that set one of the keys: `export const Public = () => SetMetadata(IS_PUBLIC, true)`. */
function openingsOf(
  keys: readonly string[],
  files: readonly CodeFile[],
  model: Model,
): NonNullable<Guard['exempt']>[] {
  return keys.flatMap((key) =>
    files.flatMap(({ path, text }) => {
      if (!text.includes('SetMetadata')) return [];
      const made = new RegExp(
        `export\\s+(?:const\\s+(\\w+)\\s*=\\s*\\(\\s*\\)[^=]*=>|function\\s+(\\w+)\\(\\s*\\)[^{]*\\{\\s*return)\\s*SetMetadata\\(\\s*${escaped(key)}\\s*,\\s*true`,
      ).exec(text);
      const name = made?.[1] ?? made?.[2];
      return name !== undefined && model.module(path) ? [{ decorator: `@${name}()`, path }] : [];
    }),
  );
}
