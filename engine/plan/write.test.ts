import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type PlanResult, plan } from '../run.ts';
import {
  type Files,
  finding,
  inFolder,
  options,
  PARAGRAPH,
  RUN,
  readTree,
  SERVER,
  testRule,
  writeFiles,
} from '../testing.ts';
import { both } from '../text.ts';
import { writeChanges } from './write.ts';

const SERVICE: Files = { 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': SERVER + RUN };

function planned(root: string, creates: { path: string; text: string }[] = []): Promise<PlanResult> {
  const normal = testRule();
  const rule = testRule({
    fix: (found, model) => {
      const fix = normal.fix?.(found, model);
      return { safety: 'safe', title: both('t', 't'), paragraph: PARAGRAPH, edits: [], ...fix, creates };
    },
  });
  return plan({ ...options(root), safety: 'review' }, [rule]);
}

/** Applying must fail with one line and leave the target as it stands. */
async function expectRefused(root: string, result: PlanResult, message: RegExp): Promise<void> {
  const before = readTree(root);
  const error = await result.apply().catch((thrown) => thrown);
  expect(error.name).toBe('WriteError');
  expect(error.message).toMatch(message);
  expect(error.message).not.toContain('\n');
  expect(readTree(root)).toEqual(before);
}

describe('between plan and apply', () => {
  const NEW = [{ path: 'a/new.txt', text: 'new\n' }];

  test('a file changed', async () => {
    await inFolder(SERVICE, async (root) => {
      const result = await planned(root, NEW);
      writeFileSync(join(root, 'main.py'), `${SERVER}${RUN}# mine\n`);
      await expectRefused(root, result, /^main.py changed while the plan was made/);
    });
  });

  test('a file is gone, or no file any more', async () => {
    await inFolder(SERVICE, async (root) => {
      const result = await planned(root);
      rmSync(join(root, 'main.py'));
      await expectRefused(root, result, /^main.py changed/);
      mkdirSync(join(root, 'main.py'));
      await expectRefused(root, result, /^main.py is no regular file/);
    });
  });

  test('a file became a link out of the repository, with the same text', async () => {
    await inFolder({ 'outside/main.py': SERVER + RUN }, async (above) => {
      const root = join(above, 'repository');
      writeFiles(root, SERVICE);
      const result = await planned(root);
      rmSync(join(root, 'main.py'));
      symlinkSync('../outside/main.py', join(root, 'main.py'));
      await expectRefused(root, result, /^main.py is no regular file/);
      expect(readFileSync(join(above, 'outside/main.py'), 'utf8')).toBe(SERVER + RUN);
    });
  });

  test('a folder became a link out of the repository, or to nothing', async () => {
    await inFolder({ 'outside/keep': '' }, async (above) => {
      const root = join(above, 'repository');
      writeFiles(root, SERVICE);
      const result = await planned(root, NEW);
      symlinkSync('../outside', join(root, 'a'));
      await expectRefused(root, result, /^a\/new.txt leads out of the repository/);
      rmSync(join(root, 'a'));
      symlinkSync('nowhere', join(root, 'a'));
      await expectRefused(root, result, /leads nowhere/);
      expect(readTree(join(above, 'outside'))).toEqual({ keep: '' });
    });
  });

  test('the file to create appeared, even as a link to nothing', async () => {
    await inFolder(SERVICE, async (root) => {
      const result = await planned(root, NEW);
      writeFiles(root, { 'a/new.txt': 'mine' });
      await expectRefused(root, result, /^a\/new.txt exists already/);
      rmSync(join(root, 'a/new.txt'));
      symlinkSync('nowhere', join(root, 'a/new.txt'));
      await expectRefused(root, result, /^a\/new.txt is no regular file/);
    });
  });
});

describe('all or nothing', () => {
  test('what was written is put back, new folders and modes included', async () => {
    await inFolder({ 'a.txt': 'a\n', blocked: '', 'a.txt.unblock-new': 'mine' }, (root) => {
      chmodSync(join(root, 'a.txt'), 0o640);
      const before = readTree(root);
      const write = () =>
        writeChanges(root, [
          { path: 'a.txt', before: 'a\n', after: 'A\n' },
          { path: 'deep/er/b.txt', before: null, after: 'b\n' },
          { path: `${'x'.repeat(300)}.txt`, before: null, after: 'c\n' },
        ]);
      expect(write).toThrow(/: nothing was changed$/);
      expect(readTree(root)).toEqual(before);
      expect(existsSync(join(root, 'deep'))).toBe(false);
      expect(statSync(join(root, 'a.txt')).mode & 0o777).toBe(0o640);
    });
  });

  test('a file that cannot be put back is named, and all others are put back', async () => {
    await inFolder({ 'a.txt': 'a\n', 'd/b.txt': 'b\n', 'e.txt': 'e\n' }, (root) => {
      const restore = writeChanges(root, [
        { path: 'a.txt', before: 'a\n', after: 'A\n' },
        { path: 'd/b.txt', before: 'b\n', after: 'B\n' },
        { path: 'e.txt', before: 'e\n', after: 'E\n' },
      ]);
      rmSync(join(root, 'd'), { recursive: true });
      expect(restore).toThrow('could not be put back: d/b.txt (ENOENT); all else was');
      expect(readTree(root)).toEqual({ 'a.txt': 'a\n', 'e.txt': 'e\n' });
    });
  });

  test('a recheck that fails, or breaks, puts everything back', async () => {
    const normal = testRule();
    for (const breaks of [false, true]) {
      await inFolder(SERVICE, async (root) => {
        const before = readTree(root);
        // What the plan proved in memory does not hold once the files are written.
        const rule = testRule({
          detect: (service, model) => {
            const isWritten = readFileSync(join(root, 'main.py'), 'utf8').includes('0.0.0.0');
            if (isWritten && breaks) throw new Error('broken');
            const span = { path: 'main.py', start: 0, end: 1 };
            return isWritten ? [finding({ service: '', span, key: 'host' })] : normal.detect(service, model);
          },
        });
        const result = await plan({ ...options(root), safety: 'review' }, [rule]);
        if (breaks) {
          await expect(result.apply()).rejects.toThrow('broken');
        } else {
          const outcome = await result.apply();
          expect(outcome.patches).toMatchObject([{ state: 'skipped', rechecked: false }]);
          expect(outcome.stats.remaining.critical).toBe(1);
          const en = 'rolled back: test-rule is still found in main.py after writing';
          const fr = "annulé : test-rule est encore trouvé dans main.py après l'écriture";
          expect(outcome.skipped).toMatchObject([{ reason: { en, fr } }]);
        }
        expect(readTree(root)).toEqual(before);
      });
    }
  });

  test('BOM, CRLF, trailing spaces and the mode of a file are kept', async () => {
    const text = `\ufeff${(SERVER + RUN).replaceAll('\n', '  \r\n')}# é 🚀`;
    await inFolder({ ...SERVICE, 'main.py': text }, async (root) => {
      chmodSync(join(root, 'main.py'), 0o751);
      await (await planned(root)).apply();
      expect(readFileSync(join(root, 'main.py'), 'utf8')).toBe(text.replace('127.0.0.1', '0.0.0.0'));
      expect(statSync(join(root, 'main.py')).mode & 0o777).toBe(0o751);
      expect(Object.keys(readTree(root))).toEqual(['main.py', 'requirements.txt']);
    });
  });
});
