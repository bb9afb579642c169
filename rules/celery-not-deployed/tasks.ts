import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import { expressionOf, spanOf } from '@unblock/engine/python/expression';
import { targetOf } from '@unblock/engine/python/names';
import { calleeOf, type Node } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import { definitionNamed, type TopLevelName } from './definitions.ts';
import type { Use } from './queue.ts';

/** A function that a decorator makes a task of a library. */
export interface Task extends TopLevelName {
  /** Begun by the worker at its time, not by a call. */
  isPeriodic: boolean;
  /** The decorator's object, where it is bound: `huey` of `@huey.task()`; null for a plain decorator of the library. */
  maker: TopLevelName | null;
  /** The call that made this object, where it is followed. */
  made: { name: string; span: Use['span'] } | null;
  span: Use['span'];
}

const DECORATOR = /^@(?:(\w+)\.)?(\w*task|job)\b/;

/** The tasks of a service whose decorator comes from modules of a library. */
export function decoratedTasks(service: Service, model: Model, modules: RegExp): Task[] {
  return service.files.flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!/^[ \t]*@(?:\w+\.)?(?:\w*task|job)\b/m.test(text)) return [];
    return parsePython(text)
      .findAll({ rule: { kind: 'decorated_definition' } })
      .flatMap((node) => taskOf(model, path, node, modules) ?? []);
  });
}

function taskOf(model: Model, path: string, node: Node, modules: RegExp): Task | null {
  const name = node.field('definition')?.field('name')?.text();
  if (!name) return null;
  for (const decorator of node.children().filter((child) => child.kind() === 'decorator')) {
    const [, owner, kind = ''] = DECORATOR.exec(decorator.text()) ?? [];
    if (!kind) continue;
    const common = { path, name, isPeriodic: kind.includes('periodic'), span: spanOf(path, node) };
    const target = targetOf(model, path, owner ?? kind);
    if (target?.kind === 'outside' && modules.test(target.module))
      return { ...common, maker: null, made: null };
    const identifier = owner ? decorator.find({ rule: { kind: 'identifier', regex: `^${owner}$` } }) : null;
    const producer = identifier ? model.producer(expressionOf(path, identifier)) : null;
    if (!producer || !modules.test(producer.module) || target?.kind !== 'definition') continue;
    return {
      ...common,
      maker: { path: target.path, name: target.name },
      made: { name: producer.name, span: producer.call.span },
    };
  }
  return null;
}

/**
 * The first place in the web process that puts one of the tasks on its queue: by a method, or by the plain call where the
 * library makes that the way.
 */
export function sentBy(
  service: Service,
  model: Model,
  tasks: readonly Task[],
  methods: RegExp,
  isPlainCall: boolean,
): Use | null {
  for (const path of [...webFiles(model, service)].sort()) {
    const text = model.read(path) ?? '';
    if (!tasks.some(({ name }) => text.includes(name))) continue;
    for (const call of parsePython(text).findAll({ rule: { kind: 'call' } })) {
      const callee = call.field('function');
      if (!callee || call.ancestors().some((up) => up.kind() === 'decorator')) continue;
      const isMethod = callee.kind() === 'attribute' && methods.test(callee.field('attribute')?.text() ?? '');
      const found =
        (isMethod ? definitionNamed(model, path, callee.field('object')) : null) ??
        (isPlainCall ? definitionNamed(model, path, callee) : null);
      if (found && tasks.some((task) => task.path === found.path && task.name === found.name))
        return { what: `${calleeOf(call)}()`, span: spanOf(path, call) };
    }
  }
  return null;
}
