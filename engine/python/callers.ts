import type { SgNode } from '@ast-grep/napi';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Expression, SchedulerStart } from '../facts.ts';
import type { Model } from '../model.ts';
import { enclosingFunction, expressionOf, named } from './expression.ts';
import { classOf, targetOf } from './names.ts';
import { classAround, conditionsOf, placeOf } from './scheduler.ts';

/** One way in which a web process comes to run a statement. */
export interface Way {
  place: 'import' | 'startup' | 'lifespan';
  /** File in which the way begins. */
  path: string;
  /** All conditions on the way. */
  conditions: Expression[];
}

/** A statement that begins something, with its place. */
export type Begun = Pick<SchedulerStart, 'place' | 'span' | 'conditions' | 'inFunction' | 'inClass'>;

/** A function that is looked for: `start()` of a module, a method of a class, or the class itself for its constructor. */
interface Callable {
  path: string;
  name: string;
  className: string | null;
}

const DEEPEST = 4;

/** The ways in which the files of a web process reach a statement; none when nothing there calls it. */
export function waysTo(model: Model, start: Begun, files: ReadonlySet<string>): Way[] {
  const { place, span, conditions } = start;
  if (!files.has(span.path) || place === 'main') return [];
  if (place !== 'function') return [{ place, path: span.path, conditions }];
  if (!start.inFunction) return [];
  const callable = callableOf(span.path, start.inFunction, start.inClass);
  return waysInto(model, callable, files, DEEPEST).map((way) => ({
    ...way,
    conditions: [...conditions, ...way.conditions],
  }));
}

function callableOf(path: string, name: string, className: string | null): Callable {
  return className && name === '__init__'
    ? { path, name: className, className: null }
    : { path, name, className };
}

function waysInto(model: Model, callable: Callable, files: ReadonlySet<string>, depth: number): Way[] {
  if (depth === 0) return [];
  return [...files].sort().flatMap((path) => {
    const text = path.endsWith('.py') ? model.read(path) : null;
    if (!text?.includes(callable.name)) return [];
    const uses = parsePython(text).findAll({ rule: { kind: 'identifier', regex: `^${callable.name}$` } });
    return uses.flatMap((use) => waysOfUse(model, path, use, callable, files, depth));
  });
}

function waysOfUse(
  model: Model,
  path: string,
  use: SgNode,
  callable: Callable,
  files: ReadonlySet<string>,
  depth: number,
): Way[] {
  const expression = wholeName(use);
  if (!expression || !means(model, path, expression, callable)) return [];
  const hook = hookOf(expression);
  if (hook) return [{ place: hook, path, conditions: [] }];
  const parent = expression.parent();
  const isCall = parent?.kind() === 'call' && parent.field('function')?.id() === expression.id();
  const isThread = parent?.kind() === 'keyword_argument' && parent.field('name')?.text() === 'target';
  if (!isCall && !isThread && !isHandedOn(expression)) return [];
  const scope = enclosingFunction(expression);
  const place = placeOf(expression, scope);
  const conditions = conditionsOf(path, expression, scope);
  if (place === 'main') return [];
  if (place !== 'function') return [{ place, path, conditions }];
  const around = scope?.field('name')?.text();
  if (!scope || !around) return [];
  return waysInto(model, callableOf(path, around, classAround(scope)), files, depth - 1).map((way) => ({
    ...way,
    conditions: [...conditions, ...way.conditions],
  }));
}

/** Functions that run another one that they are given: `asyncio.to_thread(f)`, `connection.run_sync(f)`. */
export const RUNNERS = /(^|\.)(to_thread|run_in_threadpool|run_in_executor|run_sync)$/;

function isHandedOn(expression: SgNode): boolean {
  const list = expression.parent();
  const callee = list?.kind() === 'argument_list' ? list.parent()?.field('function')?.text() : undefined;
  return callee !== undefined && RUNNERS.test(callee);
}

/** `f` itself, or `m.f` when the identifier is the attribute; null in a definition or an import. */
function wholeName(use: SgNode): SgNode | null {
  const parent = use.parent();
  if (!parent) return null;
  if (parent.kind() === 'attribute') return parent.field('attribute')?.id() === use.id() ? parent : null;
  if (
    /^(function_definition|class_definition|dotted_name|parameters|assignment)$/.test(String(parent.kind()))
  )
    return null;
  return parent.kind() === 'keyword_argument' && parent.field('name')?.id() === use.id() ? null : use;
}

function means(model: Model, path: string, expression: SgNode, callable: Callable): boolean {
  if (expression.kind() === 'identifier') {
    const target = callable.className ? null : targetOf(model, path, expression.text());
    return target?.kind === 'definition' && target.path === callable.path && target.name === callable.name;
  }
  const object = expression.field('object');
  if (!object) return false;
  if (callable.className) {
    const own = object.kind() === 'identifier' ? targetOf(model, path, object.text()) : null;
    return [own, classOf(model, expressionOf(path, object))].some(
      (found) =>
        found?.kind === 'definition' && found.path === callable.path && found.name === callable.className,
    );
  }
  const target = object.kind() === 'identifier' ? targetOf(model, path, object.text()) : null;
  return target?.kind === 'module' && target.path === callable.path;
}

/** The hook a function is handed to: `lifespan=f`, `on_startup=[f]`, `add_event_handler("startup", f)`. */
function hookOf(expression: SgNode): 'startup' | 'lifespan' | null {
  const parent = expression.parent();
  const keyword = [parent, parent?.parent()].find((node) => node?.kind() === 'keyword_argument');
  const name = keyword?.field('name')?.text();
  if (name === 'lifespan') return 'lifespan';
  if (name === 'on_startup') return 'startup';
  if (parent?.kind() !== 'argument_list') return null;
  const callee = parent.parent()?.field('function')?.text() ?? '';
  const first = named(parent)[0]?.text() ?? '';
  if (/\.add_event_handler$/.test(callee)) return /startup/.test(first) ? 'startup' : null;
  return /\.(on_startup\.append|before_serving|before_first_request)$/.test(callee) ? 'startup' : null;
}
