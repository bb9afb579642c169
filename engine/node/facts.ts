import type { SgNode } from '@ast-grep/napi';
import type { Fact } from '../facts.ts';
import { needWithout } from '../need.ts';
import { extractExposed } from './exposed.ts';
import { calleeOf, enclosingFunction, expressionOf, isEnvironment, named, spanOf } from './expression.ts';
import { flowOf } from './flow.ts';
import { isCheckedAfter, isInside, needOf } from './need.ts';
import { extractPrefix, extractRoute, extractRouteDecorator } from './routes.ts';
import { extractNest } from './schedule.ts';
import { SCHEMA_CALL, schemaReads } from './schema.ts';
import { extractServerCall } from './server-call.ts';
import { extractSigning, SIGNING_LITERALS } from './signing.ts';

/** A file without any of these says nothing of deploying. */
export const NODE_LITERALS = [
  '.listen(',
  'serve(',
  'startStandaloneServer(',
  'process.env',
  'Bun.env',
  'express(',
  'fastify(',
  'Fastify(',
  'NestFactory',
  'new Koa',
  'new Hono',
  'createServer(',
  '@nestjs/schedule',
  '@Module(',
  'setGlobalPrefix',
  'onfigService',
  ...SIGNING_LITERALS,
];

/** A local address: code of browsers that calls one is read from its tree. */
export const NODE_LOCAL = /:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|10\.0\.2\.2|192\.168\.)/;

/** A file with these alone can hold routes and nothing else: it is parsed when somebody asks for them. */
export const NODE_ROUTERS = ['Router(', '@Controller'];

const ENVIRONMENT = /^(process|Bun)\.env$/;
const CONSTRUCTOR = /^(Koa|Hono|OpenAPIHono)$/;
const CALL =
  /^(serve|Bun\.serve|startStandaloneServer|express|[fF]astify|http\.createServer|createServer)$|\.(listen|setGlobalPrefix)$|^(await\s+)?NestFactory\.create|^(app|server|router|api|fastify)\.(get|post|put|delete|patch|head|options|all)$/;
/** Nest's ConfigService reads the environment under keys written like variables. */
const CONFIGURATION = /(^|\.)config(Service)?\.(get|getOrThrow)$/i;
/** These take the environment to change it, to hand it on or to show it. */
const LEAVES_NAMES =
  /(^|\.)(assign|spawn|spawnSync|exec\w*|fork|config|expand|stringify|log|debug|populate)$/;
const PRODUCERS: Record<string, 'express' | 'fastify' | 'koa' | 'hono' | 'http'> = {
  express: 'express',
  fastify: 'fastify',
  Fastify: 'fastify',
  Koa: 'koa',
  Hono: 'hono',
  createServer: 'http',
};

/** The kinds of nodes that a fact begins at. */
export const NODE_KINDS = [
  'call_expression',
  'new_expression',
  'member_expression',
  'subscript_expression',
  'variable_declarator',
  'decorator',
];

/**
 * Everything one ECMAScript file says of deploying. The text has one of the strings above in it; `nodes` are its
 * nodes of `NODE_KINDS`. They are judged here: a matcher's regular expressions are compiled again for every file.
 */
export function extractNode(path: string, root: SgNode, nodes: readonly SgNode[]): Fact[] {
  const facts: Fact[] = [];
  const covered: SgNode[] = [];
  for (const node of nodes) {
    const part = (field: string) => node.field(field)?.text() ?? '';
    switch (node.kind()) {
      case 'member_expression':
      case 'subscript_expression':
        if (!/^(process|Bun)\.env/.test(node.text()) || covered.some((schema) => isInside(node, schema)))
          break;
        if (ENVIRONMENT.test(part('object'))) pushEnvironmentRead(path, node, facts);
        else if (isPassed(node)) facts.push({ kind: 'environment-passed', span: spanOf(path, node) });
        break;
      case 'variable_declarator':
        if (ENVIRONMENT.test(part('value'))) pushDestructured(path, node, facts);
        break;
      case 'decorator':
        if (node.text().startsWith('@Get(')) extractRouteDecorator(path, node, facts);
        break;
      case 'new_expression':
        if (CONSTRUCTOR.test(part('constructor'))) extractCall(path, node, facts);
        break;
      case 'call_expression': {
        const callee = part('function');
        if (CALL.test(callee)) extractCall(path, node, facts);
        else if (CONFIGURATION.test(callee)) pushConfigurationRead(path, node, facts);
        else if (SCHEMA_CALL.test(callee)) {
          const schema = schemaReads(path, root, node);
          if (schema) covered.push(schema.covered);
          facts.push(...(schema?.reads ?? []));
        }
        break;
      }
    }
  }
  facts.push(
    ...extractNest(path, root),
    ...extractSigning(path, root, nodes),
    ...extractExposed(path, root, nodes),
  );
  return facts;
}

