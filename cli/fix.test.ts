import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcome } from '@unblock/report/testing';
import { describe, expect, test } from 'vitest';
import { fixCommand } from './fix.ts';
import { fakeTerminal, fakeTool } from './testing.ts';

const flags = { format: 'pretty', failOn: 'critical', lang: 'en', safety: 'review' };

describe('nothing is written', () => {
  test('dry run: the diff alone on standard output, also on a dirty tree', async () => {
    const { tool, calls, diff } = fakeTool({ dirty: ['a.py'] });
    const { terminal, written } = fakeTerminal({ interactive: false });
    expect(await fixCommand('.', { ...flags, dryRun: true }, tool, terminal)).toBe(0);
    expect(written.out).toBe(diff);
    expect(written.err).toContain('Nothing was written.');
    expect(calls.applied).toBe(0);
  });

  test('dry run counts what would remain', async () => {
    const { tool } = fakeTool();
    const code = await fixCommand(
      '.',
      { ...flags, dryRun: true, failOn: 'advice' },
      tool,
      fakeTerminal().terminal,
    );
    expect(code).toBe(1);
  });

  test('dry run shows secrets masked and says so', async () => {
    const { tool } = fakeTool({ masked: '-url = ***\n' });
    const { terminal, written } = fakeTerminal();
    await fixCommand('.', { ...flags, dryRun: true }, tool, terminal);
    expect(written.out).toBe('-url = ***\n');
    expect(written.err).toContain('Secrets are masked');
  });

  test('--patch writes the whole diff', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unblock-'));
    const { tool, calls, diff } = fakeTool({ masked: 'masked\n' });
    const { terminal } = fakeTerminal({ cwd: folder });
    await fixCommand('.', { ...flags, patch: 'p.patch' }, tool, terminal);
    expect(readFileSync(join(folder, 'p.patch'), 'utf8')).toBe(diff);
    expect(calls.applied).toBe(0);
    const nowhere = fixCommand('.', { ...flags, patch: 'no/p.patch' }, tool, terminal);
    await expect(nowhere).rejects.toThrow('cannot write no/p.patch (ENOENT)');
    rmSync(folder, { recursive: true });
  });

  test.each(['', 'n', 'yess'])('the answer %j is no', async (answer) => {
    const { tool, calls } = fakeTool();
    const { terminal, written } = fakeTerminal({ answer });
    expect(await fixCommand('.', flags, tool, terminal)).toBe(1);
    expect(calls.applied).toBe(0);
    expect(written.err).toContain('Nothing was changed.');
  });

  test('a dirty tree is refused before anything is planned', async () => {
    const { tool, calls } = fakeTool({ dirty: ['a', 'b', 'c', 'd'] });
    const run = fixCommand('.', { ...flags, yes: true }, tool, fakeTerminal().terminal);
    await expect(run).rejects.toThrow(
      'the work tree has uncommitted changes (4: a, b, c, …); commit them or use --allow-dirty',
    );
    expect(calls.options).toEqual([]);
  });

  test('a blank line stands between the diff and what became of its patches', async () => {
    const { tool, diff } = fakeTool();
    const { terminal, written } = fakeTerminal();
    await fixCommand('.', { ...flags, yes: true }, tool, terminal);
    expect(written.out).toContain(`${diff}\nPatches:\n`);
  });

  test('a file git does not know is refused only where the plan touches it', async () => {
    const refused = fakeTool({ unknown: ['app/main.py'] });
    const { terminal, written } = fakeTerminal();
    await expect(fixCommand('.', { ...flags, yes: true }, refused.tool, terminal)).rejects.toThrow(
      'the work tree has uncommitted changes (1: app/main.py); commit them or use --allow-dirty',
    );
    expect([refused.calls.applied, written.out]).toEqual([0, '']);
    const { tool, calls } = fakeTool({ unknown: ['REPORT.md'] });
    await fixCommand('.', { ...flags, yes: true }, tool, fakeTerminal().terminal);
    expect(calls.applied).toBe(1);
  });

  test('a report that cannot be written is refused before anything is planned', async () => {
    const { tool, calls } = fakeTool();
    const run = fixCommand(
      '.',
      { ...flags, yes: true, report: '/nonexistent/x.md' },
      tool,
      fakeTerminal().terminal,
    );
    await expect(run).rejects.toThrow('cannot write /nonexistent/x.md (ENOENT)');
    expect([calls.options, calls.applied]).toEqual([[], 0]);
  });

  test('a refused run leaves no report behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unblock-'));
    const { terminal } = fakeTerminal({ cwd: folder });
    const run = fixCommand(
      '.',
      { ...flags, yes: true, report: 'R.md' },
      fakeTool({ dirty: ['a'] }).tool,
      terminal,
    );
    await expect(run).rejects.toThrow('uncommitted changes');
    expect(existsSync(join(folder, 'R.md'))).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test('without a terminal and without --yes nobody can agree', async () => {
    const { terminal } = fakeTerminal({ interactive: false });
    await expect(fixCommand('.', flags, fakeTool().tool, terminal)).rejects.toThrow('nobody to ask');
  });

  test('a second fix finds nothing, and does not ask', async () => {
    const stats = { ...outcome().stats, findings: { critical: 0, important: 0, advice: 0 } };
    const { tool, calls } = fakeTool({ planned: outcome({ findings: [], patches: [], stats }) });
    const { terminal, written } = fakeTerminal();
    expect(await fixCommand('.', flags, tool, terminal)).toBe(0);
    expect([calls.applied, written.asked]).toEqual([0, 0]);
  });
});

describe('patches are applied', () => {
  test.each(['y', 'Yes', 'oui'])('the answer %j is yes', async (answer) => {
    const { tool, calls, diff } = fakeTool();
    const { terminal, written } = fakeTerminal({ answer });
    expect(await fixCommand('.', flags, tool, terminal)).toBe(0);
    expect(calls.applied).toBe(1);
    expect(written.out.startsWith(diff)).toBe(true);
    expect(written.out).toContain('applied and rechecked');
  });

  test('--yes --format json: only the document, without a question', async () => {
    const { tool } = fakeTool();
    const { terminal, written } = fakeTerminal({ interactive: false });
    await fixCommand('.', { ...flags, yes: true, format: 'json' }, tool, terminal);
    expect(JSON.parse(written.out).patches[0].state).toBe('applied');
    expect(written.asked).toBe(0);
  });

  test('--report writes the report of what was applied', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unblock-'));
    const { terminal } = fakeTerminal({ cwd: folder });
    await fixCommand('.', { ...flags, yes: true, report: 'R.md', lang: 'fr' }, fakeTool().tool, terminal);
    expect(readFileSync(join(folder, 'R.md'), 'utf8')).toContain('🟡 **PRÊT UNE FOIS LE RESTE FAIT**');
    rmSync(folder, { recursive: true });
  });

  test('--allow-dirty works on a dirty tree', async () => {
    const { tool, calls } = fakeTool({ dirty: ['a'] });
    await fixCommand('.', { ...flags, yes: true, allowDirty: true }, tool, fakeTerminal().terminal);
    expect(calls.applied).toBe(1);
  });
});
