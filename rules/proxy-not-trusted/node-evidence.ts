import type { Model } from '@unblock/engine';
import { calleeOf, enclosingFunction, expressionOf, named, spanOf } from '@unblock/engine/node/expression';
import { constantOf, holdsIn, mayHave, type Node, propertyOf } from '@unblock/engine/node/options';
import { parseNode } from '@unblock/engine/node/parse';
import type { Evidence } from './evidence.ts';
import { redirectsIn } from './node-redirect.ts';

/** A file without any of these has nothing that depends on a proxy. */
const HINT =
  /express-session|cookie-session|koa-session|ookies\.set\(|express-rate-limit|express-slow-down|@nestjs\/throttler|fastify\/rate-limit|fastify-rate-limit|rate-limiter-flexible|koa-ratelimit|['"]passport-|\b(req|request|ctx)\.(secure|protocol)\b|express-sslify|express-enforces-ssl/;

/** Limiters that know a client by its address, and the option that says otherwise. */
const LIMITERS: Readonly<Record<string, string>> = {
  'express-rate-limit': 'keyGenerator',
  'express-slow-down': 'keyGenerator',
  'koa-ratelimit': 'id',
};
const ADDRESS = /\b(req|request|ctx)\.ip\b/;

interface Place {
  path: string;
  root: Node;
  model: Model;
  /** NODE_ENV is `production` in the process. */
  isProduction: boolean;
}

/** Whether a file, by its words, may depend on a proxy: most need not be parsed for that. */
export function mayDepend(path: string, model: Model): boolean {
  return /\.[cm]?[jt]s$/.test(path) && HINT.test(model.read(path) ?? '');
}

/** What the code of an Express, Nest, Fastify or Koa application takes from a request that is the proxy's. */
export function nodeEvidence(files: Iterable<string>, model: Model, isProduction: boolean): Evidence[] {
  return [...files].flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!model.module(path)) return [];
    const root = parseNode(path, text);
    const place: Place = { path, root, model, isProduction };
    const calls = root.findAll({ rule: { any: [{ kind: 'call_expression' }, { kind: 'new_expression' }] } });
    return [
      ...calls.flatMap((call) => inCall(call, place)),
      ...redirectsIn(path, root, isProduction),
      ...addressesIn(path, root),
      ...guardsIn(path, root, text),
    ];
  });
}

function inCall(call: Node, place: Place): Evidence[] {
  const { path, root, model } = place;
  const callee = calleeOf(call)?.text() ?? '';
  const given = named(call.field('arguments') ?? call);
  const found = (what: Evidence['what'], name: string): Evidence[] => [
    { depends: what === 'limit' ? 'address' : 'scheme', what, name, span: spanOf(path, call) },
  ];
  if (/\bookies\.set$|\bcookies\.set$/.test(callee) && callee.startsWith('ctx.'))
    return isSecure(given[2], place) ? found('cookie', 'ctx.cookies.set({ secure: true })') : [];
  if (/\.consume$/.test(callee) && root.text().includes('rate-limiter-flexible'))
    return ADDRESS.test(given[0]?.text() ?? '') ? found('limit', `${callee}(${given[0]?.text()})`) : [];
  if (/\.register$/.test(callee))
    return isFastifyLimit(given, place) ? found('limit', '@fastify/rate-limit') : [];
  if (call.kind() === 'new_expression' || callee === 'super')
    return isRelativeLogin(call, given, place)
      ? found('oauth', `callbackURL: ${propertyOf(given[0], 'callbackURL')?.text()}`)
      : [];
  if (!/^[\w$.]+$/.test(callee)) return [];
  const maker = model.producer(expressionOf(path, call));
  if (!maker || isConditional(call)) return [];
  const options = constantOf(given[0], root);
  const object = options?.kind() === 'object' ? options : null;
  if (maker.module === 'express-session' && object && !mayHave(object, 'proxy'))
    return isSecure(propertyOf(object, 'cookie'), place) ? found('cookie', 'cookie.secure') : [];
  if (/^(cookie-session|koa-session)$/.test(maker.module) && object && !mayHave(object, 'secureProxy'))
    return isSecure(object, place) ? found('cookie', `${callee}({ secure: true })`) : [];
  const key = Object.hasOwn(LIMITERS, maker.module) ? LIMITERS[maker.module] : undefined;
  if (key !== undefined && isLimit(call, object, given, key, root)) return found('limit', `${callee}(…)`);
  const isStrict = maker.module === 'express-sslify' && !/trust\w*Header/i.test(call.text());
  return isStrict || maker.module === 'express-enforces-ssl' ? found('loop', `${callee}(…)`) : [];
}

/** `secure` is certainly on, and nothing in the same object says that the proxy is trusted. */
function isSecure(node: Node | null | undefined, { root, isProduction }: Place): boolean {
  const object = constantOf(node, root);
  if (object?.kind() !== 'object') return false;
  return (
    holdsIn(isProduction, propertyOf(object, 'secure'), root) === true && !mayHave(object, 'secureProxy')
  );
}

