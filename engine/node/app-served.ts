import type { Model, Service } from '../model.ts';
import { webFiles } from '../python/web.ts';
import { webStarts } from '../services/web.ts';
import { calleeOf, named, spanOf } from './expression.ts';
import { type Node, propertyOf } from './options.ts';
import { parseNode } from './parse.ts';
import { type CodeFile, joined, type NodeRoute, type NodeServed } from './served.ts';

/** What answers paths that no route has: a single page, a proxy, a framework's own server. */
const OTHERS =
  /sendFile\(|sendfile\(|ProxyMiddleware|http-proxy|connect-history|fallthrough|\bnext\(\s*\{|\.getRequestHandler\(|@fastify\/autoload|\.all\(\s*['"`]?\*/;
const ROUTERS = /^(express\.Router|Router|new Router|new Hono|new KoaRouter|new OpenAPIHono)$/;
const DEEPEST = 6;

interface Walk {
  model: Model;
  files: ReadonlySet<string>;
  routes: NodeRoute[];
  isKnown: boolean;
  roots: Map<string, Node>;
}

/** The GET routes of an Express, Fastify, Koa or Hono application, through the routers that it mounts. */
export function appServed(service: Service, model: Model, files: readonly CodeFile[]): NodeServed | null {
  const web = webFiles(model, service);
  const applications = model
    .factsOf(service, 'application')
    .filter(({ span, framework }) => /^(express|fastify|koa|hono)$/.test(framework) && web.has(span.path));
  // A router of Hono, or an application below another one, is made by the same call.
  const entries = webStarts(service).flatMap(({ server }) => server?.entry ?? []);
  const started = applications.filter(({ span }) => entries.includes(span.path));
  const [application, other] = started.length > 0 ? started : applications;
  if (!application || other || application.name === '') return null;
  const walk: Walk = { model, files: web, routes: [], isKnown: true, roots: new Map() };
  collect(walk, application.span.path, application.name, '', 0);
  return {
    kind: 'app',
    file: application.span.path,
    routes: walk.routes,
    isComplete: walk.isKnown && !files.some(({ text }) => OTHERS.test(text)),
  };
}

/** The routes that a file registers on an object of its own, and those of the routers mounted there. */
function collect(walk: Walk, path: string, name: string, prefix: string, depth: number): void {
  const root = rootOf(walk, path);
  if (!root || depth > DEEPEST) {
    walk.isKnown = false;
    return;
  }
  for (const call of root.findAll({ rule: { kind: 'call_expression' } })) {
    const callee = calleeOf(call);
    if (callee?.kind() !== 'member_expression' || callee.field('object')?.text() !== name) continue;
    const method = callee.field('property')?.text() ?? '';
    const given = named(call.field('arguments') ?? call);
    if (method === 'get' || method === 'all') addRoute(walk, path, call, given, prefix);
    else if (method === 'use' || method === 'route') mount(walk, path, root, given, prefix, depth);
    else if (method === 'register') register(walk, given);
  }
}

function rootOf({ model, roots }: Walk, path: string): Node | null {
  const known = roots.get(path);
  if (known) return known;
  const text = model.read(path);
  if (text === null || !model.module(path)) return null;
  const root = parseNode(path, text);
  roots.set(path, root);
  return root;
}

function addRoute(walk: Walk, path: string, call: Node, given: readonly Node[], prefix: string): void {
  const [first] = given;
  if (!first || given.length < 2) return;
  const items = first.kind() === 'array' ? named(first) : [first];
  for (const item of items) {
    if (item.kind() !== 'string') walk.isKnown = false;
    else
      walk.routes.push({
        path: joined(prefix, item.text().slice(1, -1)),
        span: spanOf(path, call),
        className: '',
        method: '',
      });
  }
}

/** `app.use('/api', router)`, `app.use(router.routes())`, `app.route('/api', hono)`. */
function mount(
  walk: Walk,
  path: string,
  root: Node,
  given: readonly Node[],
  prefix: string,
  depth: number,
): void {
  const [first] = given;
  const isPath = first?.kind() === 'string';
  if (first && /^(template_string|array|regex)$/.test(String(first.kind()))) walk.isKnown = false;
  const base = isPath ? joined(prefix, first.text().slice(1, -1)) : prefix;
  for (const handler of isPath ? given.slice(1) : given) {
    const router = routerOf(walk, path, root, handler);
    if (router) collect(walk, router.path, router.name, joined(base, router.prefix), depth + 1);
  }
}

interface Router {
  path: string;
  name: string;
  prefix: string;
}

/** The router that an expression stands for: of the same file, or of another one; null for any other middleware. */
function routerOf(walk: Walk, path: string, root: Node, given: Node): Router | null {
  const isRoutes =
    given.kind() === 'call_expression' && /\.(routes|middleware)$/.test(calleeOf(given)?.text() ?? '');
  const node = isRoutes ? (calleeOf(given)?.field('object') ?? given) : given;
  const required = /^require\(\s*['"]([^'"]+)['"]\s*\)(?:\.default)?$/.exec(node.text())?.[1];
  if (required !== undefined) return exported(walk, walk.model.locate(path, required), 'default');
  if (node.kind() !== 'identifier') return null;
  const imported = walk.model.module(path)?.imports.find(({ local }) => local === node.text());
  if (imported) return exported(walk, walk.model.locate(path, imported.module), imported.name ?? 'default');
  return routerNamed(root, path, node.text());
}

function exported(walk: Walk, path: string | null, name: string): Router | null {
  const exports = path ? walk.model.module(path)?.exports : undefined;
  const local = exports && Object.hasOwn(exports, name) ? exports[name] : undefined;
  const root = path && local !== undefined ? rootOf(walk, path) : null;
  return root && path && local !== undefined ? routerNamed(root, path, local) : null;
}

/** A constant that holds a router: `const router = express.Router()`. */
function routerNamed(root: Node, path: string, name: string): Router | null {
  const declared = root
    .findAll({ rule: { kind: 'variable_declarator' } })
    .filter((entry) => entry.field('name')?.text() === name);
  const [only, other] = declared;
  const value = only?.field('value');
  if (!value || other) return null;
  const maker = `${value.kind() === 'new_expression' ? 'new ' : ''}${calleeOf(value)?.text() ?? ''}`;
  const required = /^require\(\s*['"](?:koa-router|@koa\/router)['"]\s*\)$/.test(
    calleeOf(value)?.text() ?? '',
  );
  if (!ROUTERS.test(maker) && !required) return null;
  const options = named(value.field('arguments') ?? value)[0];
  const prefix = options?.kind() === 'object' ? propertyOf(options, 'prefix') : null;
  return { path, name, prefix: prefix?.kind() === 'string' ? prefix.text().slice(1, -1) : '' };
}

/** A plugin of Fastify may bring routes: those of the repository are not followed. */
function register(walk: Walk, [plugin]: readonly Node[]): void {
  if (!/@fastify\/|fastify-/.test(plugin?.text() ?? '')) walk.isKnown = false;
}
