import type { Model, Service } from '@unblock/engine';
import { type Begun, waysTo } from '@unblock/engine/python/callers';
import { enclosingFunction } from '@unblock/engine/python/expression';
import { moduleName } from '@unblock/engine/python/modules';
import type { Ground } from '@unblock/engine/services/beside';
import type { Defined } from '../python-definitions.ts';
import { asyncLoopText, type LoopParts, threadLoopText } from './own-loop-text.ts';
import { functionPrepares } from './preparation.ts';
import { type OwnModule, placeWithout } from './without-application.ts';

/** What begins a thread or a task and ends it again. */
const BEGINS = ['threading', 'asyncio', 'Thread', 'create_task', 'ensure_future', 'suppress'];

/** A function that the web process begins in a thread or a task. */
export interface BegunFunction {
  /** The statement that begins it. */
  begun: Begun;
  definition: Defined;
  /** The name that the thread or task is bound to. */
  holder: string;
  /** It returns at once, and goes on in a task of its own. */
  isRepeated: boolean;
  /** Files that give it its jobs when they are imported; null where jobs are given in any other way. */
  givers: readonly string[] | null;
}

/**
 * The module that could run such a function alone; null unless it can be called without an argument, importing its file and
 * those of its jobs neither loads the application nor begins it, and the application is not seen to prepare more.
 */
export function loopModule(
  service: Service,
  model: Model,
  files: ReadonlySet<string>,
  { search }: Ground,
  { begun, definition: { path, node }, holder, isRepeated, givers }: BegunFunction,
): OwnModule | null {
  const name = node.field('name')?.text() ?? '';
  const isPlain =
    node.field('parameters')?.namedChildren().length === 0 &&
    !enclosingFunction(node) &&
    !node.ancestors().some((up) => up.kind() === 'class_definition');
  if (service.framework === 'django' || !isPlain || givers === null) return null;
  const modules = [...new Set([path, ...givers])].sort();
  const starter = begun.inFunction ?? '';
  const allowed = [name, starter, holder, ...BEGINS].filter((word) => word !== '');
  const isOwn = begun.place === 'function' && starter !== name;
  if (isOwn && functionPrepares(model, begun.span.path, starter, allowed)) return null;
  const place = placeWithout(service, model, files, search, modules, allowed);
  if (!place) return null;
  // The process has the variable, so a start at import would begin it a second time.
  if (waysTo(model, begun, files).some((way) => way.place === 'import' && place.loaded.has(way.path)))
    return null;
  const own = moduleName(place.path, search);
  const home = moduleName(path, search);
  const others = modules.filter((other) => other !== path).map((other) => moduleName(other, search));
  if (!own || !home || others.some((other) => other === null)) return null;
  const parts: LoopParts = { own, home, name, others: others.filter((other) => other !== null), isRepeated };
  const isAsync = /^async\b/.test(node.text());
  return { path: place.path, text: isAsync ? asyncLoopText(parts) : threadLoopText(parts) };
}
