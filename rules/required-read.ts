import type { Edit } from '@unblock/codemods';
import { ensureImport, replaceExpression } from '@unblock/codemods/python/index';
import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service, Span } from '@unblock/engine';
import { expressionOf } from '@unblock/engine/python/expression';
import { argumentsOf, calleeOf, type Node, spanOf } from '@unblock/engine/python/tree';
import { environmentReads } from '@unblock/engine/services/environment-reads';

const GETTER = /^(os\.)?(getenv|environ\.get)$/;
/** Libraries whose calls need the variable once they are given no default. */
const LIBRARY = /^(decouple|environs?|starlette\.config|dj_database_url|pydantic(_settings)?)(\.|$)/;

/**
 * Takes the literal out that stands in for a variable, so that the read fails without it.
 *
 * @param literal a literal of Python that a read falls back on.
 * @returns null where it does not stand in the read itself, or where the read has a form that is not known.
 */
export function requiredRead(literal: Span, service: Service, model: Model): Edit[] | null {
  const text = model.read(literal.path);
  if (text === null) return null;
  const node = nodeAt(parsePython(text), literal);
  const holder = node.parent();
  if (holder?.kind() === 'assignment') return fieldWithout(holder, literal, service, model);
  if (holder?.kind() === 'boolean_operator') return withoutOther(text, holder, node);
  const argument = holder?.kind() === 'keyword_argument' ? holder : node;
  const list = argument.parent();
  const call = list?.kind() === 'argument_list' ? list.parent() : null;
  if (!call || call.find({ rule: { kind: 'comment' } })) return null;
  if (GETTER.test(calleeOf(call)))
    return argumentsOf(call).length === 2 ? fromEnvironment(text, call, call) : null;
  return isOfLibrary(call, literal.path, model) ? withoutDefault(call, argument, node) : null;
}

/** `os.environ["X"]` in the place of what reads it with something in its place. */
function fromEnvironment(text: string, call: Node, whole: Node): Edit[] | null {
  const [name] = argumentsOf(call);
  if (!name || name.kind() === 'keyword_argument') return null;
  const span = spanOf(whole);
  return [
    ...ensureImport(text, span.start, 'os'),
    ...replaceExpression(text, span, `os.environ[${name.text()}]`),
  ];
}

/** `os.getenv("X") or "…"`. */
function withoutOther(text: string, whole: Node, literal: Node): Edit[] | null {
  const call = whole.field('left');
  const isRead = call?.kind() === 'call' && GETTER.test(calleeOf(call)) && argumentsOf(call).length === 1;
  const isOther = whole.field('operator')?.text() === 'or' && whole.field('right')?.id() === literal.id();
  const isPlain = whole.find({ rule: { kind: 'comment' } }) === null;
  return call && isRead && isOther && isPlain ? fromEnvironment(text, call, whole) : null;
}

/** The call without its default, and without the comma that parts it from its neighbour. */
function withoutDefault(call: Node, argument: Node, literal: Node): Edit[] | null {
  const all = argumentsOf(call);
  const index = all.findIndex((one) => one.id() === argument.id());
  const [before, after] = [all[index - 1], all[index + 1]];
  // An argument behind it would take its place.
  const isLast = after === undefined || after.kind() === 'keyword_argument';
  const isDefault =
    argument === literal ? index === 1 && isLast : argument.field('name')?.text() === 'default';
  if (!isDefault) return null;
  const { start, end } = spanOf(argument);
  if (after) return [{ start, end: spanOf(after).start, text: '' }];
  return [{ start: before ? spanOf(before).end : start, end, text: '' }];
}

/** A function of the repository may need the argument: what it does without is not known. */
function isOfLibrary(call: Node, path: string, model: Model): boolean {
  const callee = call.field('function');
  const receiver = callee?.kind() === 'attribute' ? callee.field('object') : null;
  return [call, callee, receiver].some(
    (node) => node && LIBRARY.test(model.producer(expressionOf(path, node))?.module ?? ''),
  );
}

/** A field of a settings class without a value is needed: `url: str`. */
function fieldWithout(field: Node, literal: Span, service: Service, model: Model): Edit[] | null {
  const type = field.field('type');
  const isRead = environmentReads(model, service).some(
    ({ via, fallback }) =>
      via === 'settings' && fallback?.span.path === literal.path && fallback.span.start === literal.start,
  );
  return type && isRead ? [{ start: spanOf(type).end, end: literal.end, text: '' }] : null;
}
