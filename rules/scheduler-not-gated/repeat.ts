import { guardFunctionBody } from '@unblock/codemods/python/guard';
import { ensureImport } from '@unblock/codemods/python/index';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import { isPassedByAll, pythonSwitch } from '@unblock/engine/gate';
import { waysTo } from '@unblock/engine/python/callers';
import { spanOf } from '@unblock/engine/python/expression';
import { targetOf } from '@unblock/engine/python/names';
import { classAround, conditionsOf, LOCK, placeOf } from '@unblock/engine/python/scheduler';
import type { Node } from '@unblock/engine/python/tree';
import { effectIn } from './effects.ts';
import { memoryOfAll } from './jobs.ts';
import { loopModule } from './own-loop.ts';
import type { PythonSchedule } from './python.ts';

/** The functions under `@repeat_every` of fastapi-utils and its kin that a web process begins, and whose jobs others see. */
export function repeatedFunctions(
  model: Model,
  service: Service,
  files: ReadonlySet<string>,
): PythonSchedule[] {
  return service.files.flatMap((path) => {
    if (!files.has(path)) return [];
    const text = model.read(path) ?? '';
    if (!/repeat_(every|at)/.test(text) || LOCK.test(text)) return [];
    return parsePython(text)
      .findAll({ rule: { kind: 'decorated_definition' } })
      .flatMap((node) => repeated(model, service, files, path, text, node) ?? []);
  });
}

function repeated(
  model: Model,
  service: Service,
  files: ReadonlySet<string>,
  path: string,
  text: string,
  node: Node,
): PythonSchedule | null {
  const definition = node.field('definition');
  const body = definition?.field('body');
  const name = definition?.field('name')?.text() ?? '';
  if (!definition || !body || !name || !isRepeated(model, path, node)) return null;
  const last = body.namedChildren().at(-1) ?? body;
  const effect = effectIn(model, path, body);
  const conditions = conditionsOf(path, last, definition);
  // Its own decorator, or a call of it, begins the repetition.
  const hook = placeOf(last, definition);
  const start = {
    span: spanOf(path, definition),
    place: hook,
    inFunction: name,
    inClass: classAround(definition),
    conditions,
  };
  if (!effect) return null;
  const way = waysTo(model, start, files).find((one) =>
    one.conditions.every((condition) => isPassedByAll(condition, '')),
  );
  if (!way) return null;
  const decorator = node.children().find((child) => child.kind() === 'decorator' && isRepeat(child)) ?? node;
  return {
    kind: 'library',
    span: spanOf(path, decorator),
    key: `${name} repeated`,
    what: `${name}()`,
    library: 'fastapi-utils',
    effect,
    way,
    changedIn: null,
    memory: memoryOfAll(model, files, [{ path, node: definition }]),
    ownModule: (ground) =>
      loopModule(service, model, files, ground, {
        begun: start,
        definition: { path, node: definition },
        holder: '',
        isRepeated: true,
        givers: [],
      }),
    edits: () => {
      const span = spanOf(path, node);
      return [
        {
          path,
          edits: [
            ...ensureImport(text, span.start, 'os'),
            ...guardFunctionBody(text, span, pythonSwitch('RUN_SCHEDULER')),
          ],
        },
      ];
    },
  };
}

function isRepeat(decorator: Node): boolean {
  return /^@([\w.]+\.)?repeat_(every|at)\b/.test(decorator.text());
}

function isRepeated(model: Model, path: string, node: Node): boolean {
  const decorator = node.children().find((child) => child.kind() === 'decorator' && isRepeat(child));
  const root = /^@(\w+)/.exec(decorator?.text() ?? '')?.[1];
  const target = root ? targetOf(model, path, root) : null;
  return target?.kind === 'outside' && /^fastapi_(utils|utilities|restful)(\.|$)/.test(target.module);
}
