import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { plan, scan } from '../run.ts';
import {
  commitAll,
  type Files,
  git,
  inFolder,
  options,
  PARAGRAPH,
  RUN,
  readTree,
  SERVER,
  testRule,
} from '../testing.ts';
import { both } from '../text.ts';
import { displayDiff } from './diff.ts';

const SERVICE: Files = { 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': SERVER + RUN };

describe('git apply takes the diff', () => {
  const crlf = (SERVER + RUN).replaceAll('\n', '\r\n');
  const files: Files = {
    ...SERVICE,
    'no end/main.py': (SERVER + RUN).trimEnd(),
    'crlf/main.py': crlf,
    'bom/main.py': `\ufeff${SERVER}${RUN}`,
    'quo"te\\ \t\n/main.py': SERVER + RUN,
    'é 🚀/main.py': SERVER + RUN,
  };
  const creates = [
    { path: 'new file.txt', text: 'no newline' },
    { path: 'empty', text: '' },
    { path: 'deep/er/"x".txt', text: 'a\r\nb\r\n' },
  ];

  test.each(['', 'apps/my api/'])('of a target in %j of the work tree', async (prefix) => {
    const placed = Object.fromEntries(Object.entries(files).map(([path, text]) => [prefix + path, text]));
    await inFolder({ ...placed, 'above.txt': '' }, async (top) => {
      commitAll(top);
      const root = join(top, prefix);
      const normal = testRule();
      let first = true;
      const rule = testRule({
        fix: (found, model) => {
          const fix = normal.fix?.(found, model);
          const made = first ? creates : [];
          first = false;
          return {
            safety: 'safe',
            title: both('t', 't'),
            paragraph: PARAGRAPH,
            edits: [],
            ...fix,
            creates: made,
          };
        },
      });
      const result = await plan({ ...options(root), safety: 'review' }, [rule]);
      expect(result.changes).toBe(Object.keys(files).length - 1 + creates.length);
      const patch = join(root, '.git-patch');
      const where = { [prefix]: root, '': top };
      const trees = [];
      for (const folder of Object.values(where)) {
        writeFileSync(patch, result.diff);
        git(folder, 'apply', '--whitespace=nowarn', patch);
        rmSync(patch);
        trees.push(readTree(top));
        git(top, 'stash', '-q', '-u');
      }
      await result.apply();
      for (const tree of trees) expect(tree).toEqual(readTree(top));
    });
  });
});

describe('shown', () => {
  test('a secret is masked where what tells it lies outside the hunk', () => {
    const key = `KEY = """-----BEGIN PRIVATE KEY-----\n${'MIIEabcd\n'.repeat(6)}-----END PRIVATE KEY-----"""\n`;
    const diff = displayDiff([
      { path: 'a.py', before: `${key}host = 1\n`, after: `${key}host = 2\n` },
      { path: 'b.py', before: null, after: 'DB_PASS=hunter2\n' },
    ]);
    expect(diff).not.toMatch(/MIIE|hunter2/);
    expect(diff).toContain(
      '@@ -6,4 +6,4 @@\n ***\n ***\n -----END PRIVATE KEY-----"""\n-host = 1\n+host = 2\n',
    );
    expect(diff).toContain('--- /dev/null\n+++ b/b.py\n@@ -0,0 +1,1 @@\n+DB_PASS=***\n');
  });

  test('a line that changes stays changed where both sides are masked', () => {
    const before = 'A=1\r\nDB_PASS=hunter2\r\nB=2';
    const diff = displayDiff([{ path: '.env', before, after: before.replace('hunter2', 'hunter3') }]);
    const end = '\\ No newline at end of file\n';
    expect(diff.slice(diff.indexOf('@@'))).toBe(
      `@@ -1,3 +1,3 @@\n A=1\r\n-DB_PASS=***\r\n+DB_PASS=***\r\n B=2\n${end}`,
    );
  });
});

test('the outcome tells which rules ran', async () => {
  await inFolder(SERVICE, async (root) => {
    const { outcome } = await scan({ ...options(root), rules: ['other-rule'] }, [
      testRule(),
      testRule({ id: 'other-rule' }),
    ]);
    expect(outcome.rules).toEqual({ ran: ['other-rule'], leftOut: ['test-rule'] });
  });
});

test('the same input gives the same bytes, twice, with files written in another order, and in another time zone', async () => {
  const files: Files = {
    ...SERVICE,
    'b/main.py': SERVER + RUN,
    'a/main.py': SERVER + RUN,
    'Z/main.py': SERVER + RUN,
  };
  const OTHER = testRule({ id: 'other-rule' });
  const run = (entries: [string, string | Uint8Array][]) =>
    inFolder({ 'same/keep.txt': '' }, async (above) => {
      const root = join(above, 'same');
      for (const [path, text] of entries) {
        mkdirSync(join(root, path, '..'), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      commitAll(root);
      const { outcome, diff } = await plan({ ...options(root), safety: 'safe' }, [testRule(), OTHER]);
      return JSON.stringify([outcome, diff, (await scan(options(root), [OTHER, testRule()])).outcome]);
    });
  const entries = Object.entries(files);
  const first = await run(entries);
  expect(await run(entries)).toBe(first);
  expect(await run([...entries].reverse())).toBe(first);
  vi.stubEnv('TZ', 'Asia/Tokyo');
  vi.stubEnv('LC_ALL', 'tr_TR.UTF-8');
  try {
    expect(await run(entries)).toBe(first);
  } finally {
    vi.unstubAllEnvs();
  }
});
