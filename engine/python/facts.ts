import type { SgNode } from '@ast-grep/napi';
import type { ApplicationObject, Fact } from '../facts.ts';
import { CALLED, extractPythonCall } from './calls.ts';
import { failsOnNone, runsAtLoad } from './certain.ts';
import { summarizeClass } from './class-fields.ts';
import { extractDebug } from './debug.ts';
import { extractEnvironmentCall } from './environment-calls.ts';
import { argumentsOf, enclosingFunction, expressionOf, spanOf } from './expression.ts';
import { flowOf } from './flow.ts';
import { needOf, needOfKey } from './need.ts';
import { extractMount, extractRoute, MOUNT_CALL, ROUTE_DECORATOR } from './route-facts.ts';
import { extractSchedulers } from './scheduler.ts';
import { extractServerCall, SERVER_CALL } from './server-facts.ts';
import { extractSigning, SIGNING_LITERALS } from './signing.ts';

/** A file without any of these says nothing of deploying. */
export const PYTHON_LITERALS = [
  'uvicorn',
  'run_app',
  'serve(',
  'getenv',
  'environ.',
  'environ[',
  'FastAPI(',
  'Flask(',
  'Quart(',
  'Starlette(',
  'Litestar(',
  'Sanic(',
  'get_wsgi_application',
  'get_asgi_application',
  'BaseSettings',
  'cheduler',
  'declarative_base',
  'DeclarativeBase',
  'dj_database_url',
  'decouple',
  'environ import',
  'environs',
  'starlette.config',
  'dynaconf',
  // No fact, but settings that do not parse are to be told.
  'INSTALLED_APPS',
  ...SIGNING_LITERALS,
  ...CALLED.map((name) => `${name}(`),
];
/** A file with these alone can hold routes and nothing else: it is parsed when somebody asks for them. */
export const PYTHON_ROUTERS = ['APIRouter(', 'Blueprint('];
/** `.run(` too, but what these run is no server, and much code calls them. */
export const PYTHON_RUN = /(?<!\b(?:subprocess|asyncio|anyio))\.run\(/;

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
const MODEL_BASE_CALL = /^([\w.]+\.)?declarative_base$/;
const ENVIRONMENT_CALL = /^(os\.)?(getenv|environ\.get)$/;
/** It takes DATABASE_URL where the call names no other variable: https://github.com/jazzband/dj-database-url */
const DATABASE_CALL = /^dj_database_url\.config$/;
/** The kinds of nodes that a fact begins at. */
export const PYTHON_KINDS = ['call', 'subscript', 'class_definition', 'decorator'];

/**
 * Everything one Python file says of deploying. The text has one of the strings above in it; `nodes` are its
 * nodes of `PYTHON_KINDS`. They are judged here: a matcher's regular expressions are compiled again for every file.
 */
export function extractPython(path: string, root: SgNode, nodes: readonly SgNode[]): Fact[] {
  const facts: Fact[] = [];
  for (const node of nodes) {
    switch (node.kind()) {
      case 'call':
        extractCall(path, node, facts);
        break;
      case 'subscript': {
        if (!/^(os\.)?environ$/.test(node.field('value')?.text() ?? '')) break;
        // `os.environ["X"] = value` writes the variable.
        const parent = node.parent();
        if (parent?.kind() === 'assignment' && parent.field('left')?.id() === node.id()) break;
        pushEnvironmentRead(path, node, facts);
        break;
      }
      case 'class_definition':
        if (/BaseSettings|DeclarativeBase/.test(node.field('superclasses')?.text() ?? ''))
          extractClass(path, node, facts);
        break;
      case 'decorator':
        if (ROUTE_DECORATOR.test(node.text())) extractRoute(path, node, facts);
        break;
    }
  }
  facts.push(
    ...extractSchedulers(path, root),
    ...extractDebug(path, root),
    ...extractSigning(path, root, nodes),
  );
  return facts;
}

function extractCall(path: string, node: SgNode, facts: Fact[]): void {
  const callee = node.field('function')?.text() ?? '';
  const list = node.field('arguments');
  if (list?.kind() !== 'argument_list') return;
  facts.push(...extractPythonCall(path, node, callee, list));
  if (ENVIRONMENT_CALL.test(callee)) pushEnvironmentRead(path, node, facts);
  else facts.push(...extractEnvironmentCall(path, node, callee, list));
  if (DATABASE_CALL.test(callee)) pushDatabaseRead(path, node, list, facts);
  else if (FRAMEWORK_CALL.test(callee)) extractApplication(path, node, callee, list, facts);
  else if (MODEL_BASE_CALL.test(callee)) extractModelBase(path, node, facts);
  else if (MOUNT_CALL.test(callee)) extractMount(path, node, callee, list, facts);
  else if (SERVER_CALL.test(callee)) extractServerCall(path, node, callee, list, facts);
}

function pushEnvironmentRead(path: string, node: SgNode, facts: Fact[]): void {
  const read = expressionOf(path, node);
  if (read.kind !== 'env') {
    if (enclosingFunction(node)) facts.push({ kind: 'environment-helper', span: read.span });
    return;
  }
  const told = read.required ? { need: needOfKey(node), fallback: null } : needOf(path, node, read.fallback);
  const isFatal = told.fallback === null && (read.required || failsOnNone(node)) && runsAtLoad(node);
  facts.push({
    kind: 'environment-read',
    span: read.span,
    name: read.name,
    ...told,
    ...(isFatal ? { need: 'required' as const, fatal: true as const } : {}),
    via: 'direct',
  });
}

function pushDatabaseRead(path: string, node: SgNode, list: SgNode, facts: Fact[]): void {
  const { positional, keywords } = argumentsOf(path, list);
  const variable = positional[0] ?? keywords.env ?? keywords.var ?? null;
  const name = variable === null ? 'DATABASE_URL' : variable.kind === 'literal' ? variable.value : null;
  if (typeof name !== 'string') return;
  const fallback = positional[1] ?? keywords.default ?? keywords['**'] ?? null;
  // Without an address it gives an empty configuration.
  const need = fallback === null ? 'no-default' : 'defaulted';
  facts.push({ kind: 'environment-read', span: spanOf(path, node), name, fallback, need, via: 'settings' });
}

function extractApplication(path: string, node: SgNode, callee: string, list: SgNode, facts: Fact[]): void {
  const framework = FRAMEWORKS[callee.split('.').pop() ?? ''];
  const assignment = node.parent();
  const target = assignment?.kind() === 'assignment' ? assignment.field('left') : null;
  const scope = enclosingFunction(node);
  const name = target?.kind() === 'identifier' ? target.text() : null;
  if (!framework || (!name && !scope)) return;
  const debug = argumentsOf(path, list).keywords.debug ?? null;
  facts.push({
    kind: 'application',
    span: spanOf(path, node),
    framework,
    name: scope ? factoryName(scope) : (name ?? ''),
    factory: scope !== null,
    debug,
    flow: flowOf(node),
  });
}

/** The name by which a server can call a function for its application; '' for a method, or one that returns nothing. */
function factoryName(scope: SgNode): string {
  const isMethod = scope.ancestors().some((up) => up.kind() === 'class_definition');
  const returns = scope.find({ rule: { kind: 'return_statement' } }) !== null;
  return isMethod || !returns ? '' : (scope.field('name')?.text() ?? '');
}

function extractModelBase(path: string, node: SgNode, facts: Fact[]): void {
  const assignment = node.parent();
  const target = assignment?.kind() === 'assignment' ? assignment.field('left') : null;
  if (target?.kind() === 'identifier')
    facts.push({ kind: 'model-base', span: spanOf(path, node), name: target.text() });
}

function extractClass(path: string, node: SgNode, facts: Fact[]): void {
  const summary = summarizeClass(path, node);
  if (summary.bases.some((base) => /(^|\.)(DeclarativeBase|DeclarativeBaseNoMeta)$/.test(base))) {
    facts.push({ kind: 'model-base', span: summary.span, name: summary.name });
  }
  if (summary.bases.some((base) => /(^|\.)\w*BaseSettings$/.test(base)))
    facts.push({ kind: 'settings-class', span: summary.span, name: summary.name });
}
