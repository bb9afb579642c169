import { describe, expect, test } from 'vitest';
import { markdown } from './markdown.ts';
import { applied, both, finding, outcome, patch } from './testing.ts';

const en = (of = outcome(), date?: string) => markdown(of, { language: 'en', date });
const fr = (of = outcome()) => markdown(of, { language: 'fr' });
/** Applied, rechecked, and nothing left for a person. */
const done = () => ({ ...applied(true), manual: [], variables: [] });
const headings = (text: string) => text.match(/^## \S+/gm);

describe('the state of the report', () => {
  test('a plan is not ready and ticks nothing', () => {
    expect(en()).toContain('**State after**: ⚠️ **NOT READY** — the patches are planned, none is applied');
    expect(en()).not.toContain('[x]');
    expect(en()).not.toContain('✅ **READY**');
  });

  test('a plan whose result was rechecked is still only a plan', () => {
    const text = en(outcome({ patches: [patch('P1', 'host-not-public', { rechecked: true })] }));
    expect(text).toContain('- [ ] P1 `app/main.py`');
    expect(text).toContain('**NOT READY**');
  });

  test('applied and rechecked is ready, and ticks its patch only', () => {
    const text = en(done());
    expect(text).toContain('✅ **READY** — every');
    expect(text.match(/^- \[x\] .*/gm)).toEqual([
      '- [x] P1 `app/main.py`: Patch of host-not-public en — ' +
        'applied and rechecked: the problem is gone, every touched file parses',
    ]);
    expect(text).toContain('- [ ] api: The service starts');
  });

  test('a step and a required variable that are left are part of the state', () => {
    const text = en(applied(true));
    expect(text).toContain(
      '🟡 **READY ONCE THE REST IS DONE** — every patch applied and rechecked, no critical problem remains; left to do: 1 step by hand, 1 required variable to set',
    );
    expect(text).toContain('no manifest declares, if it is not set yet: `DATABASE_URL`');
    // A variable that a step names is that step.
    const manual = applied(true).manual.map((step) => ({ ...step, step: both('Set `DATABASE_URL`.') }));
    expect(en({ ...applied(true), manual })).toContain('left to do: 1 step by hand\n');
  });

  test('what only the patched tree has is told apart, and the state before does not count it', () => {
    const later = finding('health-check-missing', { patchedOnly: true });
    const text = en(outcome({ findings: [later], patches: [] }));
    expect(text).toContain('### 🧩 ONLY WITH THE PATCHES');
    expect(text).not.toContain('🔴');
    expect(text).toContain('**State before**: no critical problem found');
    expect(text).toContain('`app/main.py:3` (by hand) (only with the patches)');
  });

  test('a local test starts what the patches make of the command', () => {
    const [service] = outcome().services;
    if (!service) throw new Error('no service');
    const text = en(outcome({ services: [{ ...service, patchedStartCommand: 'gunicorn new:app' }] }));
    expect(text).toContain('export PORT=8000; gunicorn new:app');
  });

  test('French translates why a file is unread, and quotes what a parser says', () => {
    const unread = [
      { path: 'a.py', reason: 'binary content' },
      { path: 'Dockerfile', reason: 'line 1: no FROM instruction' },
    ];
    const text = fr(outcome({ unread }));
    expect(text).toContain('`a.py`\u00a0: contenu binaire');
    expect(text).toContain('ligne 1\u00a0: «\u00a0no FROM instruction\u00a0»');
  });

  test('applied without a passed recheck is not ready and ticks nothing', () => {
    const text = en(applied(false));
    expect(text).toContain(
      '**NOT READY** — a patch has not passed its recheck, critical problems that remain: 1',
    );
    expect(text).not.toContain('[x]');
  });

  test('a clean repository is not called ready: nothing was rechecked', () => {
    const stats = { ...outcome().stats, remaining: { critical: 0, important: 0, advice: 0 } };
    const text = en(outcome({ findings: [], patches: [], stats }));
    expect(text).toContain('**State after**: nothing was patched, no critical problem found');
    // What an earlier run applied has left steps that this one cannot know.
    expect(text).toContain('`unblock fix --report FILE`');
    expect(text).not.toContain('Nothing is known');
    expect(text).not.toContain('READY');
  });

  test('a critical problem that remains is never ready', () => {
    const all = applied(true);
    const remaining = { critical: 1, important: 0, advice: 0 };
    expect(en({ ...all, stats: { ...all.stats, remaining } })).toContain('critical problems that remain: 1');
  });

  test('a run of some rules is never ready', () => {
    const rules = { ran: ['host-not-public'], leftOut: ['settings-bypassed'] };
    expect(en({ ...applied(true), rules })).toContain('**NOT READY** — only some of the rules ran');
  });

  test.each([
    ['app/main.py', false],
    ['Procfile', false],
    ['requirements.txt', false],
    ['tests/test_main.py', true],
    ['logo.png', true],
  ])('with %s unread, ready is %s', (path, isReady) => {
    const text = en({ ...done(), unread: [{ path, reason: 'not UTF-8' }] });
    expect(text.includes('✅ **READY**')).toBe(isReady);
    expect(text.includes('**NOT READY** — a file of a service could not be read')).toBe(!isReady);
  });
});

describe('the content of the report', () => {
  test('problems are numbered through, critical before important before advice', () => {
    const findings = [
      finding('c', { severity: 'advice' }),
      finding('b', { severity: 'important' }),
      finding('a'),
    ];
    const numbers = en(outcome({ findings })).match(/^\d\. \*\*Title of \w/gm);
    expect(numbers).toEqual(['1. **Title of a', '2. **Title of b', '3. **Title of c']);
  });

  test('the four beats are one paragraph', () => {
    expect(en()).toContain('\nNow en Effect en Change en Sure en\n');
    expect(fr()).toContain('\nNow fr Effect fr Change fr Sure fr\n');
  });

  test('each finding without a patch is listed with its reason', () => {
    const skip = {
      rule: 'host-not-public',
      path: 'app/main.py',
      line: 3,
      reason: both('Because.'),
      fingerprint: 'f-host-not-public',
    };
    const text = en(outcome({ patches: [], skipped: [skip] }));
    expect(text).toContain('- `host-not-public`, `app/main.py:3`: Because. en');
    expect(text).toContain('- `settings-bypassed`, `app/main.py:3` (by hand): Todo. en');
  });

  test('steps stand with the finding that needs them; those of a patch on the platform list, each once', () => {
    const step = (text: string, fingerprint: string) => ({
      service: 'api',
      platform: 'render',
      step: both(text),
      fingerprint,
    });
    const manual = [
      step('Set it.', 'f-host-not-public'),
      step('Set it.', 'f-host-not-public'),
      step('Edit.', 'f-settings-bypassed'),
      step('Todo.', 'f-settings-bypassed'),
      step('Of a patch that is not there.', 'f-port-hardcoded'),
    ];
    const lost = finding('port-hardcoded');
    const skip = { rule: lost.rule, path: lost.path, line: 3, reason: both('Because.') };
    const text = en(
      outcome({
        manual,
        findings: [...outcome().findings, lost],
        skipped: [{ ...skip, fingerprint: lost.fingerprint }],
      }),
    );
    const lines = text.split('\n').filter((line) => /Set it|Edit|patch that is not/.test(line));
    expect(lines).toEqual([
      '- api, Render: Set it. en',
      '- `settings-bypassed`, `app/main.py:3` (by hand): Todo. en Edit. en',
    ]);
  });

  test('a patch that was rolled back is listed as not fixed, not among the patches', () => {
    const text = en(outcome({ patches: [patch('P1', 'host-not-public', { state: 'skipped' })] }));
    expect(text).toContain('- P1: Patch of host-not-public en (patch not applied or rolled back)');
    expect(text).not.toContain('### PATCH P1');
  });

  test('the date is the given one, else that of the commit', () => {
    expect(en(outcome(), '2026-01-31')).toContain('**Date**: 2026-01-31');
    expect(en()).toContain('**Date**: 2025-11-02');
    expect(en(outcome({ repository: { commit: null, date: null, name: 'x' } }))).toContain(
      '**Date**: not given',
    );
  });

  test('both languages have the same sections, and French its typography', () => {
    expect(headings(fr())).toEqual(headings(en()));
    expect(fr()).toContain('**Plateformes cibles**\u00a0: Render');
    expect(fr()).not.toMatch(/[a-zé] [:;!?]/);
  });
});

describe('text of the target cannot break the Markdown', () => {
  test('a diff with a fence gets a longer fence', () => {
    const diff = '--- a/README.md\n+++ b/README.md\n@@ -1 +1 @@\n-````\n+```\n';
    expect(en(outcome({ patches: [patch('P1', 'host-not-public', { diff })] }))).toContain(
      `\`\`\`\`\`diff\n${diff}\`\`\`\`\`\n`,
    );
  });

  test('a table cell with a bar, and a path with back-quotes', () => {
    const odd = {
      service: 'api',
      name: 'A|B',
      need: 'required',
      secret: true,
      path: 'a`b.py',
      line: 2,
      declared: 'manifest',
      patch: null,
      readSince: null,
    } as const;
    const text = en(outcome({ variables: [odd] }));
    expect(text).toContain('| `A\\|B` |');
    expect(text).toContain('``a`b.py:2``');
  });

  test('a tag and a line break in a title', () => {
    const title = { en: 'A <b>\n# heading `<i>`', fr: '' };
    expect(en(outcome({ findings: [finding('a', { title })] }))).toContain('**A &lt;b> # heading `<i>`**');
  });
});
