import type { ApplicationObject, Model, Service, Span } from '@unblock/engine';
import { calleeOf, named, spanOf } from '@unblock/engine/node/expression';
import type { Node } from '@unblock/engine/node/options';
import { parseNode } from '@unblock/engine/node/parse';

/** The application object of a web process, where it is made, and how it is told to trust a proxy. */
export interface Application {
  kind: 'express' | 'nest' | 'fastify' | 'koa';
  /** The call that makes it. */
  call: Span;
  /** As it is written behind its own statement: `app`, `this.app`; '' where nothing names it. */
  name: string;
  /** The object of options of the call, where there is one; `none` where the call has no argument. */
  options: Span | 'none' | 'unknown';
}

/** The one application of the web process; null where there is none, or several, or one that nothing names. */
export function applicationOf(
  service: Service,
  files: ReadonlySet<string>,
  model: Model,
): Application | null {
  const made = model
    .factsOf(service, 'application')
    .filter(({ span, framework }) => files.has(span.path) && isKnown(framework));
  const nest = made.filter(({ framework }) => framework === 'nest');
  const all = (nest.length > 0 ? nest : made).flatMap((object) => read(object, model) ?? []);
  const [only, other] = all;
  return only && !other ? only : null;
}

function isKnown(framework: string): boolean {
  return /^(express|nest|fastify|koa)$/.test(framework);
}

function read({ span, framework }: ApplicationObject, model: Model): Application | null {
  const text = model.read(span.path) ?? '';
  const call = parseNode(span.path, text)
    .findAll({ rule: { any: [{ kind: 'call_expression' }, { kind: 'new_expression' }] } })
    .find((node) => node.range().start.index === span.start && node.range().end.index === span.end);
  if (!call) return null;
  if (framework !== 'nest') return described(framework, span, call, nameOf(call));
  if (!/^NestFactory\.create(<[^(]*>)?$/.test(calleeOf(call)?.text() ?? '')) return null;
  const adapter = named(call.field('arguments') ?? call).find(
    (node) => node.kind() === 'new_expression' && calleeOf(node)?.text() === 'FastifyAdapter',
  );
  if (adapter) return described('fastify', spanOf(span.path, adapter), adapter, 'FastifyAdapter');
  if (text.includes('FastifyAdapter')) return null;
  const isTyped = /^<NestExpressApplication>/.test(call.text().replace(/^[^<(]*/, ''));
  const name = nameOf(call);
  const isPlain = isTyped || /\.[cm]?js$/.test(span.path);
  return described('nest', span, call, name && !isPlain ? `${name}.getHttpAdapter().getInstance()` : name);
}

function described(framework: string, span: Span, call: Node, name: string): Application | null {
  const kind = framework === 'express' || framework === 'koa' || framework === 'fastify' ? framework : 'nest';
  const given = named(call.field('arguments') ?? call);
  const [first] = given;
  const options = first?.kind() === 'object' ? spanOf(span.path, first) : first ? 'unknown' : 'none';
  const canTake = kind === 'fastify' ? options !== 'unknown' : name !== '';
  return canTake ? { kind, call: span, name, options } : null;
}

/** The name that the statement around a call binds it to. */
function nameOf(call: Node): string {
  let holder = call.parent();
  while (holder && /^(await_expression|as_expression|parenthesized_expression)$/.test(String(holder.kind())))
    holder = holder.parent();
  if (holder?.kind() === 'variable_declarator')
    return holder.field('name')?.kind() === 'identifier' ? (holder.field('name')?.text() ?? '') : '';
  const isStatement =
    holder?.kind() === 'assignment_expression' && holder.parent()?.kind() === 'expression_statement';
  return isStatement ? (holder?.field('left')?.text() ?? '') : '';
}
