import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Rule } from '../rule.ts';
import { finding, inFolder, PARAGRAPH, RUN, SERVER, testRule } from '../testing.ts';
import { both } from '../text.ts';
import { OTHER, planned, SERVICE } from './plan.test-helper.ts';

describe('patches', () => {
  test('two findings of one file make one patch; equal ones are told apart', async () => {
    const text = `${SERVER}${RUN}    uvicorn.run(app, host="127.0.0.1", port=9000)\n`;
    await inFolder({ ...SERVICE, 'main.py': text }, async (root) => {
      const result = await planned(root, [testRule()]);
      expect(result.outcome.findings).toHaveLength(2);
      expect(result.outcome.patches).toMatchObject([{ files: [{ path: 'main.py', status: 'modified' }] }]);
      expect(result.outcome.patches[0]?.findings).toHaveLength(2);
      expect(result.outcome.stats.remaining.critical).toBe(0);
      expect((await result.apply()).patches).toMatchObject([{ state: 'applied', rechecked: true }]);
      expect(readFileSync(join(root, 'main.py'), 'utf8')).toBe(text.replaceAll('127.0.0.1', '0.0.0.0'));
      expect((await planned(root, [testRule()])).changes).toBe(0);
    });
  });

  test('of equal findings one is fixed and one refused', async () => {
    const text = `${SERVER}${RUN}    uvicorn.run(app, host="127.0.0.1", port=9000)\n`;
    const normal = testRule();
    for (const refused of ['8000', '9000']) {
      const rule = testRule({
        fix: (found, model) =>
          model.read('main.py')?.slice(found.span.end).startsWith(`, port=${refused}`)
            ? { skip: both('not this one', 'pas celui-ci') }
            : (normal.fix?.(found, model) ?? { skip: both('', '') }),
      });
      await inFolder({ ...SERVICE, 'main.py': text }, async (root) => {
        const outcome = await (await planned(root, [rule])).apply();
        expect(outcome.skipped).toMatchObject([{ reason: { en: 'not this one' } }]);
        expect(outcome.patches).toMatchObject([{ state: 'applied' }]);
        expect(outcome.stats.remaining.critical).toBe(1);
        expect(readFileSync(join(root, 'main.py'), 'utf8')).toContain(`"127.0.0.1", port=${refused}`);
      });
    }
  });

  test('what was refused is tried again once another patch has written what it needs', async () => {
    const normal = testRule();
    const waiting = testRule({
      fix: (found, model) =>
        (model.paths.has('ready.txt') ? normal.fix?.(found, model) : null) ?? {
          skip: both('wait', 'attendre'),
        },
    });
    const writing: Rule = testRule({
      id: 'writing-rule',
      stage: 'manifest',
      detect: (service, model) =>
        model.paths.has('ready.txt')
          ? []
          : [
              finding({
                rule: 'writing-rule',
                service: service.root,
                span: { path: 'main.py', start: 0, end: 1 },
                key: 'k',
              }),
            ],
      fix: () => ({
        safety: 'safe',
        title: both('t', 't'),
        paragraph: PARAGRAPH,
        edits: [],
        creates: [{ path: 'ready.txt', text: 'ready\n' }],
      }),
    });
    await inFolder(SERVICE, async (root) => {
      const outcome = await (await planned(root, [waiting, writing])).apply();
      expect(outcome.skipped).toEqual([]);
      expect(outcome.patches).toMatchObject([{ rules: ['writing-rule'] }, { rules: ['test-rule'] }]);
      expect((await planned(root, [waiting, writing])).diff).toBe('');
    });
  });

  test('a finding that another patch cures belongs to it', async () => {
    await inFolder(SERVICE, async (root) => {
      const noFix = testRule({ id: 'later-rule', fix: undefined });
      const { outcome } = await planned(root, [noFix, OTHER]);
      expect(outcome.skipped).toEqual([]);
      expect(outcome.patches).toMatchObject([{ rules: ['later-rule', 'other-rule'] }]);
    });
  });

  test('a patch that brings a cured finding back is refused', async () => {
    const back: Rule = testRule({
      id: 'back-rule',
      stage: 'manifest',
      detect: (service, model) =>
        model.factsOf(service, 'server-call').flatMap(({ host }) => {
          const value = host && model.resolve(host);
          const isPublic = value?.kind === 'literal' && value.value === '0.0.0.0';
          return isPublic
            ? [finding({ rule: 'back-rule', service: service.root, span: value.declared, key: 'k' })]
            : [];
        }),
      fix: ({ span }) => ({
        safety: 'safe',
        title: both('t', 't'),
        paragraph: PARAGRAPH,
        edits: [{ path: span.path, edits: [{ start: span.start, end: span.end, text: '"127.0.0.1"' }] }],
      }),
    });
    await inFolder(SERVICE, async (root) => {
      const outcome = await (await planned(root, [testRule(), back])).apply();
      expect(outcome.patches).toMatchObject([{ rules: ['test-rule'], state: 'applied' }]);
      expect(outcome.skipped).toMatchObject([
        { rule: 'back-rule', reason: { en: 'rolled back: the patch brings test-rule back in main.py' } },
      ]);
    });
  });
});
