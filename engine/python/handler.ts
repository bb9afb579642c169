import { parsePython } from '@unblock/codemods/python/parse';
import type { Route } from '../facts.ts';
import type { Model } from '../model.ts';
import { calleeOf, type Node, spanOf } from './tree.ts';

/** The function behind a route. */
export interface Handler {
  /** Its name: `health`. */
  name: string;
  /** Every decorator of it, the route's own too. */
  decorators: Node[];
  parameters: Node | null;
  body: Node | null;
}

/** The function that a Python route's decorator stands on; null where the file does not parse. */
export function handlerOf(route: Route, model: Model): Handler | null {
  const text = model.read(route.span.path);
  if (text === null) return null;
  const decorator = parsePython(text)
    .findAll({ rule: { kind: 'decorator' } })
    .find((node) => spanOf(node).start === route.span.start);
  const decorated = decorator?.parent();
  const definition = decorated?.field('definition');
  if (!decorated || definition?.kind() !== 'function_definition') return null;
  return {
    name: definition.field('name')?.text() ?? '',
    decorators: decorated.children().filter((node) => node.kind() === 'decorator'),
    parameters: definition.field('parameters'),
    body: definition.field('body'),
  };
}

/** Calls that do no work which could fail while the process itself is well. A name with a capital makes a response. */
const PLAIN =
  /^([A-Z]\w*|jsonify|make_response|dict|str|int|float|round|len|(.+\.)?(isoformat|strftime|utcnow|now|time|monotonic|getenv|get|info|debug|getpid|model_dump))$/;
const WORKING = ['await', 'with_statement', 'for_statement', 'while_statement', 'raise_statement', 'yield'];

/** Whether a handler only says that the process answers. */
export function isLight({ body }: Handler): boolean {
  if (!body || body.find({ rule: { any: WORKING.map((kind) => ({ kind })) } })) return false;
  return body.findAll({ rule: { kind: 'call' } }).every((call) => PLAIN.test(calleeOf(call)));
}
