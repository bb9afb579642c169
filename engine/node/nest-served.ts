import type { Model, Service } from '../model.ts';
import { calleeOf, expressionOf, named, spanOf } from './expression.ts';
import { webApplications } from './nest.ts';
import { constantOf, type Node, propertyOf } from './options.ts';
import { parseNode } from './parse.ts';
import { type CodeFile, joined, type NodeRoute, type NodeServed } from './served.ts';

/** What puts a path together in another way. */
const OTHER_PATHS = /enableVersioning|RouterModule\.register/;
/** What answers paths that no controller has. */
const OTHERS =
  /ServeStaticModule|useStaticAssets|getHttpAdapter\(\)|getInstance\(\)|express\.static|sendFile\(|ProxyMiddleware|\.use\(\s*['"`]\//;

interface Prefix {
  path: string;
  /** Paths without it, without slashes around them. */
  excluded: string[];
}

/** The GET routes of the controllers of a Nest application: https://docs.nestjs.com/faq/global-prefix */
export function nestServed(service: Service, model: Model, files: readonly CodeFile[]): NodeServed | null {
  const [application, other] = webApplications(model, service);
  if (!application || other || files.some(({ text }) => OTHER_PATHS.test(text))) return null;
  const prefix = prefixOf(files, model);
  if (!prefix) return null;
  const controllers = files.filter(({ text }) => text.includes('@Controller'));
  const found = controllers.map((file) => routesIn(file, prefix));
  return {
    kind: 'nest',
    file: application.span.path,
    routes: found.flatMap(({ routes }) => routes),
    isComplete: found.every(({ isKnown }) => isKnown) && !files.some(({ text }) => OTHERS.test(text)),
  };
}

/** The prefix of all routes; null where it cannot be told. */
function prefixOf(files: readonly CodeFile[], model: Model): Prefix | null {
  const calls = files
    .filter(({ text }) => text.includes('setGlobalPrefix'))
    .flatMap(({ path, text }) => {
      const root = parseNode(path, text);
      return root
        .findAll({ rule: { kind: 'call_expression' } })
        .filter((call) => /\.setGlobalPrefix$/.test(calleeOf(call)?.text() ?? ''))
        .map((call) => ({ path, root, given: named(call.field('arguments') ?? call) }));
    });
  const [only, other] = calls;
  if (!only) return { path: '', excluded: [] };
  const [first, options] = only.given;
  if (other || !first) return null;
  const value = model.resolve(expressionOf(only.path, first));
  if (value.kind !== 'literal' || typeof value.value !== 'string') return null;
  const excluded = options ? excludedIn(constantOf(options, only.root), only.root) : [];
  return excluded && { path: value.value, excluded };
}

/** `exclude: ['health', { path: 'ready', method: RequestMethod.GET }]`. */
function excludedIn(options: Node | null, root: Node): string[] | null {
  if (options?.kind() !== 'object') return null;
  const given = propertyOf(options, 'exclude');
  if (!given) return [];
  const list = constantOf(given, root);
  if (list?.kind() !== 'array') return null;
  const paths = named(list).map((item) => {
    const path = item.kind() === 'object' ? propertyOf(item, 'path') : item;
    return path?.kind() === 'string'
      ? path
          .text()
          .slice(1, -1)
          .replace(/^\/|\/$/g, '')
      : null;
  });
  return paths.every((path) => path !== null) ? paths : null;
}

function routesIn({ path, text }: CodeFile, prefix: Prefix): { routes: NodeRoute[]; isKnown: boolean } {
  const routes: NodeRoute[] = [];
  let isKnown = true;
  for (const body of parseNode(path, text).findAll({ rule: { kind: 'class_body' } })) {
    const owner = body.parent();
    const controller = owner ? decoratorsOf(owner).find(({ name }) => name === 'Controller') : undefined;
    if (!owner || !controller) continue;
    const bases = pathsOf(controller.call);
    const className = owner.field('name')?.text() ?? '';
    for (const { method, decorators } of methodsOf(body)) {
      for (const { name, call, node } of decorators) {
        if (name !== 'Get' && name !== 'All') continue;
        const own = pathsOf(call);
        isKnown &&= bases !== null && own !== null;
        for (const base of bases ?? [])
          for (const end of own ?? [])
            routes.push({ path: whole(prefix, base, end), span: spanOf(path, node), className, method });
      }
    }
  }
  return { routes, isKnown };
}

function whole(prefix: Prefix, base: string, end: string): string {
  const bare = joined(base, end).slice(1);
  const isExcluded = prefix.excluded.some((entry) =>
    /[*({:]/.test(entry) ? bare.startsWith(entry.replace(/[*({:].*$/s, '')) : entry === bare,
  );
  return isExcluded ? joined(bare) : joined(prefix.path, bare);
}

export interface Decorator {
  name: string;
  node: Node;
  /** Its call, or itself where it is not called. */
  call: Node;
}

/** The decorators of a class: in front of it, or of its export. */
export function decoratorsOf(owner: Node): Decorator[] {
  const outer = owner.parent();
  const holders = outer?.kind() === 'export_statement' ? [outer, owner] : [owner];
  return holders.flatMap((holder) => holder.children().flatMap((child) => decorator(child) ?? []));
}

/** The methods of a class, each with the decorators in front of it. */
export function methodsOf(body: Node): { method: string; decorators: Decorator[] }[] {
  const found: { method: string; decorators: Decorator[] }[] = [];
  let open: Decorator[] = [];
  for (const child of body.children()) {
    const one = decorator(child);
    if (one) open.push(one);
    else if (child.isNamed() && child.kind() !== 'comment') {
      if (child.kind() === 'method_definition')
        found.push({ method: child.field('name')?.text() ?? '', decorators: open });
      open = [];
    }
  }
  return found;
}

function decorator(node: Node): Decorator | null {
  const call = node.kind() === 'decorator' ? named(node)[0] : undefined;
  if (!call) return null;
  const name = (call.kind() === 'call_expression' ? calleeOf(call) : call)?.text() ?? '';
  return { name, node, call };
}

/** The paths that `@Controller` or `@Get` is given; null where they are no texts. */
function pathsOf(call: Node): string[] | null {
  const [given] = call.kind() === 'call_expression' ? named(call.field('arguments') ?? call) : [];
  if (!given) return [''];
  const value = given.kind() === 'object' ? propertyOf(given, 'path') : given;
  if (!value) return given.children().some((child) => child.kind() === 'spread_element') ? null : [''];
  if (given.kind() === 'object' && propertyOf(given, 'host')) return null;
  const items = value.kind() === 'array' ? named(value) : [value];
  return items.every((item) => item.kind() === 'string')
    ? items.map((item) => item.text().slice(1, -1))
    : null;
}
