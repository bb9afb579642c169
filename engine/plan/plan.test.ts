import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fix, Rule } from '../rule.ts';
import { plan } from '../run.ts';
import {
  commitAll,
  type Files,
  finding,
  inFolder,
  options,
  PARAGRAPH,
  RUN,
  readTree,
  SERVER,
  testRule,
} from '../testing.ts';
import { both } from '../text.ts';

const SERVICE: Files = { 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': SERVER + RUN };
const OTHER: Rule = testRule({ id: 'other-rule' });

function planned(root: string, rules: Rule[], safety: 'safe' | 'review' = 'review') {
  return plan({ ...options(root), safety }, rules);
}

/** The test rule with another fix. */
function fixing(edits: Fix['edits'], creates: Fix['creates'] = [], changes: Partial<Rule> = {}): Rule {
  return testRule({
    fix: () => ({ safety: 'safe', title: both('t', 't'), paragraph: PARAGRAPH, edits, creates }),
    ...changes,
  });
}

/** What a rule's fix is refused with; nothing may have changed. */
async function refusal(rule: Rule, files: Files = SERVICE): Promise<string[]> {
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
