import type { Edit } from '@unblock/codemods';
import { replaceExpression } from '@unblock/codemods/ecmascript';
import type { Fix, Model, Service, Skip, Span } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { calleeOf, enclosingFunction, expressionOf, named, spanOf } from '@unblock/engine/node/expression';
import type { Node } from '@unblock/engine/node/options';
import { parseNode } from '@unblock/engine/node/parse';
import { webFiles } from '@unblock/engine/python/web';
import { contractsOf, webStarts } from '@unblock/engine/started';
import { traceTexts } from './node-words.ts';

const CODE = /\.[cm]?[jt]s$/;
const STACK = /\b(err|error|e|ex|exception)\.stack\b/;
const ANSWERS = /\.(json|send|end|write|render|jsonp)$/;
const BRANCHES = /^(if_statement|ternary_expression|binary_expression|switch_case|spread_element)$/;

/** A place in the code that shows visitors how an error came about. */
interface Trace {
  what: 'stack' | 'errorhandler';
  name: string;
  span: Span;
}

/** Answers of an Express application that hold the stack of an error, whatever the environment. */
export function findTraces(service: Service, model: Model): Entry[] {
  const contracts = contractsOf(model, webStarts(service)).filter(({ runs }) => runs.value === 'server');
  const [contract] = contracts;
  const isExpress = model.factsOf(service, 'application').some(({ framework }) => framework === 'express');
  if (!contract || !isExpress) return [];
  const hinted = service.files.filter((path) => CODE.test(path) && isHinted(model.read(path) ?? ''));
  const loaded = hinted.length > 0 ? webFiles(model, service) : new Set<string>();
  return hinted
    .filter((path) => loaded.has(path))
    .flatMap((path) =>
      tracesIn(path, model).map((trace): Entry => {
        const texts = traceTexts(trace, contract);
        return {
          finding: {
            rule: 'debug-enabled',
            severity: 'important',
            service: service.root,
            span: trace.span,
            title: texts.title,
            message: texts.message,
            fix: 'safe',
            key: `${trace.name} in an answer`,
            platforms: contracts.map(({ id }) => id),
          },
          fix: () => hide(trace, model, texts),
        };
      }),
    );
}

/** Few files hold one of the words at all: a text is searched for them before the expression. */
function isHinted(text: string): boolean {
  return (text.includes('.stack') && STACK.test(text)) || text.includes('errorhandler');
}

function tracesIn(path: string, model: Model): Trace[] {
  const text = model.read(path) ?? '';
  if (!model.module(path)) return [];
  const root = parseNode(path, text);
  const stacks = root.findAll({ rule: { kind: 'member_expression' } }).flatMap((node): Trace[] => {
    const handler = node.field('property')?.text() === 'stack' ? handlerAround(node) : null;
    const first = handler ? parametersOf(handler)[0] : undefined;
    const isSent = handler !== null && node.field('object')?.text() === first && isInAnswer(node, handler);
    return isSent ? [{ what: 'stack', name: node.text(), span: spanOf(path, node) }] : [];
  });
  const handlers = root.findAll({ rule: { kind: 'call_expression' } }).flatMap((call): Trace[] => {
    const statement = call.parent()?.parent()?.parent();
    const isUse =
      calleeOf(call.parent()?.parent() ?? call)
        ?.text()
        .endsWith('.use') === true;
    const isAlways =
      statement?.kind() === 'expression_statement' && !isBranched(statement, enclosingFunction(call));
    const maker = isUse && isAlways ? model.producer(expressionOf(path, call)) : null;
    return maker?.module === 'errorhandler' && statement
      ? [{ what: 'errorhandler', name: call.text(), span: spanOf(path, statement) }]
      : [];
  });
  return [...stacks, ...handlers];
}

/** The error handler around a place: Express knows one by its four parameters. https://expressjs.com/en/guide/error-handling.html */
function handlerAround(node: Node): Node | null {
  const handler = enclosingFunction(node);
  return handler && parametersOf(handler).length === 4 ? handler : null;
}

function parametersOf(handler: Node): string[] {
  const list = handler.field('parameters');
  return list ? named(list).map((parameter) => (parameter.field('pattern') ?? parameter).text()) : [];
}

/** It stands among the arguments of an answer, and nothing decides whether. */
function isInAnswer(node: Node, handler: Node): boolean {
  const call = node
    .ancestors()
    .find((up) => up.kind() === 'call_expression' && ANSWERS.test(calleeOf(up)?.text() ?? ''));
  const response = parametersOf(handler)[2] ?? '';
  const callee = call ? (calleeOf(call)?.text() ?? '') : '';
  const isAnswer =
    response !== '' && (callee.startsWith(`${response}.`) || callee.startsWith(`${response}\n`));
  return isAnswer && !isBranched(node, handler) && !mayLeaveBefore(node, handler);
}

function isBranched(node: Node, until: Node | null): boolean {
  for (const up of node.ancestors()) {
    if (up.id() === until?.id()) return false;
    if (BRANCHES.test(String(up.kind()))) return true;
  }
  return false;
}

/** A branch above asks for the environment: what stands below may be for development. */
function mayLeaveBefore(node: Node, handler: Node): boolean {
  const above = handler.text().slice(0, node.range().start.index - handler.range().start.index);
  return /NODE_ENV|\benv\b|isDev|isProd|development|production/i.test(above);
}

async function hide(
  { what, name, span }: Trace,
  model: Model,
  texts: ReturnType<typeof traceTexts>,
): Promise<Fix | Skip> {
  const text = model.read(span.path);
  if (text === null) return unreadable(span.path);
  const only = "process.env.NODE_ENV === 'production'";
  const edits: Edit[] =
    what === 'stack'
      ? await replaceExpression(span.path, text, span, `${only} ? undefined : ${name}`)
      : [{ start: span.start, end: span.start, text: "if (process.env.NODE_ENV !== 'production') " }];
  return {
    safety: 'safe',
    title: texts.patch,
    paragraph: texts.paragraph,
    edits: [{ path: span.path, edits }],
  };
}
