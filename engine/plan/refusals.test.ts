import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fix, Rule } from '../rule.ts';
import { commitAll, inFolder, testRule } from '../testing.ts';
import { fixing, planned, refusal, SERVICE } from './plan.test-helper.ts';

describe('a fix that is refused is listed with its reason, and changes nothing', () => {
  const at = (start: number, end: number, text: string) => ({ start, end, text });
  const cases: [string, Rule, RegExp][] = [
    [
      'overlapping edits',
      fixing([{ path: 'main.py', edits: [at(0, 6, 'a'), at(3, 8, 'b')] }]),
      /^rolled back: main.py: edits overlap/,
    ],
    [
      'an edit outside the text',
      fixing([{ path: 'main.py', edits: [at(0, 9999, '')] }]),
      /lies outside a text/,
    ],
    [
      'Python that no longer parses',
      fixing([{ path: 'main.py', edits: [at(0, 0, 'def (:\n')] }]),
      /no longer valid Python/,
    ],
    [
      'TOML that no longer parses',
      fixing([], [{ path: 'fly.toml', text: 'app = [' }]),
      /after the edit of fly.toml it no longer parses/,
    ],
    [
      'YAML that no longer parses',
      fixing([], [{ path: 'render.yaml', text: 'a: [b\n' }]),
      /no longer parses/,
    ],
    ['JSON that no longer parses', fixing([], [{ path: 'railway.json', text: '{' }]), /no longer parses/],
    [
      'a rule that still finds it',
      fixing([{ path: 'main.py', edits: [at(0, 0, '# hello\n')] }]),
      /the recheck still finds it/,
    ],
    ['a file that is not there', fixing([{ path: 'gone.py', edits: [] }]), /gone.py cannot be read/],
    [
      'a new file where one is',
      fixing([], [{ path: 'requirements.txt', text: '' }]),
      /requirements.txt exists already/,
    ],
    ['a new file outside', fixing([], [{ path: '../evil.txt', text: '' }]), /leads out of the repository/],
    [
      'a new file for git to run',
      fixing([], [{ path: '.git/hooks/pre-commit', text: '' }]),
      /leads out of the repository/,
    ],
    [
      'a codemod that gives up',
      testRule({
        fix: () => {
          throw new Error('two servers');
        },
      }),
      /^the edit was refused: two servers$/,
    ],
    ['a rule without a fix', testRule({ fix: undefined }), /^no automatic patch/],
  ];
  test.each(cases)('%s', async (_, rule, reason) => {
    expect(await refusal(rule)).toEqual([expect.stringMatching(reason)]);
  });

  test('a bug in a rule is no reason to skip', async () => {
    const rule = testRule({
      fix: () => {
        throw new TypeError('undefined');
      },
    });
    await inFolder(SERVICE, (root) => expect(planned(root, [rule])).rejects.toThrow(TypeError));
  });

  test('a fix to review, when only safe ones are wanted', async () => {
    const rule = fixing([], []);
    const review: Rule = {
      ...rule,
      fix: async (...args) => ({ ...((await rule.fix?.(...args)) as Fix), safety: 'review' }),
    };
    await inFolder(SERVICE, async (root) => {
      const { outcome } = await planned(root, [review], 'safe');
      expect(outcome.skipped).toMatchObject([
        { reason: { en: 'the patch needs a review; run with --safety review' } },
      ]);
    });
  });

  test('a new file that git ignores: nobody would commit it', async () => {
    const rule = fixing([], [{ path: 'Procfile', text: 'web: x\n' }]);
    await inFolder({ ...SERVICE, '.gitignore': 'Procfile\n' }, async (root) => {
      commitAll(root);
      const { outcome } = await planned(root, [rule]);
      expect(outcome.skipped.map(({ reason }) => reason)).toEqual([
        { en: 'rolled back: git ignores Procfile', fr: 'annulé : git ignore Procfile' },
      ]);
    });
  });

  test('a new file where an ignored file, a link to nothing or a folder is', async () => {
    const rule = fixing([], [{ path: 'Procfile', text: 'web: x\n' }]);
    expect(await refusal(rule, { ...SERVICE, '.gitignore': 'Procfile\n', Procfile: 'mine' })).toEqual([
      'rolled back: Procfile exists already',
    ]);
    await inFolder(SERVICE, async (root) => {
      symlinkSync('nowhere', join(root, 'Procfile'));
      expect((await planned(root, [rule])).outcome.skipped).toHaveLength(1);
    });
    await inFolder(SERVICE, async (root) => {
      mkdirSync(join(root, 'Procfile'));
      expect((await planned(root, [rule])).outcome.skipped).toHaveLength(1);
    });
  });
});
