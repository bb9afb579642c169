import { parsePython } from '@unblock/codemods/python/parse';
import type { Node } from '@unblock/engine/python/tree';

/** Queues by a name that is not written in place: classes of queues, another default, a router function. */
const OTHER = /task_queues|TASK_QUEUES|task_default_queue|DEFAULT_QUEUE/;

/** The queues that tasks are routed to, beside the default one; null where one of them is not written in place. */
export function routedQueues(texts: readonly string[]): string[] | null {
  const names = new Set<string>();
  for (const text of texts.filter((one) => /task_routes|\bqueue\s*=|["']queue["']/i.test(one))) {
    if (OTHER.test(text)) return null;
    for (const value of queueValues(parsePython(text))) {
      const name = literal(value);
      if (name === null) return null;
      names.add(name);
    }
  }
  return texts.some((text) => OTHER.test(text))
    ? null
    : [...names].filter((name) => name !== 'celery').sort();
}

/** What stands behind `queue=` of a task or of its call, and behind `"queue":` in a table of routes. */
function queueValues(root: Node): Node[] {
  const sent = root.findAll({ rule: { kind: 'keyword_argument' } }).filter(isRouting);
  const tables = root.findAll({ rule: { any: [{ kind: 'assignment' }, { kind: 'keyword_argument' }] } });
  const routed = tables
    .filter((node) => /task_routes$/i.test((node.field('left') ?? node.field('name'))?.text() ?? ''))
    .flatMap((node) => {
      const table = node.field('right') ?? node.field('value');
      return table?.kind() === 'dictionary' ? table.namedChildren().map(routeOf) : [table];
    });
  return [...sent.map((node) => node.field('value')), ...routed].filter((node) => node !== null);
}

/** A `queue=` of `apply_async`, `send_task` or a task's decorator: other calls have such an argument too. */
function isRouting(node: Node): boolean {
  const call = node.parent()?.parent();
  const callee = call?.field('function')?.text() ?? '';
  return (
    node.field('name')?.text() === 'queue' &&
    /(^|\.)(apply_async|send_task|s|si|set|task|shared_task)$/.test(callee)
  );
}

/** The queue of one route: `{"queue": "mails"}`, or its plain name. */
function routeOf(pair: Node): Node | null {
  const value = pair.field('value');
  if (value?.kind() !== 'dictionary') return value;
  const entry = value.namedChildren().find((one) => /^["']queue["']$/.test(one.field('key')?.text() ?? ''));
  return entry?.field('value') ?? value;
}

function literal(node: Node): string | null {
  const found = node.kind() === 'string' ? /^["']([\w.-]+)["']$/.exec(node.text())?.[1] : undefined;
  return found ?? null;
}
