import type * as Engine from '@unblock/engine';
import type { Language } from '@unblock/engine/outcome';
import { TryAgainError, UsageError } from './errors.ts';

/** What the commands need of the floors below. Tests give their own. */
export type Tool = Pick<typeof Engine, 'scan' | 'plan' | 'dirtyFiles'> & {
  /** The catalogue. It is loaded when it is asked for: a scan reads files meanwhile. */
  rules(): Promise<readonly Engine.Rule[]>;
  /** The page of a rule in Markdown; null when there is no such rule. */
  page(rule: string, language: Language): Promise<string | null>;
};

/** Loads the engine. What it knows to be no bug of its own gets its exit code here. */
export async function loadTool(): Promise<Tool> {
  const engine = await import('@unblock/engine');
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
    rules: async () => (await import('@unblock/rules')).rules,
    page: async (...args) => (await import('@unblock/rules')).page(...args),
  };
}
