import { parsePython } from '@unblock/codemods/python/parse';
import type { Span } from '../facts.ts';
import type { Model } from '../model.ts';
import { expressionOf } from '../python/expression.ts';
import { argumentsOf, calleeOf, type Node, spanOf, valuesOf } from '../python/tree.ts';
import { readOf } from '../resolve.ts';
import { partsOf, textsOf } from './parts.ts';
import { classLeaf } from './settings-class.ts';

/** A variable of the environment that a database URL is read from, where the read stands. */
export interface UrlRead {
  name: string;
  span: Span;
  /** It gives a part of the URL: a password, a host. */
  isPart: boolean;
}

/** Where a database URL comes from, and the code it passes on its way. */
export interface UrlTrace {
  reads: UrlRead[];
  /** URLs and parts of URLs that are written in the code. */
  literals: string[];
  /** The code on the way: the expressions, the assignments, functions and settings classes they come through. */
  code: Span[];
  /** Put together from several parts, or by SQLAlchemy's `URL`. */
  isComposed: boolean;
  /** The calls on the way, outermost first: `str`, `make_url`, `replace`. */
  calls: string[];
  /** Something on the way could not be followed. */
  isUnknown: boolean;
}

/** A node of a file, and what is needed to follow it. */
export interface At {
  model: Model;
  path: string;
  root: Node;
  trace: UrlTrace;
  depth: number;
  /** Below an expression that puts parts together. */
  isPart: boolean;
}

const DEEPEST = 14;
/** Give back the text they are given, or one that holds it. */
const PASSING =
  /^(str|make_url|URL|Secret|SecretStr|DatabaseURL|(\w+\.)?(quote|quote_plus|make_url)|(\w+\.)*URL\.create)$/;
const METHODS =
  /^(replace|strip|lstrip|rstrip|removeprefix|format|unicode_string|get_secret_value|render_as_string|set|encode|decode|lower|geturl|_replace)$/;
const COMPOSING = /(^|\.)(quote|quote_plus|create|build|format)$/;

/** Follows an expression of a file to the environment reads and literals it comes from. */
export function traceUrl(model: Model, path: string, root: Node, node: Node): UrlTrace {
  const trace: UrlTrace = {
    reads: [],
    literals: [],
    code: [],
    isComposed: false,
    calls: [],
    isUnknown: false,
  };
  follow({ model, path, root, trace, depth: 0, isPart: false }, node);
  return trace;
}

/** Goes on with a node in the same file, or with one of another file. */
export function follow(at: At, node: Node): void {
  const { path, trace } = at;
  if (at.depth > DEEPEST) {
    trace.isUnknown = true;
    return;
  }
  trace.code.push({ path, ...spanOf(node) });
  const deeper = { ...at, depth: at.depth + 1 };
  const parts = partsOf(node);
  if (parts) {
    const isComposed = COMPOSED.test(String(node.kind())) && parts.length > 0;
    trace.isComposed ||= isComposed;
    if (node.kind() === 'string') trace.literals.push(...textsOf(node, parts));
    for (const part of parts) follow({ ...deeper, isPart: at.isPart || isComposed }, part);
    return;
  }
  if (node.kind() === 'identifier') followName(deeper, node);
  else if (node.kind() === 'call') followCall(deeper, node);
  else if (!followValue(at, node) && !classLeaf(deeper, node)) trace.isUnknown = true;
}

const COMPOSED = /^(string|concatenated_string|binary_operator)$/;

/** What the resolver knows by itself: a read of the environment, a field of settings, a constant. */
function followValue({ model, path, trace, isPart }: At, node: Node): boolean {
  const value = model.resolve(expressionOf(path, node));
  if (value.kind === 'unknown') return false;
  if (value.declared.path !== path || value.declared.start !== spanOf(node).start)
    trace.code.push(around(model, value.declared));
  if (value.kind === 'literal') {
    if (typeof value.value === 'string') trace.literals.push(value.value);
    return true;
  }
  trace.reads.push({ name: value.name, span: value.declared, isPart });
  if (value.fallback?.kind === 'literal' && typeof value.fallback.value === 'string')
    trace.literals.push(value.fallback.value);
  // A field of settings whose default reads another variable: `dsn: str = config("DATABASE_URL")`.
  if (value.fallback?.kind === 'environment')
    trace.reads.push({ name: value.fallback.name, span: value.fallback.declared, isPart });
  return true;
}

/** The class a declaration stands in, with the validators that change it; else the statement. */
function around(model: Model, declared: Span): Span {
  const classes = Object.values(model.module(declared.path)?.classes ?? {});
  const holder = classes.find(({ span }) => span.start <= declared.start && declared.end <= span.end);
  return holder?.span ?? declared;
}

