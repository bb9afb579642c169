import type { SgNode } from '@ast-grep/napi';
import type { Expression, Fact, ServerApi } from '../facts.ts';
import { enclosingFunction, expressionOf, named, spanOf } from './expression.ts';
import { flowOf } from './flow.ts';

/** A call that makes a server listen: `app.listen(port, host)`, `serve({ fetch, port })`. */
export function extractServerCall(
  path: string,
  node: SgNode,
  callee: SgNode,
  list: SgNode | null,
  facts: Fact[],
): void {
  const argumentNodes = list ? named(list) : [];
  const values = argumentNodes.map((argument) => expressionOf(path, argument));
  const api: ServerApi | null =
    callee.text() === 'Bun.serve' ? 'bun' : callee.text() === 'serve' ? 'hono' : null;
  const receiver = callee.kind() === 'member_expression' ? callee.field('object') : null;
  const options = argumentNodes.find((argument) => argument.kind() === 'object') ?? null;
  const given = options ? expressionOf(path, options) : null;
  const properties = given?.kind === 'object' ? given.properties : {};
  const hidden = properties['...'] ?? null;
  const isFunction = (argument: SgNode | undefined) =>
    !argument || /function|arrow/.test(String(argument.kind()));
  // `listen(port, host, callback)`; a second argument that is no host is the callback or the backlog.
  const second = values[1];
  const hostArgument =
    !options && second && !isFunction(argumentNodes[1]) && !isBacklog(second) ? second : null;
  facts.push({
    kind: 'server-call',
    span: spanOf(path, node),
    api,
    callee: callee.text(),
    receiver: receiver ? expressionOf(path, receiver) : null,
    host: options ? (properties.host ?? properties.hostname ?? hidden) : hostArgument,
    port: options ? (properties.port ?? hidden) : isFunction(argumentNodes[0]) ? null : (values[0] ?? null),
    debug: null,
    reload: null,
    application: null,
    options: options ? spanOf(path, options) : null,
    arguments: argumentNodes.map((argument) => spanOf(path, argument)),
    mainOnly: node
      .ancestors()
      .some(
        (up) =>
          up.kind() === 'if_statement' &&
          /require\.main|import\.meta\.(main|url)/.test(up.field('condition')?.text() ?? ''),
      ),
    inFunction: enclosingFunction(node)?.field('name')?.text() ?? null,
    flow: flowOf(node),
  });
}

function isBacklog(value: Expression): boolean {
  return value.kind === 'literal' && typeof value.value === 'number';
}
