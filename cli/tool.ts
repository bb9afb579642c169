import type * as Engine from '@unblock/engine';
import type * as Rules from '@unblock/rules';
import { TryAgainError, UsageError } from './errors.ts';

/** What the commands need of the floors below. Tests give their own. */
export type Tool = Pick<typeof Engine, 'scan' | 'plan' | 'dirtyFiles'> & Pick<typeof Rules, 'rules' | 'page'>;

/** Loads the engine and the rules. What the engine knows to be no bug of its own gets its exit code here. */
export async function loadTool(): Promise<Tool> {
  const [engine, { rules, page }] = await Promise.all([import('@unblock/engine'), import('@unblock/rules')]);
  const known = (error: unknown): never => {
    if (error instanceof engine.TargetError) throw new UsageError(error.text.en, error.text.fr);
    if (error instanceof engine.WriteError) throw new TryAgainError(error.message);
    throw error;
  };
  return {
    scan: (...args) => engine.scan(...args).catch(known),
    plan: async (...args) => {
      const plan = await engine.plan(...args).catch(known);
      return { ...plan, apply: () => plan.apply().catch(known) };
    },
    dirtyFiles: (...args) => engine.dirtyFiles(...args).catch(known),
    rules,
    page,
  };
}
