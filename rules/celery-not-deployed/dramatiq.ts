import { parsePython } from '@unblock/codemods/python/parse';
import { findDependency, type Model, type Service } from '@unblock/engine';
import { spanOf } from '@unblock/engine/python/expression';
import { loads, moduleName } from '@unblock/engine/python/modules';
import { targetOf } from '@unblock/engine/python/names';
import { calleeOf, type Node } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import { definitionNamed, type TopLevelName } from './definitions.ts';
import type { Queue, Use } from './queue.ts';

const SENDS = /\.(send|send_with_options)\(/;
const MARKS = {
  line: /^(?!.*\binstall\b).*(\bdramatiq(-gevent)?["',\]]*\s+["']?[\w.]|\brundramatiq\b)/,
  words: ['dramatiq'],
};

/** The actors of Dramatiq to which the web process of a service sends messages; null without any. */
export function dramatiqQueue(service: Service, model: Model): Queue | null {
  const { dependencies } = service;
  if (dependencies.complete && !findDependency(dependencies, 'dramatiq')) return null;
  const actors = service.files.flatMap((path) => actorsIn(path, model));
  const [first] = actors;
  const sent = first ? sentTo(service, model, actors) : null;
  if (!first || !sent) return null;
  const files = [...new Set(actors.map(({ path }) => path))].sort();
  return {
    library: 'Dramatiq',
    program: 'dramatiq …',
    made: { what: `${first.name}()`, span: first.span },
    sent,
    schedule: null,
    lacking: null,
    marks: { worker: MARKS, beat: MARKS },
    command(_part, ground) {
      // The broker has to be set by what the worker imports.
      const isSet = files.every((path) =>
        loads(path, model).some((file) => /\bset_broker\(/.test(model.read(file) ?? '')),
      );
      const modules = files.map((path) => moduleName(path, ground.search));
      if (!isSet || modules.includes(null)) return null;
      return `${ground.run('dramatiq')} ${modules.join(' ')} --processes 1 --threads 4`;
    },
  };
}

function actorsIn(path: string, model: Model): (TopLevelName & { span: Use['span'] })[] {
  const text = model.read(path) ?? '';
  if (!/^[ \t]*@(dramatiq\.)?actor\b/m.test(text)) return [];
  return parsePython(text)
    .findAll({ rule: { kind: 'decorated_definition' } })
    .filter((node) =>
      node.children().some((child) => child.kind() === 'decorator' && isActor(path, child, model)),
    )
    .flatMap((node) => {
      const name = node.field('definition')?.field('name')?.text();
      return name ? [{ path, name, span: spanOf(path, node) }] : [];
    });
}

function isActor(path: string, decorator: Node, model: Model): boolean {
  const root = /^@(dramatiq|actor)\b/.exec(decorator.text())?.[1];
  const target = root ? targetOf(model, path, root) : null;
  return target?.kind === 'outside' && target.module === 'dramatiq';
}

function sentTo(service: Service, model: Model, actors: readonly TopLevelName[]): Use | null {
  for (const path of [...webFiles(model, service)].sort()) {
    const text = model.read(path) ?? '';
    if (!SENDS.test(text)) continue;
    for (const call of parsePython(text).findAll({ rule: { kind: 'call' } })) {
      const method = call.field('function');
      if (method?.kind() !== 'attribute' || !SENDS.test(`${calleeOf(call)}(`)) continue;
      const found = definitionNamed(model, path, method.field('object'));
      if (found && actors.some((actor) => actor.path === found.path && actor.name === found.name))
        return { what: `${calleeOf(call)}()`, span: spanOf(path, call) };
    }
  }
  return null;
}