/** Handed whole to a function that is not known to leave its names alone. */
function isPassed(node: SgNode): boolean {
  const list = node.parent();
  const callee = list?.kind() === 'arguments' ? calleeOf(list.parent() ?? list)?.text() : undefined;
  return callee !== undefined && ENVIRONMENT.test(node.text()) && !LEAVES_NAMES.test(callee);
}

function pushEnvironmentRead(path: string, node: SgNode, facts: Fact[]): void {
  const parent = node.parent();
  if (parent?.kind() === 'assignment_expression' && parent.field('left')?.id() === node.id()) return;
  const read = expressionOf(path, node);
  if (read.kind !== 'env') return;
  const { need, fallback } = needOf(path, node);
  facts.push({
    kind: 'environment-read',
    span: read.span,
    name: read.name,
    fallback,
    need,
    via: 'direct',
  });
}

/** `configService.get('JWT_SECRET')`, `configService.getOrThrow<string>('DATABASE_URL')`. */
function pushConfigurationRead(path: string, node: SgNode, facts: Fact[]): void {
  const [key, given] = named(node.field('arguments') ?? node).map((argument) => expressionOf(path, argument));
  if (key?.kind !== 'literal' || typeof key.value !== 'string' || !/^[A-Z][A-Z\d_]*$/.test(key.value)) return;
  const isStrict = calleeOf(node)?.text().endsWith('getOrThrow') ?? false;
  const around = needOf(path, node);
  facts.push({
    kind: 'environment-read',
    span: spanOf(path, node),
    name: key.value,
    fallback: given?.kind === 'literal' ? given : around.fallback,
    need: isStrict ? 'required' : given ? 'defaulted' : around.need,
    via: 'settings',
  });
}

function pushDestructured(path: string, node: SgNode, facts: Fact[]): void {
  const target = node.field('name');
  if (target?.kind() !== 'object_pattern' || !isEnvironment(node.field('value')?.text() ?? '')) return;
  for (const entry of named(target)) {
    const key =
      entry.kind() === 'object_assignment_pattern' ? entry.field('left') : (entry.field('key') ?? entry);
    const given = entry.kind() === 'object_assignment_pattern' ? entry.field('right') : null;
    if (!key || entry.kind() === 'rest_pattern') continue;
    const fallback = given ? expressionOf(path, given) : null;
    const local = entry.field('value')?.text() ?? key.text();
    const need = needWithout(fallback);
    facts.push({
      kind: 'environment-read',
      span: spanOf(path, entry),
      name: key.text(),
      fallback,
      need: need !== 'defaulted' && isCheckedAfter(node, local) ? 'required' : need,
      via: 'direct',
    });
  }
}

function extractCall(path: string, node: SgNode, facts: Fact[]): void {
  const callee = calleeOf(node);
  const list = node.field('arguments');
  if (!callee) return;
  const name = callee.text();
  const method = callee.kind() === 'member_expression' ? (callee.field('property')?.text() ?? '') : '';
  const producer =
    PRODUCERS[name] ??
    (name === 'http.createServer'
      ? 'http'
      : name === 'OpenAPIHono'
        ? 'hono'
        : name.startsWith('NestFactory.create')
          ? 'nest'
          : null);
  if (producer) extractApplication(path, node, producer, facts);
  else if (method === 'listen' || /^(serve|Bun\.serve|startStandaloneServer)$/.test(name))
    extractServerCall(path, node, callee, list, facts);
  else if (method === 'setGlobalPrefix') extractPrefix(path, node, callee, list, facts);
  else extractRoute(path, node, callee, method, list, facts);
}

function extractApplication(
  path: string,
  node: SgNode,
  framework: 'express' | 'fastify' | 'koa' | 'hono' | 'http' | 'nest',
  facts: Fact[],
): void {
  let holder: SgNode | null = node.parent();
  while (holder && /^(await_expression|as_expression|parenthesized_expression)$/.test(String(holder.kind())))
    holder = holder.parent();
  const name = holder?.kind() === 'variable_declarator' ? holder.field('name')?.text() : null;
  facts.push({
    kind: 'application',
    span: spanOf(path, node),
    framework,
    name: name ?? '',
    factory: enclosingFunction(node) !== null,
    debug: null,
    flow: flowOf(node),
  });
}
