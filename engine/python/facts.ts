import type { SgNode } from '@ast-grep/napi';
import type { ApplicationObject, Expression, Fact, SchedulerStart, ServerApi, ServerCall } from '../facts.ts';
import { argumentsOf, enclosingFunction, expressionOf, named, spanOf } from './expression.ts';
import { summarizeClass } from './module.ts';

/** A file without any of these says nothing of deploying. */
export const PYTHON_LITERALS = [
  'uvicorn',
  '.run(',
  'run_app',
  'serve(',
  'getenv',
  'environ',
  'FastAPI(',
  'Flask(',
  'Quart(',
  'Starlette(',
  'Litestar(',
  'Sanic(',
  'get_wsgi_application',
  'get_asgi_application',
  'APIRouter(',
  'Blueprint(',
  'BaseSettings',
  'cheduler',
  'declarative_base',
  'DeclarativeBase',
];

const FRAMEWORKS: Record<string, ApplicationObject['framework']> = {
  FastAPI: 'fastapi',
  Flask: 'flask',
  Quart: 'quart',
  Starlette: 'starlette',
  Litestar: 'litestar',
  Sanic: 'sanic',
  get_wsgi_application: 'django-wsgi',
  get_asgi_application: 'django-asgi',
};
const FRAMEWORK_CALL = new RegExp(`^([\\w.]+\\.)?(${Object.keys(FRAMEWORKS).join('|')})$`);
const SERVER_CALL = /^(uvicorn\.run|hypercorn\.run|waitress\.serve|serve|web\.run_app|run_app|[\w.]+\.run)$/;
/** A dotted name. In ASCII: the Unicode classes of the matcher cost a millisecond to compile for every file. */
const NAME = '[A-Za-z0-9_.]';
const CALLS =
  `^((${NAME}+\\.)?(${Object.keys(FRAMEWORKS).join('|')}|declarative_base)|os\\.getenv|getenv|os\\.environ\\.get|environ\\.get` +
  `|${NAME}+\\.run|serve|waitress\\.serve|web\\.run_app|run_app|${NAME}+\\.include_router|${NAME}+\\.register_blueprint` +
  `|${NAME}*[Ss]ched[A-Za-z0-9_]*\\.(start|shutdown))$`;
const ROUTE_DECORATOR = `^@${NAME}+\\.(get|post|put|delete|patch|head|options|route|api_route|websocket)\\(`;

/** Everything one Python file says of deploying. The text has at least one of `PYTHON_LITERALS` in it. */
export function extractPython(path: string, root: SgNode): Fact[] {
  const facts: Fact[] = [];
  const nodes = root.findAll({
    rule: {
      any: [
        { kind: 'call', has: { field: 'function', regex: CALLS } },
        { kind: 'subscript', has: { field: 'value', regex: '^(os\\.)?environ$' } },
        { kind: 'class_definition', has: { field: 'superclasses', regex: 'BaseSettings|DeclarativeBase' } },
        { kind: 'decorator', regex: ROUTE_DECORATOR },
      ],
    },
  });
  const shutdowns: { receiver: string; node: SgNode }[] = [];
  for (const node of nodes) {
    switch (node.kind()) {
      case 'call':
        extractCall(path, node, facts, shutdowns);
        break;
      case 'subscript': {
        // `os.environ["X"] = value` writes the variable.
        const parent = node.parent();
        if (parent?.kind() === 'assignment' && parent.field('left')?.id() === node.id()) break;
        pushEnvironmentRead(path, node, facts);
        break;
      }
      case 'class_definition':
        extractClass(path, node, facts);
        break;
      case 'decorator':
        extractRoute(path, node, facts);
        break;
    }
  }
  for (const fact of facts) {
    if (fact.kind !== 'scheduler-start') continue;
    fact.shutdowns = shutdowns
      .filter((entry) => entry.receiver === fact.receiver)
      .map((entry) => spanOf(path, statementOf(entry.node)));
  }
  return facts;
}

function extractCall(
  path: string,
  node: SgNode,
  facts: Fact[],
  shutdowns: { receiver: string; node: SgNode }[],
): void {
  const callee = node.field('function')?.text() ?? '';
  const list = node.field('arguments');
  if (list?.kind() !== 'argument_list') return;
  const scheduler = /^([\w.]*[Ss]ched\w*)\.(start|shutdown)$/.exec(callee);
  if (/(^|\.)(getenv|environ\.get)$/.test(callee)) pushEnvironmentRead(path, node, facts);
  else if (FRAMEWORK_CALL.test(callee)) extractApplication(path, node, callee, list, facts);
  else if (callee.endsWith('declarative_base')) extractModelBase(path, node, facts);
  else if (/\.(include_router|register_blueprint)$/.test(callee))
    extractMount(path, node, callee, list, facts);
  else if (scheduler?.[1] && scheduler[2] === 'start') facts.push(schedulerStart(path, node, scheduler[1]));
  else if (scheduler?.[1]) shutdowns.push({ receiver: scheduler[1], node });
  else if (SERVER_CALL.test(callee)) extractServerCall(path, node, callee, list, facts);
}

