import { expect, test } from 'vitest';
import type { Fix, Rule } from '../rule.ts';
import { plan } from '../run.ts';
import { type Files, inFolder, options, PARAGRAPH, RUN, readTree, SERVER, testRule } from '../testing.ts';
import { both } from '../text.ts';

export const SERVICE: Files = { 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': SERVER + RUN };
export const OTHER: Rule = testRule({ id: 'other-rule' });

export function planned(root: string, rules: Rule[], safety: 'safe' | 'review' = 'review') {
  return plan({ ...options(root), safety }, rules);
}

/** The test rule with another fix. */
export function fixing(edits: Fix['edits'], creates: Fix['creates'] = [], changes: Partial<Rule> = {}): Rule {
  return testRule({
    fix: () => ({ safety: 'safe', title: both('t', 't'), paragraph: PARAGRAPH, edits, creates }),
    ...changes,
  });
}

/** What a rule's fix is refused with; nothing may have changed. */
export async function refusal(rule: Rule, files: Files = SERVICE): Promise<string[]> {
  return inFolder(files, async (root) => {
    const before = readTree(root);
    const result = await planned(root, [rule]);
    expect(result).toMatchObject({ changes: 0, diff: '' });
    expect(result.outcome.patches).toEqual([]);
    expect(result.outcome.stats.remaining).toEqual(result.outcome.stats.findings);
    await result.apply();
    expect(readTree(root)).toEqual(before);
    return result.outcome.skipped.map(({ reason }) => reason.en);
  });
}

test('requirements in UTF-16, as PowerShell writes them, are read and never edited', async () => {
  const files = { ...SERVICE, 'requirements.txt': Buffer.from('\ufefffastapi\r\nuvicorn\r\n', 'utf16le') };
  await inFolder(files, async (root) => {
    const names: string[] = [];
    const rule = testRule({
      detect: ({ dependencies }) => {
        names.push(...dependencies.entries.map(({ name }) => name));
        return [];
      },
    });
    expect((await planned(root, [rule])).outcome.unread).toEqual([]);
    expect(names).toEqual(['fastapi', 'uvicorn']);
  });
  const edits = [{ path: 'requirements.txt', edits: [{ start: 0, end: 0, text: 'x\n' }] }];
  expect(await refusal(fixing(edits), files)).toEqual([
    expect.stringMatching(/requirements.txt is encoded as UTF-16: save it as UTF-8$/),
  ]);
});
