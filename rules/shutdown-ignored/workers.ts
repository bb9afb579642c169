import { insertStatementAfter, semicolons } from '@unblock/codemods/ecmascript';
import type { Fix, Model, Service, Skip, Span } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { calleeOf, expressionOf, spanOf } from '@unblock/engine/node/expression';
import type { Node } from '@unblock/engine/node/options';
import { parseNode } from '@unblock/engine/node/parse';
import { filesWith, hearsSignal, servedOn, startedFiles } from './files.ts';
import { type Evidence, textsOf } from './words.ts';

const HINT = /['"]bull(mq)?['"]/;
const CLOSED = /(onModuleDestroy|ApplicationShutdown)\s*\(/;

interface Worker {
  library: 'BullMQ' | 'Bull';
  /** What has to be closed, by its name; null where nothing names it. */
  name: string | null;
  /** Made at the top of its file: there is one. In a loop or a function nobody knows how many, or whether there is any. */
  isOne: boolean;
  span: Span;
}

/** Workers of BullMQ and Bull in a process that ends at once when it is told to. https://docs.bullmq.io/guide/workers/graceful-shutdown */
export function findWorkers(service: Service, model: Model): Entry[] {
  const contracts = servedOn(service, model);
  const [contract] = contracts;
  const isUsed = service.dependencies.entries.some(({ name }) => /^bull(mq)?$/.test(name));
  const hinted = contract && isUsed ? filesWith(HINT, service, model) : [];
  if (!contract || hinted.length === 0 || hearsSignal(service, model)) return [];
  const started = new Set(startedFiles(service, model));
  const workers = hinted.filter((path) => started.has(path)).flatMap((path) => workersIn(path, model));
  const [first] = workers;
  if (!first) return [];
  const names = new Set(workers.map(({ name, span }) => `${span.path}:${name}`));
  const isNest = model.factsOf(service, 'nest-application').length > 0;
  const isOne = names.size === 1 && workers.every((worker) => worker.isOne);
  const name = isOne && !isNest ? first.name : null;
  const evidence: Evidence = {
    kind: 'worker',
    name: first.library,
    path: first.span.path,
    closed: name,
    isOne,
    isNest,
  };
  const texts = textsOf(evidence, contract);
  return [
    {
      finding: {
        rule: 'shutdown-ignored',
        severity: 'important',
        service: service.root,
        span: first.span,
        title: texts.title,
        message: texts.message,
        fix: name === null ? 'manual' : 'review',
        key: `workers of ${first.library}`,
        platforms: contracts.map(({ id }) => id),
        ...(name === null ? { steps: [texts.message.todo] } : {}),
      },
      fix: async (): Promise<Fix | Skip> => {
        const text = model.read(first.span.path);
        if (text === null) return unreadable(first.span.path);
        if (name === null) return { skip: texts.message.todo };
        const end = (await semicolons(first.span.path, text)) ? ';' : '';
        const body = [`  await ${name}.close()${end}`, `  process.exit(0)${end}`].join('\n');
        const code = `process.once('SIGTERM', async () => {\n${body}\n})${end}`;
        const edits = await insertStatementAfter(first.span.path, text, first.span, code);
        const { patch, paragraph } = texts;
        return { safety: 'review', title: patch, paragraph, edits: [{ path: first.span.path, edits }] };
      },
    },
  ];
}

function workersIn(path: string, model: Model): Worker[] {
  const text = model.read(path) ?? '';
  // Nest calls the hook that closes it: whether Nest hears the signal is asked of Nest.
  if (!model.module(path) || CLOSED.test(text)) return [];
  const root = parseNode(path, text);
  const made = root.findAll({ rule: { kind: 'new_expression' } }).flatMap((node): Worker[] => {
    const maker = /Worker$/.test(calleeOf(node)?.text() ?? '')
      ? model.producer(expressionOf(path, node))
      : null;
    const isWorker = maker?.module === 'bullmq' && maker.name === 'Worker';
    return isWorker
      ? [{ library: 'BullMQ', name: nameOf(node), isOne: isAtTop(node), span: spanOf(path, node) }]
      : [];
  });
  const processed = root.findAll({ rule: { kind: 'call_expression' } }).flatMap((call): Worker[] => {
    const callee = calleeOf(call);
    const queue = callee?.field('property')?.text() === 'process' ? callee.field('object') : null;
    const isBull =
      queue?.kind() === 'identifier' && model.producer(expressionOf(path, queue))?.module === 'bull';
    const isStatement = call.parent()?.kind() === 'expression_statement';
    return isBull
      ? [
          {
            library: 'Bull',
            name: isStatement ? queue.text() : null,
            isOne: isAtTop(call),
            span: spanOf(path, call),
          },
        ]
      : [];
  });
  return [...made, ...processed];
}

/** The constant that holds it in the same block. */
function nameOf(node: Node): string | null {
  const holder = node.parent();
  const target = holder?.kind() === 'variable_declarator' ? holder.field('name') : null;
  return target?.kind() === 'identifier' ? target.text() : null;
}

/** Whether the statement of a call, or the constant that holds it, stands in the file itself. */
function isAtTop(node: Node): boolean {
  let holder = node.parent();
  while (
    holder &&
    /^(variable_declarator|lexical_declaration|variable_declaration|export_statement|expression_statement)$/.test(
      String(holder.kind()),
    )
  )
    holder = holder.parent();
  return holder?.kind() === 'program';
}