function pushEnvironmentRead(path: string, node: SgNode, facts: Fact[]): void {
  const read = expressionOf(path, node);
  if (read.kind !== 'env') return;
  facts.push({
    kind: 'environment-read',
    span: read.span,
    name: read.name,
    fallback: read.fallback,
    required: read.required,
    via: 'direct',
  });
}

function extractServerCall(path: string, node: SgNode, callee: string, list: SgNode, facts: Fact[]): void {
  const { positional, keywords } = argumentsOf(path, list);
  const api = apiOf(callee);
  const member = node.field('function');
  const receiver = member?.kind() === 'attribute' ? member.field('object') : null;
  // `subprocess.run`, `asyncio.run`, `typer.run`: no server ever has these receivers.
  if (
    api === null &&
    /^(subprocess|asyncio|anyio|trio|typer|loop|self|cls|pipeline|runner|bot|client|mcp)$/.test(
      receiver?.text() ?? '',
    )
  )
    return;
  const isWerkzeug = api === null;
  const fact: ServerCall = {
    kind: 'server-call',
    span: spanOf(path, node),
    api,
    callee,
    receiver: receiver && isWerkzeug ? expressionOf(path, receiver) : null,
    host: keywords.host ?? (isWerkzeug ? (positional[0] ?? null) : null),
    port: keywords.port ?? (isWerkzeug ? (positional[1] ?? null) : null),
    debug: keywords.debug ?? (isWerkzeug ? (positional[2] ?? null) : null),
    reload: keywords.reload ?? keywords.use_reloader ?? null,
    application: isWerkzeug ? null : (positional[0] ?? keywords.app ?? null),
    options: null,
    arguments: positional.map((argument) => argument.span),
    mainOnly: isUnderMain(node),
    inFunction: enclosingFunction(node)?.field('name')?.text() ?? null,
  };
  // Hidden arguments may hold the host: what is not seen is unknown.
  const hidden = keywords['**'];
  if (hidden)
    Object.assign(fact, {
      host: fact.host ?? hidden,
      port: fact.port ?? hidden,
      reload: fact.reload ?? hidden,
      debug: fact.debug ?? hidden,
    });
  facts.push(fact);
}

function apiOf(callee: string): ServerApi | null {
  if (callee === 'uvicorn.run') return 'uvicorn';
  if (callee === 'hypercorn.run') return 'hypercorn';
  if (callee.endsWith('serve')) return 'waitress';
  if (callee.endsWith('run_app')) return 'aiohttp';
  return null;
}

function extractApplication(path: string, node: SgNode, callee: string, list: SgNode, facts: Fact[]): void {
  const framework = FRAMEWORKS[callee.split('.').pop() ?? ''];
  const assignment = node.parent();
  const target = assignment?.kind() === 'assignment' ? assignment.field('left') : null;
  const scope = enclosingFunction(node);
  const name = target?.kind() === 'identifier' ? target.text() : null;
  if (!framework || (!name && !scope)) return;
  const factory = scope !== null;
  const debug = argumentsOf(path, list).keywords.debug ?? null;
  facts.push({
    kind: 'application',
    span: spanOf(path, node),
    framework,
    name: factory ? (scope.field('name')?.text() ?? '') : (name ?? ''),
    factory,
    debug,
  });
}

function extractModelBase(path: string, node: SgNode, facts: Fact[]): void {
  const assignment = node.parent();
  const target = assignment?.kind() === 'assignment' ? assignment.field('left') : null;
  if (target?.kind() === 'identifier')
    facts.push({ kind: 'model-base', span: spanOf(path, node), name: target.text() });
}

function extractMount(path: string, node: SgNode, callee: string, list: SgNode, facts: Fact[]): void {
  const { positional, keywords } = argumentsOf(path, list);
  const prefix = keywords.prefix ?? keywords.url_prefix ?? null;
  const text =
    prefix === null
      ? ''
      : prefix.kind === 'literal' && typeof prefix.value === 'string'
        ? prefix.value
        : null;
  // A prefix that is not written in place cannot be told here.
  if (text === null) return;
  facts.push({
    kind: 'router-mount',
    span: spanOf(path, node),
    on: callee.slice(0, callee.lastIndexOf('.')),
    router: positional[0] ?? null,
    prefix: text,
  });
}