/** A limiter in use, that counts by the address of the request. */
function isLimit(call: Node, object: Node | null, given: Node[], key: string, root: Node): boolean {
  if (given.length > 0 && !object) return false;
  const isOff =
    object && (/^(0|false)$/.test(propertyOf(object, 'max')?.text() ?? '') || mayHave(object, 'skip'));
  const own = object && mayHave(object, key);
  const isByAddress = !own || ADDRESS.test(propertyOf(object, key)?.text() ?? '');
  return !isOff && isByAddress && isUsed(call, root);
}

/** Handed on where it stands, or under a name that something uses. */
function isUsed(call: Node, root: Node): boolean {
  const holder = call.parent();
  if (holder?.kind() !== 'variable_declarator') return true;
  const name = holder.field('name')?.text() ?? '';
  const uses = root
    .findAll({ rule: { any: [{ kind: 'identifier' }, { kind: 'shorthand_property_identifier' }] } })
    .filter((use) => use.text() === name);
  return uses.length > 1 || /^export\b/.test(holder.parent()?.parent()?.text() ?? '');
}

/** `app.register(rateLimit, { max: 100 })`, for all routes. */
function isFastifyLimit([plugin, given]: Node[], { path, root, model }: Place): boolean {
  if (!plugin || !/rate-?limit/i.test(plugin.text())) return false;
  const module = model.module(path)?.imports.find(({ local }) => local === plugin.text())?.module;
  const required = /(?:require|import)\(\s*['"]([^'"]+)['"]/.exec(
    plugin.kind() === 'identifier' ? (constantOf(plugin, root)?.text() ?? '') : plugin.text(),
  )?.[1];
  if (!/^(@fastify\/rate-limit|fastify-rate-limit)$/.test(module ?? required ?? '')) return false;
  const options = constantOf(given, root);
  if (!options) return given === undefined;
  const isGlobal = options.kind() === 'object' && propertyOf(options, 'global')?.text() !== 'false';
  return (
    isGlobal &&
    (!mayHave(options, 'keyGenerator') || ADDRESS.test(propertyOf(options, 'keyGenerator')?.text() ?? ''))
  );
}

/** A strategy of Passport that completes its address from the request: https://www.passportjs.org/packages/passport-oauth2/ */
function isRelativeLogin(call: Node, given: Node[], { path, model }: Place): boolean {
  const options = given[0];
  const address = options?.kind() === 'object' ? propertyOf(options, 'callbackURL') : null;
  if (!options || !/^['"`]\/[^$]*$/.test(address?.text() ?? '') || mayHave(options, 'proxy')) return false;
  const imports = model.module(path)?.imports ?? [];
  const strategy = calleeOf(call)?.text() ?? '';
  const isOAuth = (module: string) => /^passport-(?!jwt|local|http|saml|custom)/.test(module);
  if (strategy !== 'super') return isOAuth(model.producer(expressionOf(path, call))?.module ?? '');
  const heritage =
    call
      .ancestors()
      .find((up) => up.kind() === 'class_declaration')
      ?.text() ?? '';
  const base = /extends\s+PassportStrategy\(\s*(\w+)/.exec(heritage)?.[1];
  return isOAuth(imports.find(({ local }) => local === base)?.module ?? '');
}

/** `${req.protocol}://${req.get('host')}`, where no log line gets it. */
function addressesIn(path: string, root: Node): Evidence[] {
  return root.findAll({ rule: { kind: 'template_string' } }).flatMap((node): Evidence[] => {
    const name = /^`\$\{\s*((?:req|request|ctx)\.protocol)\s*\}:\/\//.exec(node.text())?.[1];
    const isLogged = node
      .ancestors()
      .some((up) => /^(console|\w*log\w*)\./i.test(calleeOf(up)?.text() ?? ''));
    if (name === undefined || isLogged) return [];
    return [{ depends: 'scheme', what: 'url', name: `\${${name}}://…`, span: spanOf(path, node) }];
  });
}

/** The guard of @nestjs/throttler, as all routes or some have it. */
function guardsIn(path: string, root: Node, text: string): Evidence[] {
  if (!text.includes('@nestjs/throttler')) return [];
  return root.findAll({ rule: { kind: 'identifier' } }).flatMap((node): Evidence[] => {
    const around = node.parent();
    const isUsed =
      (around?.kind() === 'pair' && around.field('key')?.text() === 'useClass') ||
      calleeOf(around?.parent() ?? node)?.text() === 'UseGuards';
    if (node.text() !== 'ThrottlerGuard' || !isUsed) return [];
    return [{ depends: 'address', what: 'limit', name: 'ThrottlerGuard', span: spanOf(path, node) }];
  });
}

/** Under a branch in its function: whether it runs is not told. */
function isConditional(call: Node): boolean {
  const around = enclosingFunction(call)?.id();
  for (const up of call.ancestors()) {
    if (up.id() === around) return false;
    if (/^(if_statement|ternary_expression|switch_case|binary_expression)$/.test(String(up.kind())))
      return true;
  }
  return false;
}
