import type { SgNode } from '@ast-grep/napi';
import type { Model, Service, Span } from '@unblock/engine';
import { calleeOf, named, spanOf } from '@unblock/engine/node/expression';
import { nestGraph, webApplications } from '@unblock/engine/node/nest';
import { parseNode } from '@unblock/engine/node/parse';

/** A consumer of a queue that a NestJS application starts with itself. */
export interface NestConsumer {
  /** `@Processor` on a class, or `new Worker` of BullMQ in a method of one. */
  kind: 'processor' | 'worker';
  library: 'BullMQ' | 'Bull' | 'Bee-Queue' | 'pg-boss';
  path: string;
  className: string;
  /** The method that makes the worker; null for a processor. */
  method: string | null;
  span: Span;
  /** Something decides already whether it starts. */
  isGated: boolean;
}

const PACKAGES = /^(bullmq|bull|@nestjs\/bullmq|@nestjs\/bull)$/;
const HINT = /@Processor\(|new (?:\w+\.)?Worker\b/;
const LIBRARY = /from\s*['"](bullmq|@nestjs\/bullmq|@nestjs\/bull)['"]/;
const STARTS = /^(onModuleInit|onApplicationBootstrap)$/;
/** What tells whether the queue is there at all: whoever fills it asks the same. */
const ASKS_QUEUE = /queue|redis|bull|NODE_ENV.*test/i;
const ASKS_PROCESS = /worker|consumer|processor|role|process_?type|instance|leader|primary|cluster|mode\b/i;

/** The consumers of queues that belong to the NestJS application of a service's web process. */
export function nestConsumers(service: Service, model: Model): NestConsumer[] {
  if (service.role !== 'web' || service.language !== 'node') return [];
  const isUsed = model.services.some(({ dependencies }) =>
    dependencies.entries.some(({ name, production }) => production && PACKAGES.test(name)),
  );
  const applications = isUsed ? webApplications(model, service) : [];
  if (applications.length === 0) return [];
  const graph = nestGraph(model, applications);
  const paths = [...new Set([...graph].map((key) => key.slice(0, key.lastIndexOf('#'))))].sort();
  return paths.flatMap((path) => {
    const text = model.read(path) ?? '';
    const library = HINT.test(text) ? LIBRARY.exec(text)?.[1] : undefined;
    if (!library) return [];
    const root = parseNode(path, text);
    const title = library === '@nestjs/bull' ? 'Bull' : 'BullMQ';
    const isWorker = model
      .module(path)
      ?.imports.some(({ local, module }) => local === 'Worker' && module === 'bullmq');
    const found = [...processorsIn(path, root), ...(isWorker ? workersIn(path, root) : [])];
    return found
      .filter(({ className }) => graph.has(`${path}#${className}`))
      .map((consumer) => ({ ...consumer, library: title }));
  });
}

type Found = Omit<NestConsumer, 'library'>;

function processorsIn(path: string, root: SgNode): Found[] {
  return root.findAll({ rule: { kind: 'decorator', regex: '^@Processor\\(' } }).flatMap((decorator) => {
    const parent = decorator.parent();
    const holder = parent?.kind() === 'export_statement' ? parent.field('declaration') : parent;
    const className = holder?.field('name')?.text();
    // `{ autorun: … }` says itself whether it takes jobs.
    const isGated = /\bautorun\b/.test(decorator.text());
    if (!className || !/class/.test(String(holder?.kind()))) return [];
    return [
      {
        kind: 'processor' as const,
        path,
        className,
        method: null,
        span: spanOf(path, decorator),
        isGated,
      },
    ];
  });
}

function workersIn(path: string, root: SgNode): Found[] {
  return root.findAll({ rule: { kind: 'new_expression' } }).flatMap((made) => {
    if (calleeOf(made)?.text() !== 'Worker' || /\bautorun\b/.test(made.text())) return [];
    const method = made.ancestors().find((up) => up.kind() === 'method_definition');
    const holder = method
      ?.ancestors()
      .find((up) => /^(abstract_)?class_declaration$/.test(String(up.kind())));
    const className = holder?.field('name')?.text();
    const name = method?.field('name')?.text();
    if (!method || !holder || !className || !name) return [];
    const begin = STARTS.test(name) ? method : callerOf(holder, name);
    if (!begin) return [];
    const conditions = [
      ...conditionsOf(method, made),
      ...(begin === method ? [] : conditionsOf(begin, null)),
    ];
    const isGated = conditions.some((text) => ASKS_PROCESS.test(text) || !ASKS_QUEUE.test(text));
    return [{ kind: 'worker' as const, path, className, method: name, span: spanOf(path, made), isGated }];
  });
}

/** The start-up method of a class that calls another one of its methods. */
function callerOf(holder: SgNode, name: string): SgNode | null {
  const methods = holder.findAll({ rule: { kind: 'method_definition' } });
  const callers = methods.filter((method) => method.field('body')?.text().includes(`this.${name}(`));
  const [only, other] = callers;
  return only && !other && STARTS.test(only.field('name')?.text() ?? '') ? only : null;
}

/** The conditions in a method under which it goes on: enclosing ifs, early returns above. */
function conditionsOf(method: SgNode, made: SgNode | null): string[] {
  const conditions: string[] = [];
  const ups = made?.ancestors() ?? [];
  const end = ups.findIndex((up) => up.id() === method.id());
  for (const up of ups.slice(0, Math.max(0, end))) {
    if (up.kind() === 'if_statement') conditions.push(up.field('condition')?.text() ?? '');
    if (up.kind() === 'ternary_expression') conditions.push(up.field('condition')?.text() ?? '');
  }
  for (const statement of named(method.field('body') ?? method)) {
    if (made && statement.range().start.index >= made.range().start.index) break;
    if (statement.kind() !== 'if_statement') continue;
    if (statement.find({ rule: { kind: 'return_statement' } }))
      conditions.push(statement.field('condition')?.text() ?? '');
  }
  return conditions;
}
