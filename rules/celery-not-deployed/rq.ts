import { parsePython } from '@unblock/codemods/python/parse';
import { findDependency, type Model, type Service } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { expressionOf, spanOf } from '@unblock/engine/python/expression';
import { calleeOf, type Node } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import type { Queue, Use } from './queue.ts';

const SENDS = /\.(enqueue|enqueue_call|enqueue_in|enqueue_at|enqueue_many)\(/;
/** RQ's own program, or a file that is called a worker: what it makes its worker of may be a class of its own. */
const LINE =
  /\brq["',\]]*\s+["']?worker(-pool)?\b|\brqworker(-pool)?\b|\bpython[\d.]*\s+(-\w\s+)*[\w./]*worker\w*(\.py)?\b/;

/** The queues of RQ that the web process of a service fills; null without any. */
export function rqQueue(service: Service, model: Model): Queue | null {
  const { dependencies } = service;
  if (dependencies.complete && !findDependency(dependencies, 'rq')) return null;
  const queues = service.files.flatMap((path) => queuesIn(path, model));
  const [first] = queues;
  const sent = first ? sentBy(service, model) : null;
  if (!first || !sent) return null;
  const script = service.files.find((path) => isWorker(path, model)) ?? null;
  const marks = { line: lineOf(script), words: ['rq', 'worker'] };
  return {
    library: 'RQ',
    program: 'rq worker',
    made: { what: 'Queue(…)', span: first.span },
    sent,
    schedule: null,
    lacking: null,
    marks: { worker: marks, beat: marks },
    command(_part, ground) {
      if (script) {
        const inside = ground.search ? script.slice(ground.search.length + 1) : script;
        return script.startsWith(ground.search) ? ground.run(`python ${inside}`) : null;
      }
      const names = [...new Set(queues.map(({ name }) => name))];
      const [variable, other] = new Set(queues.map((queue) => queue.variable));
      if (!variable || other !== undefined || names.includes(null)) return null;
      return `${ground.run('rq worker')} ${names.join(' ')} --url $${variable}`;
    },
  };
}

/** A command that runs a worker: RQ's own, or the repository's script by its name. */
function lineOf(script: string | null): RegExp {
  const name = script?.split('/').pop()?.replace(/\.py$/, '');
  return name ? new RegExp(`${LINE.source}|\\bpython[\\d.]*\\s.*\\b${escaped(name)}\\b`) : LINE;
}

interface Made {
  /** The queue's name; null where it is not written in place. */
  name: string | null;
  /** The variable that holds the address of Redis; null where that is not told. */
  variable: string | null;
  span: Use['span'];
}

function queuesIn(path: string, model: Model): Made[] {
  const text = model.read(path) ?? '';
  if (!/\bQueue\(/.test(text) || !/\brq\b/.test(text)) return [];
  return parsePython(text)
    .findAll({ rule: { kind: 'call' } })
    .flatMap((call): Made[] => {
      const expression = /(^|\.)Queue$/.test(calleeOf(call)) ? expressionOf(path, call) : null;
      if (expression?.kind !== 'call' || !isOf(model, path, call, /^rq(\.|$)/, /^Queue$/)) return [];
      const [first] = expression.arguments;
      const given = first ?? expression.keywords.name;
      const name = given ? model.resolve(given) : null;
      const connection = expression.keywords.connection;
      const redis = connection ? model.producer(connection) : null;
      const address = redis && /(^|\.)from_url$/.test(redis.name) ? redis.call.arguments[0] : undefined;
      const value = address ? model.resolve(address) : null;
      return [
        {
          name: name === null ? 'default' : name.kind === 'literal' ? String(name.value) : null,
          variable: value?.kind === 'environment' ? value.name : null,
          span: spanOf(path, call),
        },
      ];
    });
}

function isOf(model: Model, path: string, call: Node, module: RegExp, name: RegExp): boolean {
  const producer = model.producer(expressionOf(path, call));
  return producer !== null && module.test(producer.module) && name.test(producer.name);
}

/** A script that works off queues: `Worker([...]).work()`. */
function isWorker(path: string, model: Model): boolean {
  const text = model.read(path) ?? '';
  if (!/\.work\(/.test(text) || !/\brq\b/.test(text)) return false;
  return parsePython(text)
    .findAll({ rule: { kind: 'call' } })
    .some((call) => {
      const method = call.field('function');
      const object = method?.kind() === 'attribute' ? method.field('object') : null;
      return (
        method?.field('attribute')?.text() === 'work' &&
        object !== null &&
        isOf(model, path, object, /^rq(\.|$)/, /Worker$/)
      );
    });
}

/** The first place in the web process that puts a job on a queue. */
function sentBy(service: Service, model: Model): Use | null {
  for (const path of [...webFiles(model, service)].sort()) {
    const text = model.read(path) ?? '';
    if (!SENDS.test(text)) continue;
    const call = parsePython(text)
      .findAll({ rule: { kind: 'call' } })
      .find(
        (one) =>
          SENDS.test(`${calleeOf(one)}(`) &&
          isQueue(path, one.field('function')?.field('object') ?? null, model),
      );
    if (call) return { what: `${calleeOf(call)}()`, span: spanOf(path, call) };
  }
  return null;
}

/** A queue of RQ, or an attribute that is called one: `current_app.task_queue`. */
function isQueue(path: string, object: Node | null, model: Model): boolean {
  if (!object) return false;
  const producer = model.producer(expressionOf(path, object));
  if (producer) return /^rq(\.|$)/.test(producer.module);
  return object.kind() === 'attribute' && /queue/i.test(object.field('attribute')?.text() ?? '');
}
