import type { Model } from '../model.ts';
import type { Guard } from '../python/guards.ts';
import { calleeOf, named, spanOf } from './expression.ts';
import { definitionOf } from './nest.ts';
import type { Node } from './options.ts';
import { parseNode } from './parse.ts';
import type { NodeRoute } from './served.ts';

/** Without a token or a user, the answer is 401 or 403. */
const REFUSAL =
  /if\s*\(\s*!\s*[\w.?]*(token|auth\w*|bearer|api_?key|session|user|header)[\w.?[\]'"]*(?:\s*\|\|[^{;]*)?\)\s*\{?\s*(?:return\s+)?(?:await\s+)?res\s*\.\s*(?:status|sendStatus)\(\s*(401|403)/i;
const EXCEPTIONS =
  /\b(req|request|ctx)\.(url|path|originalUrl|route|baseUrl|hostname|ip|method)\b|process\.env|onfig\b|startsWith\(|unless|public|skip/i;

/** What certainly refuses a request without a login before it comes to a route of an application: a middleware above it. */
export function appGuard({ span }: NodeRoute, model: Model): Guard | null {
  const { path } = span;
  const root = parseNode(path, model.read(path) ?? '');
  const calls = root.findAll({ rule: { kind: 'call_expression' } });
  const route = calls.find(
    (call) => call.range().start.index === span.start && call.range().end.index === span.end,
  );
  const object = route ? calleeOf(route)?.field('object')?.text() : undefined;
  const statement = route?.parent();
  if (!route || object === undefined || statement?.kind() !== 'expression_statement') return null;
  for (const call of calls) {
    const isUse = calleeOf(call)?.text() === `${object}.use` && call.range().end.index <= span.start;
    // In the same block, so that it runs whenever the route is registered.
    if (!isUse || call.parent()?.parent()?.id() !== statement.parent()?.id()) continue;
    for (const given of named(call.field('arguments') ?? call)) {
      if (given.kind() === 'string') break;
      const status = statusOf(given, path, root, model);
      if (status !== null)
        return {
          name: `${object}.use(${shortened(given.text())})`,
          span: spanOf(path, call),
          status,
          isOwn: false,
        };
    }
  }
  return null;
}

function shortened(text: string): string {
  return /^[\w.]+$/.test(text) || text.length < 40 ? text : '…';
}

/** The status a middleware refuses with; null where it is not certain that it does. */
function statusOf(given: Node, path: string, root: Node, model: Model): 401 | 403 | null {
  const text = given.text();
  const imports = model.module(path)?.imports ?? [];
  const isFrom = (name: string | undefined, module: RegExp) =>
    imports.some((entry) => entry.local === name && module.test(entry.module));
  if (given.kind() === 'call_expression') {
    const callee = calleeOf(given)?.text() ?? '';
    const isPassport = callee === 'passport.authenticate' && !/anonymous|['"]?failureRedirect|\[/.test(text);
    const isBasic = isFrom(callee, /^express-basic-auth$/) && !/unless|authorizer/.test(text);
    return isPassport || isBasic ? 401 : null;
  }
  if (given.kind() !== 'identifier') return null;
  const found = definitionOf(model, path, text);
  const file =
    found?.path === path ? root : found ? parseNode(found.path, model.read(found.path) ?? '') : null;
  const code = file && found ? functionNamed(file, found.name) : null;
  if (!code || EXCEPTIONS.test(code)) return null;
  const refusal = REFUSAL.exec(code);
  return refusal ? (refusal[2] === '403' ? 403 : 401) : null;
}

function functionNamed(root: Node, name: string): string | null {
  const kinds = [{ kind: 'function_declaration' }, { kind: 'variable_declarator' }];
  const found = root.findAll({ rule: { any: kinds } }).filter((node) => node.field('name')?.text() === name);
  const [only, other] = found;
  return only && !other ? only.text() : null;
}