function extractClass(path: string, node: SgNode, facts: Fact[]): void {
  const summary = summarizeClass(path, node);
  if (summary.bases.some((base) => /(^|\.)(DeclarativeBase|DeclarativeBaseNoMeta)$/.test(base))) {
    facts.push({ kind: 'model-base', span: summary.span, name: summary.name });
  }
  if (!summary.bases.some((base) => /(^|\.)\w*BaseSettings$/.test(base))) return;
  for (const [field, { span, fallback, alias }] of Object.entries(summary.fields)) {
    const name = alias ?? `${summary.envPrefix}${field}`.toUpperCase();
    facts.push({
      kind: 'environment-read',
      span,
      name,
      fallback,
      required: fallback === null,
      via: 'settings',
    });
  }
}

function extractRoute(path: string, node: SgNode, facts: Fact[]): void {
  const call = named(node)[0];
  const callee = call?.field('function');
  const list = call?.field('arguments');
  if (callee?.kind() !== 'attribute' || !list) return;
  const { positional, keywords } = argumentsOf(path, list);
  const route = positional[0] ?? keywords.path ?? keywords.rule;
  if (route?.kind !== 'literal' || typeof route.value !== 'string') return;
  const verb = callee.field('attribute')?.text() ?? '';
  const methods = /methods\s*=/.test(list.text()) && !/['"]GET['"]/.test(list.text()) ? 'other' : 'get';
  const method = verb === 'route' || verb === 'api_route' ? methods : verb;
  facts.push({
    kind: 'route',
    span: spanOf(path, node),
    method,
    path: route.value,
    on: callee.field('object')?.text() ?? '',
  });
}

function schedulerStart(path: string, node: SgNode, receiver: string): SchedulerStart {
  const scope = enclosingFunction(node);
  return {
    kind: 'scheduler-start',
    span: spanOf(path, node),
    library: 'apscheduler',
    receiver,
    place: placeOf(node, scope),
    inFunction: scope?.field('name')?.text() ?? null,
    statement: spanOf(path, statementOf(node)),
    shutdowns: [],
    conditions: conditionsOf(path, node, scope),
  };
}

function placeOf(node: SgNode, scope: SgNode | null): SchedulerStart['place'] {
  if (isUnderMain(node)) return 'main';
  if (!scope) return 'import';
  const decorated = scope.parent();
  const decorators =
    decorated?.kind() === 'decorated_definition'
      ? decorated.children().filter((child) => child.kind() === 'decorator')
      : [];
  const text = decorators.map((decorator) => decorator.text()).join(' ');
  if (
    /on_event\(\s*['"]startup|before_serving|before_first_request|listener\(['"](before|after)_server_start/.test(
      text,
    )
  )
    return 'startup';
  if (/asynccontextmanager|contextmanager/.test(text) || scope.field('name')?.text() === 'lifespan')
    return 'lifespan';
  if (/^(create_app|make_app|build_app|get_app|create_application)$/.test(scope.field('name')?.text() ?? ''))
    return 'startup';
  return 'function';
}

/** The conditions of the ifs around a node, and of the early returns above it in its function. */
function conditionsOf(path: string, node: SgNode, scope: SgNode | null): Expression[] {
  const conditions: Expression[] = [];
  for (let up = node.parent(); up; up = up.parent()) {
    if (up.kind() !== 'if_statement') continue;
    const condition = up.field('condition');
    if (condition) conditions.push(expressionOf(path, condition));
  }
  const body = scope?.field('body');
  for (const statement of body ? named(body) : []) {
    if (statement.range().start.index > node.range().start.index) break;
    const condition = statement.kind() === 'if_statement' ? statement.field('condition') : null;
    const block = statement.field('consequence');
    if (condition && block && named(block).some((line) => line.kind() === 'return_statement'))
      conditions.push(expressionOf(path, condition));
  }
  return conditions;
}

function statementOf(node: SgNode): SgNode {
  let statement = node;
  for (let up = node.parent(); up && up.kind() !== 'block' && up.kind() !== 'module'; up = up.parent())
    statement = up;
  return statement;
}

function isUnderMain(node: SgNode): boolean {
  for (let up = node.parent(); up; up = up.parent()) {
    if (up.kind() === 'if_statement' && /__name__/.test(up.field('condition')?.text() ?? '')) return true;
  }
  return false;
}
