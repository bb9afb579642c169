import type * as Engine from '@unblock/engine';
import type * as Rules from '@unblock/rules';
import { UsageError } from './errors.ts';

/** What the commands need of the floors below. Tests give their own. */
export type Tool = Pick<typeof Engine, 'scan' | 'plan' | 'dirtyFiles'> & Pick<typeof Rules, 'rules' | 'page'>;

/** Loads the engine and the rules. A target that cannot be worked on becomes a usage error. */
export async function loadTool(): Promise<Tool> {
  const [engine, { rules, page }] = await Promise.all([import('@unblock/engine'), import('@unblock/rules')]);
  const asUsage = (error: unknown): never => {
    throw error instanceof engine.TargetError ? new UsageError(error.message) : error;
  };
  return {
    scan: (...args) => engine.scan(...args).catch(asUsage),
    plan: (...args) => engine.plan(...args).catch(asUsage),
    dirtyFiles: (...args) => engine.dirtyFiles(...args).catch(asUsage),
    rules,
    page,
  };
}
