import type { SgNode } from '@ast-grep/napi';
import type { Expression, Fact, ServerApi } from '../facts.ts';
import { withArguments } from './arguments.ts';
import { enclosingFunction, expressionOf, named, spanOf } from './expression.ts';
import { flowOf } from './flow.ts';

const APIS: Readonly<Record<string, ServerApi>> = {
  'Bun.serve': 'bun',
  serve: 'hono',
  startStandaloneServer: 'node-http',
};

/** A call that makes a server listen: `app.listen(port, host)`, `serve({ fetch, port })`. */
export function extractServerCall(
  path: string,
  node: SgNode,
  callee: SgNode,
  list: SgNode | null,
  facts: Fact[],
): void {
  const argumentNodes = list ? named(list) : [];
  const values = withArguments(() => argumentNodes.map((argument) => expressionOf(path, argument)));
  const api: ServerApi | null = APIS[callee.text()] ?? null;
  const receiver = callee.kind() === 'member_expression' ? callee.field('object') : null;
  const options = optionsOf(callee.text(), argumentNodes);
  const given = options ? withArguments(() => expressionOf(path, options)) : null;
  const properties = given?.kind === 'object' ? given.properties : {};
  // `serve(x)`: what x is cannot be told from here.
  const whole = !options && api !== null ? values[0] : undefined;
  const hidden = properties['...'] ?? whole ?? null;
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
    receiver: receiver ? withArguments(() => expressionOf(path, receiver)) : null,
    host: options || whole ? (properties.host ?? properties.hostname ?? hidden) : hostArgument,
    port:
      options || whole
        ? (properties.port ?? hidden)
        : isFunction(argumentNodes[0])
          ? null
          : (values[0] ?? null),
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

/** The argument that is an object of options, also by its name in the same file. */
function optionsOf(callee: string, given: readonly SgNode[]): SgNode | null {
  const [first] = given;
  const named = first?.kind() === 'identifier' ? objectNamed(first) : null;
  const options = given.find((argument) => argument.kind() === 'object') ?? named;
  if (callee !== 'startStandaloneServer') return options;
  // Apollo has those of the server inside its own.
  const pair = options?.children().find((entry) => entry.field('key')?.text() === 'listen');
  const inner = pair?.field('value');
  return inner?.kind() === 'object' ? inner : null;
}

function objectNamed(name: SgNode): SgNode | null {
  const declared = name
    .getRoot()
    .root()
    .findAll({ rule: { kind: 'variable_declarator' } })
    .filter((entry) => entry.field('name')?.text() === name.text());
  const value = declared.length === 1 ? declared[0]?.field('value') : null;
  return value?.kind() === 'object' ? value : null;
}

function isBacklog(value: Expression): boolean {
  return value.kind === 'literal' && typeof value.value === 'number';
}
