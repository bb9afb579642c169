import type { Model, Service, Span } from '@unblock/engine';
import { isInBranch } from '@unblock/engine/node/branches';
import { isInServerFunction, isOfBrowser } from '@unblock/engine/node/browser';
import { calleeOf, named, spanOf } from '@unblock/engine/node/expression';
import { parseNode } from '@unblock/engine/node/parse';
import { componentsOf, scriptsIn } from './components.ts';

type Node = ReturnType<typeof parseNode>;

/** A local address in code of browsers that is called. */
export interface LocalCall {
  /** The string, quotes and all. */
  span: Span;
  /** `http://localhost:8000`. */
  origin: string;
  /** What stands behind it: `/api/users`. */
  path: string;
  kind: 'http' | 'ws';
  /** A template with values in it: its first part is the address. */
  isTemplate: boolean;
  /** What calls it: `fetch`, `baseURL`, `API_URL`. */
  by: string;
}

/** This machine, the one an emulator runs on, or one of a network of one's own. */
export const ADDRESS =
  /(https?|wss?):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|10\.0\.2\.2|192\.168(?:\.\d{1,3}){2})(?::\d+)?(?=[/?'"`]|$|\$)/;
/**
 * Ports that services are developed on. Another one may be that of a program on the visitor's own machine, which is called
 * on purpose: an agent, a model.
 */
const DEVELOPED_ON = /^(300\d|400\d|4200|500\d|5173|700\d|800\d|808\d|888\d|900\d|1337|3333|5050|5555|6060)$/;
const BEGINS = new RegExp(`^${ADDRESS.source}`);

const CALL =
  /^(window\.)?(fetch|axios|ky|\$fetch|ofetch|io|useFetch|useSWR|sendBeacon|navigator\.sendBeacon|WebSocket|EventSource|(axios|ky|api|http|client|\$http|this\.http)\.(get|post|put|patch|delete|head|request))$/;
const KEY =
  /^(baseURL|baseUrl|prefixUrl|apiUrl|apiURL|apiBaseUrl|serverUrl|backendUrl|socketUrl|wsUrl|uri|endpoint)$/;
const NAME =
  /(api|backend|server|base|socket|ws|graphql|endpoint).*(url|uri|host|base|origin|endpoint)|^(api|backend|server|base)_?(url|uri|host|base|root)?$|^(url|uri)_?(api|backend|server|base)$/i;
/** Names of values that only stand in for another one, or are there to be parsed against. */
const STANDS_IN = /fallback|default|dummy|placeholder|example|mock|test|parse/i;
/** Code that runs elsewhere, or while somebody develops. */
const BESIDE =
  /(^|[/._-])(dev|development|local|mocks?|msw|stor(y|ies)|scripts?|server|api\/.*route|pages\/api|electron|tauri|desktop|agents?|companion|extension|ollama|swagger|openapi|seeds?)([/._-]|$)|\.config\.[cm]?[jt]s$/i;

/** The local addresses that the code of browsers of a service calls, on no condition. */
export function localCalls(service: Service, model: Model): LocalCall[] {
  const prefix = service.root ? service.root.length + 1 : 0;
  const calls = service.files.flatMap((path) => {
    if (BESIDE.test(path.slice(prefix)) || !model.isParsed(path)) return [];
    const text = model.read(path) ?? '';
    if (!ADDRESS.test(text) || isOfDevelopment(path, model) || !isOfBrowser(path, service, model)) return [];
    return parseNode(path, text)
      .findAll({ rule: { any: [{ kind: 'string' }, { kind: 'template_string' }] } })
      .flatMap((node) => callOf(node, path));
  });
  return [...calls, ...componentsOf(service, model).flatMap((path) => inComponent(path, prefix, model))];
}

/** The calls in the scripts of a single-file component. */
function inComponent(path: string, prefix: number, model: Model): LocalCall[] {
  const text = model.read(path) ?? '';
  if (!ADDRESS.test(text) || BESIDE.test(path.slice(prefix))) return [];
  return scriptsIn(path, text).flatMap(({ start, end, path: name }) =>
    parseNode(name, text.slice(start, end))
      .findAll({ rule: { any: [{ kind: 'string' }, { kind: 'template_string' }] } })
      .flatMap((node) => callOf(node, path))
      .map((call) => ({
        ...call,
        span: { path, start: call.span.start + start, end: call.span.end + start },
      })),
  );
}

/** Angular's `environment.ts` is for development where one for production stands beside it. */
function isOfDevelopment(path: string, model: Model): boolean {
  const base = /^(.*\/environment)\.ts$/.exec(path)?.[1];
  return base !== undefined && ['prod', 'production'].some((name) => model.paths.has(`${base}.${name}.ts`));
}

function callOf(node: Node, path: string): LocalCall[] {
  const content = node.text().slice(1, -1);
  const [origin, scheme = ''] = BEGINS.exec(content) ?? [];
  const by = origin === undefined ? null : calledBy(node);
  const port = /:(\d+)$/.exec(origin ?? '')?.[1] ?? '';
  if (
    origin === undefined ||
    by === null ||
    !DEVELOPED_ON.test(port) ||
    isInBranch(node, false) ||
    isInServerFunction(node)
  )
    return [];
  const isTemplate = node.kind() === 'template_string' && /\$\{/.test(content);
  const kind = scheme.startsWith('ws') ? 'ws' : 'http';
  return [{ span: spanOf(path, node), origin, path: content.slice(origin.length), kind, isTemplate, by }];
}

/** `forceLocalhost() { this.baseURL = … }`: what only somebody who calls the method gets. */
function isInMethod(assignment: Node): boolean {
  const method = assignment.ancestors().find((up) => up.kind() === 'method_definition');
  return method !== undefined && method.field('name')?.text() !== 'constructor';
}

/** What calls the address: a function, an option of a client, or a constant named for it. */
function calledBy(node: Node): string | null {
  const parent = node.parent();
  switch (parent?.kind()) {
    case 'arguments': {
      const call = parent.parent();
      const callee = call ? calleeOf(call)?.text() : undefined;
      return callee !== undefined && CALL.test(callee) && named(parent)[0]?.id() === node.id()
        ? callee
        : null;
    }
    case 'pair': {
      const key = parent.field('key')?.text() ?? '';
      return parent.field('value')?.id() === node.id() && KEY.test(key) ? key : null;
    }
    case 'variable_declarator': {
      const name = parent.field('name')?.text() ?? '';
      return NAME.test(name) && !STANDS_IN.test(name) ? name : null;
    }
    case 'assignment_expression': {
      const target = parent.field('left')?.text() ?? '';
      return /\.(baseURL|baseUrl)$/.test(target) && !isInMethod(parent) ? target : null;
    }
    default:
      return null;
  }
}
