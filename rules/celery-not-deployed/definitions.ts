import type { Model } from '@unblock/engine';
import { targetOf } from '@unblock/engine/python/names';
import type { Node } from '@unblock/engine/python/tree';

/** A name at the top level of a file. */
export interface TopLevelName {
  path: string;
  name: string;
}

/** What `task` or `module.task` names in the repository; null for anything else. */
export function definitionNamed(model: Model, path: string, object: Node | null): TopLevelName | null {
  const holder = object?.kind() === 'attribute' ? object.field('object') : null;
  const name = (holder ? object?.field('attribute') : object)?.text() ?? '';
  const module = holder ? targetOf(model, path, holder.text()) : null;
  const home = holder === null ? path : module?.kind === 'module' ? module.path : null;
  const target = home === null ? null : targetOf(model, home, name);
  return target?.kind === 'definition' ? { path: target.path, name: target.name } : null;
}
