import { describe, expect, test } from 'vitest';
import { diffView } from './diff.ts';
import { frame } from './frame.ts';
import { patchView } from './patches.ts';
import { pretty } from './pretty.ts';
import { applied, both, finding, outcome } from './testing.ts';

const plain = { language: 'en', colour: false } as const;
const source = 'import os\r\n\r\n    host = 1\r\nprint()\r\n';

describe('scan view', () => {
  test('shows severity, place, frame, why and what to do', () => {
    expect(pretty(outcome(), () => source, plain)).toMatchInlineSnapshot(`
      "api python, fastapi, web

        critical  Title of host-not-public en  host-not-public
        app/main.py:3:5
          1 | import os
          2 |
        > 3 |     host = 1
            |     ^^^^
          4 | print()
          5 |
        Why: Why. en
        Fix: Todo. en (unblock fix)

        advice  Title of settings-bypassed en  settings-bypassed
        app/main.py:3:5
          1 | import os
          2 |
        > 3 |     host = 1
            |     ^^^^
          4 | print()
          5 |
        Why: Why. en
        Fix: Todo. en (by hand)

      Found: 1 critical, 1 advice (Render; services: 1, files: 10, parsed: 4)

      Next:
        unblock fix --dry-run            shows the patches
        unblock explain host-not-public  explains a finding
        unblock report -o REPORT.md      writes the report
      "
    `);
  });

  test('has no escape codes without colour, and some with it', () => {
    const text = pretty(outcome(), () => source, { ...plain, colour: true });
    expect(text).toContain('\u001b[31m');
    expect(pretty(outcome(), () => source, plain)).not.toContain('\u001b');
  });

  test('a repository of which no source was read is not called clean', () => {
    const stats = { ...outcome().stats, parsed: 0, findings: { critical: 0, important: 0, advice: 0 } };
    const text = pretty(outcome({ findings: [], stats }), () => null, plain);
    expect(text).toBe(
      'No code of a Python or Node server was found to judge in shop (Render; services: 1, files: 10, parsed: 0)\n',
    );
  });

  test('a repository without findings says so, and suggests nothing', () => {
    const stats = { ...outcome().stats, findings: { critical: 0, important: 0, advice: 0 } };
    const text = pretty(outcome({ findings: [], stats }), () => null, { ...plain, language: 'fr' });
    expect(text).toBe(
      'Aucun blocage de déploiement trouvé. (Render\u00a0; services\u00a0: 1, fichiers\u00a0: 10, analysés\u00a0: 4)\n',
    );
  });

  test('what could not be read is not called clean', () => {
    const stats = { ...outcome().stats, findings: { critical: 0, important: 0, advice: 0 } };
    const unread = [{ path: 'shop/settings.py', reason: 'syntax error at line 83' }];
    expect(pretty(outcome({ findings: [], stats, unread }), () => null, plain)).toBe(
      'No deploy blocker found in what could be read. 1 file of a service could not be read: nothing is known about it. (Render; services: 1, files: 10, parsed: 4)\n\nCould not be read: 1\n  shop/settings.py: syntax error at line 83\n',
    );
    const more = [...unread, { path: 'render.yaml', reason: 'no YAML' }, { path: 'logo.svg', reason: 'x' }];
    expect(pretty(outcome({ unread: more }), () => null, plain)).toContain(
      '\n2 files of services could not be read: nothing is known about them.\n',
    );
    expect(pretty(outcome({ unread: more.slice(2) }), () => null, plain)).not.toContain('nothing is known');
    expect(patchView(outcome({ unread }), plain)).toContain('nothing is known about it.\n\nRemaining');
  });

  test.each([
    ['fr', 3, 1, 'Trouvé\u00a0: 3 critiques, 1 conseil (Render\u00a0; '],
    ['fr', 1, 2, 'Trouvé\u00a0: 1 critique, 2 conseils (Render\u00a0; '],
    ['en', 3, 2, 'Found: 3 critical, 2 advice (Render; '],
  ] as const)('numbers in %s: %i and %i', (language, critical, advice, line) => {
    const stats = { ...outcome().stats, findings: { critical, important: 0, advice } };
    expect(pretty(outcome({ stats }), () => null, { language, colour: false })).toContain(line);
  });

  test('escape codes of the target do not reach the terminal', () => {
    const odd = finding('a', { path: 'a\u001b[2J.py', title: { en: 'x\u001b]0;y', fr: '' } });
    expect(pretty(outcome({ findings: [odd] }), () => 'a\nb\nc\u001b[31m\n', plain)).not.toContain('\u001b');
  });

  test('many unread files are summed up', () => {
    const unread = Array.from({ length: 8 }, (_, index) => ({ path: `f${index}`, reason: 'no UTF-8' }));
    expect(pretty(outcome({ unread }), () => null, plain)).toContain('  … 3 more (--format json)');
  });
});

describe('code frame', () => {
  test('long lines are cut, also when the evidence lies behind the cut', () => {
    const long = `x = "${'y'.repeat(100_000)}"`;
    const far = finding('a', { line: 1, endLine: 1, column: 90_000, endColumn: 90_010 });
    for (const one of [far, { ...far, column: 5 }]) expect(frame(one, long, false)?.length).toBeLessThan(500);
  });

  test('evidence over several lines is underlined on the first', () => {
    const text = frame(
      finding('a', { line: 1, endLine: 3, column: 1, endColumn: 2 }),
      'run(\n  1,\n)\n',
      false,
    );
    expect(text).toBe('> 1 | run(\n    | ^^^^\n  2 |   1,\n  3 | )');
  });

  test('a line that is not there, or is empty, has no frame', () => {
    expect(frame(finding('a', { line: 9 }), 'x\n', false)).toBeNull();
    expect(frame(finding('a', { line: 1 }), '', false)).toBeNull();
  });
});

test('a diff without colour is the diff, with its carriage returns', () => {
  const diff = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+b\r\n';
  expect(diffView(diff, false)).toBe(diff);
  expect(diffView(diff, true)).toContain('\u001b[32m+b\u001b[39m\n');
});

test('after a fix: the patches, what is left for a person, what remains', () => {
  expect(patchView(applied(true), plain)).toMatchInlineSnapshot(`
    "Patches:
      P1 Patch of host-not-public en (app/main.py): applied and rechecked: the problem is gone, every touched file parses
         Why: Title of host-not-public en

    By hand:
      app/main.py:3 settings-bypassed: Todo. en

    Left to do on the platform:
      api, Render: Set it. en

    Required variables that no manifest declares:
      api: DATABASE_URL

    Remaining: 1 advice
    "
  `);
});

test('a step of a patch that is not there is not printed; one of a fix by hand is told with its finding', () => {
  const skip = { rule: 'host-not-public', path: 'app/main.py', line: 3, reason: both('Because.') };
  const manual = [
    ...outcome().manual,
    { service: 'api', platform: 'render', step: both('Step.'), fingerprint: 'f-settings-bypassed' },
  ];
  const refused = outcome({
    patches: [],
    skipped: [{ ...skip, fingerprint: 'f-host-not-public' }],
    manual,
  });
  expect(patchView(refused, plain)).toMatchInlineSnapshot(`
    "No patch.

    Not fixed:
      app/main.py:3 host-not-public: Because. en

    By hand:
      app/main.py:3 settings-bypassed: Todo. en Step. en

    Required variables that no manifest declares:
      api: DATABASE_URL

    Remaining: 1 advice
    "
  `);
});
