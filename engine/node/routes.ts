import type { SgNode } from '@ast-grep/napi';
import type { Fact } from '../facts.ts';
import { expressionOf, named, spanOf } from './expression.ts';

/** `app.setGlobalPrefix('api')` */
export function extractPrefix(
  path: string,
  node: SgNode,
  callee: SgNode,
  list: SgNode | null,
  facts: Fact[],
): void {
  const first = list ? named(list)[0] : undefined;
  const prefix = first ? expressionOf(path, first) : null;
  if (prefix?.kind !== 'literal' || typeof prefix.value !== 'string') return;
  facts.push({
    kind: 'router-mount',
    span: spanOf(path, node),
    on: callee.field('object')?.text() ?? '',
    router: null,
    prefix: prefix.value,
    keywords: {},
  });
}

/** `app.get('/health', handler)` */
export function extractRoute(
  path: string,
  node: SgNode,
  callee: SgNode,
  method: string,
  list: SgNode | null,
  facts: Fact[],
): void {
  const args = list ? named(list) : [];
  const route = args[0] ? expressionOf(path, args[0]) : null;
  // `app.get('setting')` of Express reads a setting: a route has a handler and a path.
  if (
    args.length < 2 ||
    route?.kind !== 'literal' ||
    typeof route.value !== 'string' ||
    !route.value.startsWith('/')
  )
    return;
  facts.push({
    kind: 'route',
    span: spanOf(path, node),
    method,
    path: route.value,
    on: callee.field('object')?.text() ?? '',
  });
}

/** `@Get('health')` of a controller. */
export function extractRouteDecorator(path: string, node: SgNode, facts: Fact[]): void {
  const call = named(node)[0] ?? null;
  const controller = node
    .ancestors()
    .find((up) => up.kind() === 'class_declaration' || up.kind() === 'class');
  const prefix = controllerPath(controller ?? null);
  if (prefix === null) return;
  facts.push({
    kind: 'route',
    span: spanOf(path, node),
    method: 'get',
    path: joinPath(prefix, stringArgument(call) ?? ''),
    on: controller?.field('name')?.text() ?? '',
  });
}

function controllerPath(controller: SgNode | null): string | null {
  const holders = [controller, controller?.parent()];
  for (const holder of holders) {
    for (const child of holder?.children() ?? []) {
      const call = child.kind() === 'decorator' ? named(child)[0] : null;
      if (call?.field('function')?.text() === 'Controller')
        return stringArgument(call) ?? (named(call.field('arguments') ?? call).length === 0 ? '' : null);
    }
  }
  return null;
}

function stringArgument(call: SgNode | null): string | null {
  const list = call?.field('arguments');
  const first = list ? named(list)[0] : undefined;
  return first?.kind() === 'string' ? first.text().slice(1, -1) : null;
}

function joinPath(prefix: string, path: string): string {
  return `/${[prefix, path]
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')}`;
}
