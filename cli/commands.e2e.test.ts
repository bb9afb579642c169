import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, emptyFolder, git, stateOf, withApp } from './e2e.test-helper.ts';
import { unblock } from './testing.ts';

const HOST = ['--rule', 'host-not-public'];
const BOUND = 'host="0.0.0.0"';

describe('scan', () => {
  test('--format json: one document and nothing else, exit 1 for what is critical', () =>
    withApp('konan', (root) => {
      const { code, stdout, stderr } = unblock(['scan', root, '--format', 'json']);
      expect([code, stderr]).toEqual([1, '']);
      const outcome = JSON.parse(stdout);
      expect(outcome.schema).toBe('unblock/outcome/1');
      expect(outcome.findings).toContainEqual(
        expect.objectContaining({ rule: 'host-not-public', path: 'app/main.py', line: 56 }),
      );
      expect(unblock(['scan', root, '--format', 'json']).stdout).toBe(stdout);
    }));

  test('is the default command; the folder is the current one', () =>
    withApp('konan', (root) => {
      const { code, stdout, stderr } = unblock(HOST, { cwd: root });
      expect([code, stderr]).toEqual([1, '']);
      expect(stdout).toContain('app/main.py:56');
      expect(stdout).toContain('unblock fix');
    }));

  test('exit 0 when nothing is at or above --fail-on', () =>
    withApp('clean', (root) => {
      expect(unblock(['scan', root, ...HOST, '--fail-on', 'advice']).code).toBe(0);
    }));

  test('colour on a terminal only, or when forced; NO_COLOR wins', () =>
    withApp('konan', (root) => {
      const shown = (env: Record<string, string>) => unblock(['scan', root, ...HOST], { env }).stdout;
      expect(shown({})).not.toContain('\u001b[');
      expect(shown({ FORCE_COLOR: '1' })).toContain('\u001b[');
      expect(shown({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain('\u001b[');
    }));

  test.skipIf(process.platform === 'win32')('a reader that has seen enough is no error', () =>
    withApp('konan', (root) => {
      const main = new URL('../dist/main.js', import.meta.url).pathname;
      const command = `"${process.execPath}" "${main}" scan --format json | head -1`;
      const run = spawnSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' });
      expect([run.status, run.stdout, run.stderr]).toEqual([0, '{\n', '']);
    }),
  );

  test('a large repository is read on two threads, with the same outcome', () => {
    const root = emptyFolder();
    const files = 1200;
    mkdirSync(join(root, 'app'));
    writeFileSync(join(root, 'requirements.txt'), 'fastapi\nuvicorn\n');
    for (let index = 0; index < files; index++) {
      const server = `import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\nif __name__ == "__main__":\n    uvicorn.run(app, host="127.0.0.1")\n`;
      const text = index % 100 === 7 ? server : index % 100 === 8 ? 'import os\nos.getenv("A"\n' : 'a = 1\n';
      writeFileSync(join(root, 'app', `m${index}.py`), text);
    }
    const { stdout, stderr } = unblock(['scan', '.', ...HOST, '--format', 'json'], { cwd: root });
    rmSync(root, { recursive: true });
    expect(stderr).toBe('');
    const outcome = JSON.parse(stdout);
    expect(outcome.findings).toHaveLength(files / 100);
    expect(outcome.unread).toHaveLength(files / 100);
    expect(outcome.stats.files).toBe(files + 1);
  });
});

describe('wrong use is one line and exit 2', () => {
  test.each([
    [['--platform', 'rendr'], 'did you mean "render"?'],
    [['--rule', 'host-not-publik'], 'did you mean "host-not-public"?'],
    [['--format', 'jsno'], 'did you mean "json"?'],
    [['--fail-on', 'critcal'], 'did you mean "critical"?'],
    [['--lang', 'de'], 'known: en, fr'],
    [['scna'], 'did you mean "scan"?'],
    [['scan', '--formt', 'json'], '--format'],
    [['explain', 'host-not-publc'], 'did you mean "host-not-public"?'],
    [['fix', '--safety', 'sfae'], 'did you mean "safe"?'],
    [['report', '--date', 'tomorrow'], '2026-01-31'],
    [['help', 'nope'], 'known: scan'],
    [['fx', '.'], 'did you mean "fix"?'],
    [['scan', 'no/such/folder'], 'does not exist'],
    [['scan', 'no/such/folder', '--lang', 'fr'], "n'existe pas"],
    [['fix', 'main.py', '--yes'], 'not a folder'],
  ])('%j', (args, hint) => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'main.py'), '');
    const { code, stdout, stderr } = unblock(args, { cwd });
    rmSync(cwd, { recursive: true });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(hint);
    expect(stderr).toMatch(/^unblock: [^\n]*\n$/);
  });
});

test('a bug of the tool is one line and exit 70', () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, 'main.py'), 'a = 1\n');
  const broken = 'data:text/javascript,Atomics.add=()=>{throw%20new%20Error(`broken`)}';
  const { code, stdout, stderr } = unblock(['scan'], { cwd, env: { NODE_OPTIONS: `--import=${broken}` } });
  rmSync(cwd, { recursive: true });
  expect([code, stdout]).toEqual([70, '']);
  expect(stderr).toMatch(/^bug in unblock: broken; [^\n]*\n$/);
});

