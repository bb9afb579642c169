import { insertStatementAfter, semicolons } from '@unblock/codemods/ecmascript';
import type { Fix, Model, NestApplication, Service, Severity, Skip, Span } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { named, spanOf } from '@unblock/engine/node/expression';
import { keyOf, nestGraph } from '@unblock/engine/node/nest';
import { decoratorsOf, methodsOf } from '@unblock/engine/node/nest-served';
import type { Node } from '@unblock/engine/node/options';
import { parseNode } from '@unblock/engine/node/parse';
import { filesWith, hearsSignal, servedOn } from './files.ts';
import { type Evidence, textsOf } from './words.ts';

const HOOK = /^(onModuleDestroy|beforeApplicationShutdown|onApplicationShutdown)$/;
const HINT = /onModuleDestroy|ApplicationShutdown|@Processor\(/;
/** What is cut off, and not only closed by the other side. */
const LOSES = /\b\w*(worker|consumer|queue)\w*\s*\??\.\s*(close|disconnect|stop|shutdown)\(|flush|drain/i;

interface Hook {
  /** `PrismaService.onModuleDestroy`, or the processor of a queue, which Nest's module closes by such a hook. */
  name: string;
  kind: 'hook' | 'processor';
  severity: Severity;
  span: Span;
}

/** Hooks of providers that Nest calls only where it listens to signals. https://docs.nestjs.com/fundamentals/lifecycle-events */
export function findHooks(service: Service, model: Model): Entry[] {
  const contracts = servedOn(service, model);
  const [contract] = contracts;
  const entries = service.starts.flatMap(({ server }) => server?.entry ?? []);
  const applications = model
    .factsOf(service, 'nest-application')
    .filter(({ span, module }) => entries.includes(span.path) && module !== '');
  const files = contract && applications.length > 0 ? filesWith(HINT, service, model) : [];
  if (!contract || files.length === 0 || hearsSignal(service, model)) return [];
  const graph = nestGraph(model, applications);
  const hooks = files.flatMap((path) => hooksIn(path, model, graph));
  const [hook] = hooks.sort((a, b) => rank(a) - rank(b));
  if (!hook) return [];
  const evidence: Evidence = {
    kind: hook.kind,
    name: hook.name,
    path: hook.span.path,
    main: applications.map(({ span }) => span.path),
  };
  const texts = textsOf(evidence, contract);
  return [
    {
      finding: {
        rule: 'shutdown-ignored',
        severity: hook.severity,
        service: service.root,
        span: hook.span,
        title: texts.title,
        message: texts.message,
        fix: 'review',
        key: 'hooks of Nest',
        platforms: contracts.map(({ id }) => id),
      },
      fix: () => listen(applications, evidence, service, model),
    },
  ];
}

function rank({ severity }: Hook): number {
  return severity === 'important' ? 0 : 1;
}

function hooksIn(path: string, model: Model, graph: ReadonlySet<string>): Hook[] {
  const text = model.read(path) ?? '';
  if (!HINT.test(text)) return [];
  return parseNode(path, text)
    .findAll({ rule: { kind: 'class_body' } })
    .flatMap((body) => {
      const owner = body.parent();
      const name = owner?.field('name')?.text() ?? '';
      if (!owner || !graph.has(keyOf({ path, name }))) return [];
      const processor = decoratorsOf(owner).find((entry) => entry.name === 'Processor');
      const isQueue = processor && /@nestjs\/bull(mq)?['"]/.test(text);
      const own = methods(body).map(
        (method): Hook => ({
          name: `${name}.${method.field('name')?.text() ?? ''}`,
          kind: 'hook',
          severity: LOSES.test(method.text()) ? 'important' : 'advice',
          span: spanOf(path, method.field('name') ?? method),
        }),
      );
      return isQueue
        ? [{ name, kind: 'processor', severity: 'important', span: spanOf(path, processor.node) }, ...own]
        : own;
    });
}

/** The hooks of a class that do something. */
function methods(body: Node): Node[] {
  const names = methodsOf(body).map(({ method }) => method);
  return body
    .children()
    .filter((child) => child.kind() === 'method_definition' && HOOK.test(child.field('name')?.text() ?? ''))
    .filter((child) => names.length > 0 && named(child.field('body') ?? child).length > 0);
}

async function listen(
  applications: readonly NestApplication[],
  evidence: Evidence,
  service: Service,
  model: Model,
): Promise<Fix | Skip> {
  const [contract] = servedOn(service, model);
  const edits: Fix['edits'] = [];
  for (const { span } of applications) {
    const text = model.read(span.path);
    if (text === null || !contract) return unreadable(span.path);
    const name = nameOf(span, text);
    if (name === null) return { skip: textsOf(evidence, contract).message.todo };
    const end = (await semicolons(span.path, text)) ? ';' : '';
    const code = `${name}.enableShutdownHooks()${end}`;
    edits.push({ path: span.path, edits: await insertStatementAfter(span.path, text, span, code) });
  }
  if (!contract) return unreadable(evidence.path);
  const { patch, paragraph } = textsOf(evidence, contract);
  return { safety: 'review', title: patch, paragraph, edits };
}

/** The name that the application is bound to; null where it has none. */
function nameOf(span: Span, text: string): string | null {
  const call = parseNode(span.path, text)
    .findAll({ rule: { kind: 'call_expression' } })
    .find((node) => node.range().start.index === span.start && node.range().end.index === span.end);
  let holder = call?.parent();
  while (holder && /^(await_expression|as_expression|parenthesized_expression)$/.test(String(holder.kind())))
    holder = holder.parent();
  const target = holder?.kind() === 'variable_declarator' ? holder.field('name') : null;
  return target?.kind() === 'identifier' ? target.text() : null;
}
