import type { Edit } from '@unblock/codemods';
import { insertArgument, setArgument, setProperty } from '@unblock/codemods/ecmascript';
import type { Expression, Model, Service, Span } from '@unblock/engine';
import { calleeOf, expressionOf, named } from '@unblock/engine/node/expression';
import { flowOf } from '@unblock/engine/node/flow';
import { parseNode } from '@unblock/engine/node/parse';

/** A connection object that BullMQ refuses for a worker. */
export interface Connection {
  /** The call that makes the connection. */
  made: Span;
  options: Extract<Expression, { kind: 'object' }> | null;
  given: number;
  /** The worker's file and class. */
  worker: { path: string; name: string };
  /** The worker is made whenever its file is loaded. */
  always: boolean;
}

const OPTION = 'maxRetriesPerRequest';

/** The connections of ioredis that workers of BullMQ are given without the option they demand. */
export function refusedConnections(service: Service, model: Model): Connection[] {
  if (!service.dependencies.entries.some(({ name, production }) => production && name === 'bullmq'))
    return [];
  return service.files.flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!/['"]bullmq['"]/.test(text) || !/new (Worker|QueueEvents)\b/.test(text)) return [];
    return parseNode(path, text)
      .findAll({ rule: { kind: 'new_expression' } })
      .flatMap((node) => {
        const name = calleeOf(node)?.text() ?? '';
        const last = named(node.field('arguments') ?? node).at(-1);
        if (!/^(Worker|QueueEvents)$/.test(name) || last?.kind() !== 'object') return [];
        const options = expressionOf(path, last);
        const connection = options.kind === 'object' ? options.properties.connection : undefined;
        const call = connection ? madeBy(connection, model) : null;
        const found = call ? refused(call) : null;
        const flow = flowOf(node);
        const always = !flow.conditional && flow.within.length === 0;
        return found ? [{ ...found, worker: { path, name }, always }] : [];
      });
  });
}

/** The call of ioredis that an expression stands for. */
function madeBy(expression: Expression, model: Model): Extract<Expression, { kind: 'call' }> | null {
  const producer = model.producer(expression);
  if (producer) return producer.module === 'ioredis' ? producer.call : null;
  if (expression.kind !== 'call' || expression.callee.kind !== 'name') return null;
  const { name } = expression.callee;
  const imported = model.module(expression.span.path)?.imports.find(({ local }) => local === name);
  return imported?.module === 'ioredis' ? expression : null;
}

/** Without the option ioredis gives up after twenty tries: https://github.com/redis/ioredis#auto-reconnect */
function refused(
  call: Extract<Expression, { kind: 'call' }>,
): Pick<Connection, 'made' | 'options' | 'given'> | null {
  const { arguments: given, span } = call;
  const options = given.find((argument) => argument.kind === 'object');
  // What a name stands for may hold the option; an address, a host and a port do not.
  const isKnown = given.every(
    (argument, index) => argument === options || index === 0 || argument.kind === 'literal',
  );
  const first = given[0];
  if (!isKnown || (first && first !== options && !isAddress(first))) return null;
  if (options?.kind !== 'object') return { made: span, options: null, given: given.length };
  if (options.properties['...']) return null;
  const value = options.properties[OPTION];
  const isRefused =
    value === undefined || (value.kind === 'literal' && value.value !== null && value.value !== 0);
  return isRefused ? { made: span, options, given: given.length } : null;
}

function isAddress(expression: Expression): boolean {
  if (expression.kind === 'literal' || expression.kind === 'env' || expression.kind === 'concat') return true;
  if (expression.kind === 'either') return isAddress(expression.first) && isAddress(expression.second);
  const name =
    expression.kind === 'name' ? expression.name : expression.kind === 'member' ? expression.property : '';
  return /url|uri|port|host/i.test(name);
}

/** The edits that give a connection the option. */
export async function withOption({ made, options, given }: Connection, text: string): Promise<Edit[]> {
  const { path } = made;
  if (options) return setProperty(path, text, options.span, OPTION, 'null');
  const value = `{ ${OPTION}: null }`;
  return given === 0
    ? setArgument(path, text, made, 0, value)
    : insertArgument(path, text, made, given, value);
}