describe('fix', () => {
  test('--dry-run prints the diff that would be applied, and writes nothing', () =>
    withApp('konan', (root) => {
      const before = stateOf(root);
      const { code, stdout } = unblock(['fix', root, ...HOST, '--dry-run']);
      expect(code).toBe(0);
      expect(stdout).toContain(`+    uvicorn.run("app.main:app", ${BOUND}`);
      expect(stateOf(root)).toEqual(before);
      expect(git(root, 'status', '--porcelain')).toBe('');
    }));

  test('--patch writes a file that git applies, with what --yes would have written', () =>
    withApp('konan', (root) => {
      const before = stateOf(root);
      const patch = join(root, '..', 'all.patch');
      expect(unblock(['fix', root, '--platform', 'render', '--patch', patch]).stderr).toContain(
        'Patch written',
      );
      expect(stateOf(root)).toEqual(before);
      git(root, 'apply', patch);
      const applied = git(root, 'status', '--porcelain') + git(root, 'diff');
      git(root, 'checkout', '-q', '.');
      git(root, 'clean', '-fdq');
      unblock(['fix', root, '--platform', 'render', '--yes']);
      expect(git(root, 'status', '--porcelain') + git(root, 'diff')).toBe(applied);
      expect(applied).toContain(BOUND);
    }));

  test('--yes applies; a second fix changes nothing, and a scan no longer finds it', () =>
    withApp('konan', (root) => {
      const first = unblock(['fix', root, '--platform', 'render', '--yes', '--format', 'json']);
      const outcome = JSON.parse(first.stdout);
      const states = outcome.patches.map((patch: { state: string }) => patch.state);
      expect([...new Set(states)]).toEqual(['applied']);
      const after = stateOf(root);
      const second = unblock([
        'fix',
        root,
        '--platform',
        'render',
        '--yes',
        '--allow-dirty',
        '--format',
        'json',
      ]);
      expect(JSON.parse(second.stdout).patches).toEqual([]);
      expect(stateOf(root)).toEqual(after);
      expect(unblock(['scan', root, ...HOST]).code).toBe(0);
    }));

  test('the patched service compiles', () =>
    withApp('konan', (root) => {
      unblock(['fix', root, '--platform', 'render', '--yes']);
      const run = spawnSync('python3', ['-m', 'compileall', '-q', '.'], { cwd: root, encoding: 'utf8' });
      expect([run.status, run.stdout, run.stderr]).toEqual([0, '', '']);
    }));

  test('a dirty work tree is refused, unless it is allowed', () =>
    withApp('konan', (root) => {
      appendFileSync(join(root, 'README.md'), '\n');
      const before = stateOf(root);
      const refused = unblock(['fix', root, ...HOST, '--yes']);
      expect([refused.code, refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toBe(
        'unblock: the work tree has uncommitted changes (1: README.md); commit them or use --allow-dirty\n',
      );
      expect(stateOf(root)).toEqual(before);
      expect(unblock(['fix', root, ...HOST, '--yes', '--allow-dirty']).code).toBe(0);
      expect(readFileSync(join(root, 'app/main.py'), 'utf8')).toContain(BOUND);
    }));

  test('a report that a scan suggests to write does not stand in the way', () =>
    withApp('konan', (root) => {
      expect(unblock(['report', '.', '-o', 'REPORT.md'], { cwd: root }).code).toBe(0);
      const fixed = unblock(['fix', '.', ...HOST, '--yes'], { cwd: root });
      expect([fixed.code, fixed.stderr]).toEqual([0, '']);
    }));

  test('nobody to ask is wrong use', () =>
    withApp('konan', (root) => {
      const { code, stderr } = unblock(['fix', root, ...HOST]);
      expect([code, stderr]).toEqual([2, expect.stringContaining('--yes')]);
    }));

  test('bytes outside the edits stay: CRLF, byte order mark, trailing spaces', () => {
    const root = emptyFolder();
    const text = '\ufeffimport uvicorn  \r\n\r\nuvicorn.run("main:app", host=\'127.0.0.1\')\t\r\n# end';
    writeFileSync(join(root, 'main.py'), `${text}`);
    writeFileSync(join(root, 'requirements.txt'), 'fastapi\nuvicorn\n');
    commitAll(root);
    unblock(['fix', root, ...HOST, '--yes']);
    expect(readFileSync(join(root, 'main.py'), 'utf8')).toBe(text.replace('127.0.0.1', '0.0.0.0'));
    rmSync(root, { recursive: true });
  });
});

describe('the catalogue', () => {
  test('rules lists one rule on a line', () => {
    const { code, stdout } = unblock(['rules']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^host-not-public +critical +\S/m);
  });

  test.each(['en', 'fr'])('every rule has its page in %s', (language) => {
    const ids = unblock(['rules'])
      .stdout.trim()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '');
    for (const id of ids) {
      const { code, stdout } = unblock(['explain', id, '--lang', language]);
      expect([id, code]).toEqual([id, 0]);
      expect(stdout).toContain(id);
    }
  });
});
