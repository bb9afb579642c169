import { both, findDependency, type Model, type Service, type Skip } from '@unblock/engine';
import { expressionOf } from '@unblock/engine/python/expression';
import { conditionsOf } from '@unblock/engine/python/scheduler';
import { argumentsOf, calleeOf, keyword } from '@unblock/engine/python/tree';
import { unlockedCalls } from '../begun-calls.ts';
import type { BegunCall } from '../guard-begun.ts';
import { type Defined, definitionOf } from '../python-definitions.ts';
import { type Consumer, wayTo } from './consumers.ts';

const BEGINS = /\b(Thread|create_task|ensure_future)\(/;
/** Libraries of brokers, with what takes messages until the process ends. */
const BROKERS: readonly { title: string; module: RegExp; hint: RegExp; takes: RegExp }[] = [
  { title: 'RabbitMQ', module: /^pika(\.|$)/, hint: /\bpika\b/, takes: /\.start_consuming$/ },
  { title: 'RabbitMQ', module: /^aio_pika(\.|$)/, hint: /\baio_pika\b/, takes: /\.(consume|iterator)$/ },
  {
    title: 'Kafka',
    module: /^(aiokafka|kafka|confluent_kafka)(\.|$)/,
    hint: /kafka/,
    takes: /\.(getone|getmany|poll)$/,
  },
];
const PACKAGES = ['pika', 'aio-pika', 'aiokafka', 'kafka-python', 'kafka-python-ng', 'confluent-kafka'];
/** Queues of one process alone: each process has to take all messages. */
const OWN_QUEUE = /exclusive\s*=\s*True|fanout|FANOUT|queue\s*=\s*(""|'')|auto_delete\s*=\s*True/;

/**
 * The consumers of brokers that a web process begins in a thread or a task, from a queue or a group that other processes share.
 */
export function brokersIn(model: Model, service: Service, files: ReadonlySet<string>): Consumer[] {
  const { dependencies } = service;
  const isUsed = PACKAGES.some((name) => findDependency(dependencies, name));
  if (dependencies.complete && !isUsed) return [];
  return unlockedCalls(model, service, files, BEGINS).flatMap(
    (begun) => consumerOf(model, begun, files) ?? [],
  );
}

function consumerOf(model: Model, thread: BegunCall, files: ReadonlySet<string>): Consumer | null {
  const { path, call } = thread;
  const name = /(^|\.)(Thread|create_task|ensure_future)$/.exec(calleeOf(call))?.[2];
  if (!name) return null;
  const first = argumentsOf(call)[0] ?? null;
  const handed =
    name === 'Thread' ? keyword(call, 'target') : first?.kind() === 'call' ? first.field('function') : null;
  const begun = handed && definitionOf(model, path, handed);
  const title = begun ? takenIn(model, begun) : null;
  const way = title ? wayTo(model, thread, files) : null;
  if (!begun || !title || !way) return null;
  return {
    library: { title, kind: 'broker' },
    path,
    call,
    what: `${handed?.text() ?? ''}()`,
    way,
    periodic: false,
    refusal: isWhole(begun) ? null : HALF,
  };
}

/** The broker whose messages a function takes for as long as it runs; null where each process needs messages of its own. */
function takenIn(model: Model, { path, node }: Defined): string | null {
  const text = model.read(path) ?? '';
  const imports = model.imports(path)?.imports ?? [];
  const broker = BROKERS.find(
    ({ module, hint }) => hint.test(text) && imports.some((one) => module.test(one.module)),
  );
  if (!broker || OWN_QUEUE.test(text)) return null;
  // Without a group each process gets all messages.
  if (broker.title === 'Kafka' && !/group_id\s*=\s*(?!None\b)|["']group\.id["']/.test(text)) return null;
  const calls = node.findAll({ rule: { kind: 'call' } });
  const taking = calls.find(
    (call) =>
      broker.takes.test(calleeOf(call)) &&
      conditionsOf(path, call, node).every(({ kind }) => kind === 'literal'),
  );
  const loops = node.findAll({ rule: { kind: 'for_statement' } });
  const isRead = loops.some((loop) => {
    const right = loop.field('right');
    const maker = right ? model.producer(expressionOf(path, right)) : null;
    return broker.title === 'Kafka' && maker !== null && broker.module.test(maker.module);
  });
  return taking || isRead ? broker.title : null;
}

/** Whether a function opens what it takes messages from: a guard around it then leaves nothing half open. */
function isWhole({ node }: Defined): boolean {
  const text = node.text();
  return !text.includes('.start_consuming(') || text.includes('.basic_consume(');
}

const HALF: Skip = {
  skip: both(
    'the channel is told to take messages elsewhere (`basic_consume`): a process that never works them off would hold them back',
    "le canal reçoit ailleurs l'ordre de prendre des messages (`basic_consume`) : un processus qui ne les traite jamais les retiendrait",
  ),
};