function followName(at: At, node: Node): void {
  const { model, path, root, trace } = at;
  for (const assignment of root.findAll({ rule: { kind: 'assignment' } }))
    if (assignment.field('left')?.text() === node.text()) trace.code.push({ path, ...spanOf(assignment) });
  const values = valuesOf(root, node);
  if (values.length > 0) {
    for (const value of values) follow(at, value);
    return;
  }
  const entry = model.module(path)?.imports.find(({ local }) => local === node.text());
  const target = entry ? model.locate(path, entry.module) : null;
  const text = target ? model.read(target) : null;
  if (!entry?.name || !target || text === null) {
    trace.isUnknown = true;
    return;
  }
  const other = parsePython(text);
  const assigned = topAssignments(other, entry.name);
  if (assigned.length === 0) trace.isUnknown = true;
  for (const assignment of assigned) {
    trace.code.push({ path: target, ...spanOf(assignment) });
    const value = assignment.field('right');
    const isOwnChange = value?.find({ rule: { kind: 'identifier', regex: `^${entry.name}$` } });
    if (value && !isOwnChange) follow({ ...at, path: target, root: other }, value);
  }
}

function followCall(at: At, node: Node): void {
  const { model, path, root, trace } = at;
  const callee = calleeOf(node);
  const given = argumentsOf(node).flatMap((argument) =>
    argument.kind() === 'keyword_argument' ? (argument.field('value') ?? []) : argument,
  );
  const method =
    node.field('function')?.kind() === 'attribute' ? callee.slice(callee.lastIndexOf('.') + 1) : '';
  if (/^(os\.)?(getenv|environ\.get)$/.test(callee)) {
    const value = model.resolve(expressionOf(path, node));
    if (value.kind === 'environment')
      trace.reads.push({ name: value.name, span: { path, ...spanOf(node) }, isPart: at.isPart });
    else trace.isUnknown = true;
    if (given[1]) follow(at, given[1]);
    return;
  }
  if (COMPOSING.test(callee)) trace.isComposed = true;
  if (PASSING.test(callee) || /^(\w+\.)*(URL|PostgresDsn|MultiHostUrl)\.(create|build)$/.test(callee)) {
    trace.calls.push(callee);
    const isPart = at.isPart || COMPOSING.test(callee);
    for (const argument of given) follow({ ...at, isPart }, argument);
    return;
  }
  const object = node.field('function')?.field('object');
  if (METHODS.test(method) && object) {
    trace.calls.push(method);
    follow(at, object);
    if (method === 'format') for (const argument of given) follow(at, argument);
    return;
  }
  if (method === 'get_main_option') {
    trace.calls.push(method);
    return;
  }
  if (followReader(at, node) || followFunction(at, callee, root)) return;
  if (!followValue(at, node) && !classLeaf(at, node)) trace.isUnknown = true;
}

/** A function of the repository that reads the variable whose name it is given: `read_env("DATABASE_URL")`. */
function followReader({ model, path, trace, isPart }: At, node: Node): boolean {
  const expression = expressionOf(path, node);
  const read = expression.kind === 'call' && /^\w+$/.test(calleeOf(node)) ? readOf(model, expression) : null;
  if (!read) return false;
  trace.reads.push({ name: read.name, span: { path, ...spanOf(node) }, isPart });
  if (read.fallback?.kind === 'literal' && typeof read.fallback.value === 'string')
    trace.literals.push(read.fallback.value);
  return true;
}

/** What a function of the repository returns. */
function followFunction(at: At, name: string, root: Node): boolean {
  const { model, path } = at;
  if (!/^\w+$/.test(name)) return false;
  const entry = model.module(path)?.imports.find(({ local }) => local === name);
  const target = entry?.name ? model.locate(path, entry.module) : null;
  const text = target ? model.read(target) : null;
  const place = text === null || !target ? { path, root } : { path: target, root: parsePython(text) };
  const wanted = text === null ? name : (entry?.name ?? name);
  const definition = place.root
    .findAll({ rule: { kind: 'function_definition' } })
    .find((node) => node.field('name')?.text() === wanted);
  if (!definition) return false;
  followReturns({ ...at, ...place }, definition);
  return true;
}

/** Every value that a function returns. */
export function followReturns(at: At, definition: Node): void {
  at.trace.code.push({ path: at.path, ...spanOf(definition) });
  for (const statement of definition.findAll({ rule: { kind: 'return_statement' } })) {
    const value = statement.namedChildren()[0];
    if (value) follow(at, value);
  }
}

function topAssignments(root: Node, name: string): Node[] {
  return root
    .findAll({ rule: { kind: 'assignment' } })
    .filter((node) => node.field('left')?.text() === name)
    .filter(
      (node) => !node.ancestors().some((up) => /^(function|class)_definition$/.test(String(up.kind()))),
    );
}

/** Whether a string of the code on the way has a text in it: `%%`, `postgres://`. */
export function mentions(model: Model, { code }: UrlTrace, text: string): boolean {
  return code.some(({ path, start, end }) => (model.read(path) ?? '').slice(start, end).includes(text));
}
