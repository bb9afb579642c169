import type { Expression } from '../facts.ts';
import type { Modules, Target } from '../trace.ts';

/** `process.env` where nothing else is called `process`. */
export function isEnvironment(
  modules: Modules,
  { object, property }: Extract<Expression, { kind: 'member' }>,
): boolean {
  if (property !== 'env' || object.kind !== 'name' || object.name !== 'process' || object.local) return false;
  const { path } = object.span;
  return !path.endsWith('.py') && modules.module(path)?.bindings.process === undefined;
}

/** `import { env } from 'node:process'`. */
export function isProcessEnv(target: Target): boolean {
  return target.kind === 'outside' && /^(node:)?process$/.test(target.module) && target.name === 'env';
}
