import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { calleeOf, functionAround, type Node } from '@unblock/engine/python/tree';

const HOOK =
  /on_event\(\s*['"]startup|asynccontextmanager|(before|while)_serving|before_first_request|before_app_first_request/;
const FACTORY = /^(create_app|make_app|build_app|get_app|create_application|lifespan)$/;
/**
 * Calls that leave nothing behind which a job could need: the application's own parts, the log, the environment. The
 * `init_app` of an extension and the `register_…` of a library open connections.
 */
const HARMLESS =
  /^(_?log|_?logger|logging|app|application|api|os|print|load_dotenv|dotenv|int|str|bool|len|warnings)(\.|$)|(^|\.)(include_router|register_(blueprints?|error_?handlers?)|add_middleware|mount|getLogger|add_url_rule)$|^(Flask|FastAPI|Quart|Sanic|Starlette|Blueprint|APIRouter|CORS|ProxyFix|StaticFiles|Jinja2Templates)$/;

/**
 * Whether a file of the web process prepares more at its start than its own application: a connection, a cache. Jobs may need
 * that, and a process without the application would lack it.
 *
 * @param allowed names of the scheduler and of what starts it.
 */
export function preparesMore(
  model: Model,
  path: string,
  isApplication: boolean,
  allowed: readonly string[],
): boolean {
  const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
  if (/add_event_handler\(\s*['"]startup|on_startup/.test(text)) return true;
  if (!isApplication && !HOOK.test(text)) return false;
  const root = parsePython(text);
  const hooks = root.findAll({ rule: { kind: 'function_definition' } }).filter(isHook);
  const calls = [
    ...hooks.flatMap((hook) => hook.field('body')?.findAll({ rule: { kind: 'call' } }) ?? []),
    ...(isApplication ? statementsOf(root) : []),
  ];
  return calls.some((call) => prepares(call, allowed));
}

/** Whether a function of a file prepares more than what it starts: a module that starts that itself would leave it out. */
export function functionPrepares(
  model: Model,
  path: string,
  name: string,
  allowed: readonly string[],
): boolean {
  const found = parsePython(model.read(path) ?? '')
    .findAll({ rule: { kind: 'function_definition' } })
    .filter((node) => node.field('name')?.text() === name);
  const calls = found.flatMap((node) => node.field('body')?.findAll({ rule: { kind: 'call' } }) ?? []);
  return found.length !== 1 || calls.some((call) => prepares(call, allowed));
}

function prepares(call: Node, allowed: readonly string[]): boolean {
  const callee = calleeOf(call);
  return !HARMLESS.test(callee) && !isAllowed(callee, allowed);
}

function isHook(definition: Node): boolean {
  const holder = definition.parent();
  const decorators =
    holder?.kind() === 'decorated_definition'
      ? holder.children().filter((child) => child.kind() === 'decorator')
      : [];
  return (
    FACTORY.test(definition.field('name')?.text() ?? '') ||
    decorators.some((decorator) => HOOK.test(decorator.text()))
  );
}

/** The calls that stand for themselves at the top level of a module. */
function statementsOf(root: Node): Node[] {
  return root
    .findAll({ rule: { kind: 'call', inside: { kind: 'expression_statement' } } })
    .filter((call) => functionAround(call) === null);
}

function isAllowed(callee: string, allowed: readonly string[]): boolean {
  const last = callee.slice(callee.lastIndexOf('.') + 1);
  return allowed.some((name) => callee.startsWith(`${name}.`) || last === name);
}
