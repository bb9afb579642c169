import type { SgNode } from '@ast-grep/napi';
import type { Fact } from '../facts.ts';
import { argumentsOf, named, spanOf } from './expression.ts';

/** Calls that put a router into an application, as they are written. */
export const MOUNT_CALL = /^[\w.]+\.(include_router|register_blueprint)$/;
/** Decorators that make a function answer a path. */
export const ROUTE_DECORATOR =
  /^@[\w.]+\.(get|post|put|delete|patch|head|options|route|api_route|websocket)\(/;

/** A router in an application, as a fact. */
export function extractMount(path: string, node: SgNode, callee: string, list: SgNode, facts: Fact[]): void {
  const { positional, keywords } = argumentsOf(path, list);
  const prefix = keywords.prefix ?? keywords.url_prefix ?? null;
  const text =
    prefix === null
      ? ''
      : prefix.kind === 'literal' && typeof prefix.value === 'string'
        ? prefix.value
        : null;
  facts.push({
    kind: 'router-mount',
    span: spanOf(path, node),
    on: callee.slice(0, callee.lastIndexOf('.')),
    router: positional[0] ?? keywords.router ?? keywords.blueprint ?? null,
    prefix: text,
    keywords,
  });
}

/** A path that a function answers, as a fact. */
export function extractRoute(path: string, node: SgNode, facts: Fact[]): void {
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
