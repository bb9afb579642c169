import { plan, scan } from '@unblock/engine';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type Case,
  casesOf,
  compilePython,
  inFolder,
  readTree,
  rulesWithCases,
} from './cases.test-helper.ts';
import { rules } from './index.ts';

/** Proves every case of the rules that are chosen by id; RULE in the environment chooses one alone. */
export function proveCases(isChosen: (rule: string) => boolean): void {
  const only = process.env.RULE;
  const python: Record<string, string> = {};
  const chosen = rulesWithCases().filter(isChosen);
  it('has rules to prove', () => expect(chosen).not.toEqual([]));
  for (const id of chosen) if (!only || id === only) proveRule(id, python);
  afterAll(() => compilePython(python));
}

/** Runs the cases of one rule; Python that a patch leaves is added to `python`. */
function proveRule(id: string, python: Record<string, string>): void {
  const run = (root: string, { platforms = [] }: Case) => ({ root, platforms, rules: [id], version: 'test' });
  const places = (outcome: Awaited<ReturnType<typeof scan>>['outcome']) =>
    outcome.findings.map(({ path, line, severity }) => `${path}:${line} ${severity}`).sort();

  describe(id, () => {
    for (const example of casesOf(id, 'found')) {
      it(`finds: ${example.name}`, () =>
        inFolder(example.files, async (root) => {
          const { outcome } = await scan(run(root, example), rules);
          expect(places(outcome)).toEqual([...(example.findings ?? [])].sort());
          expect(outcome.unread.map(({ path }) => path)).toEqual(example.unread ?? []);

          const planned = await plan({ ...run(root, example), safety: 'review' }, rules);
          if (example.refused)
            expect(planned.outcome.skipped.map(({ reason }) => reason.en).join('\n')).toContain(
              example.refused,
            );
          expect(readTree(root)).toEqual(example.files);
          const applied = await planned.apply();
          expect(readTree(root)).toEqual({ ...example.files, ...example.after });
          for (const [path, text] of Object.entries(example.after ?? {}))
            if (path.endsWith('.py')) python[`${id}/${example.name}/${path}`] = text;

          // What was applied is gone, and a second fix changes nothing.
          const cured = new Set(applied.patches.flatMap(({ findings }) => findings));
          const again = await plan({ ...run(root, example), safety: 'review' }, rules);
          expect(again.outcome.findings.filter(({ fingerprint }) => cured.has(fingerprint))).toEqual([]);
          if (example.after) expect(applied.patches).not.toEqual([]);
          expect(again.diff).toBe('');
        }));
    }
    for (const example of casesOf(id, 'silent')) {
      it(`leaves alone: ${example.name}`, () =>
        inFolder(example.files, async (root) => {
          const { outcome } = await scan(run(root, example), rules);
          expect(places(outcome)).toEqual([]);
          expect(outcome.unread.map(({ path }) => path)).toEqual(example.unread ?? []);
        }));
    }
  });
}
