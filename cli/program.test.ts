import { describe, expect, test, vi } from 'vitest';
import { describeError } from './errors.ts';
import { type Commands, runProgram } from './program.ts';

function fakeCommands() {
  return {
    scan: vi.fn(async () => 1),
    fix: vi.fn(async () => 0),
    report: vi.fn(async () => 0),
    rules: vi.fn(async () => 0),
    explain: vi.fn(async () => 0),
  } satisfies Commands;
}

describe('scan is the default command', () => {
  test.each([
    [[], '.'],
    [['.'], '.'],
    [['some/folder'], 'some/folder'],
    [['scan'], '.'],
    [['scan', 'some/folder'], 'some/folder'],
    [['--lang', 'en', 'some/folder'], 'some/folder'],
  ])('%j scans %s', async (args, dir) => {
    const commands = fakeCommands();
    expect(await runProgram(args, commands)).toBe(1);
    expect(commands.scan).toHaveBeenCalledWith(
      dir,
      expect.objectContaining({ format: 'pretty', failOn: 'critical', lang: 'en' }),
    );
  });
});

describe('options', () => {
  test('platform and rule may be repeated', async () => {
    const commands = fakeCommands();
    await runProgram(['--platform', 'render', '--platform', 'fly', '--rule', 'a', '--rule', 'b'], commands);
    expect(commands.scan).toHaveBeenCalledWith(
      '.',
      expect.objectContaining({ platform: ['render', 'fly'], rule: ['a', 'b'] }),
    );
  });

  test('fix', async () => {
    const commands = fakeCommands();
    await runProgram(['fix', 'x', '--yes', '--dry-run', '--patch', 'p', '--allow-dirty'], commands);
    expect(commands.fix).toHaveBeenCalledWith(
      'x',
      expect.objectContaining({ yes: true, dryRun: true, patch: 'p', allowDirty: true, safety: 'review' }),
    );
  });

  test('report', async () => {
    const commands = fakeCommands();
    await runProgram(['report', 'x', '--lang', 'fr', '-o', 'R.md', '--date', '2026-01-31'], commands);
    expect(commands.report).toHaveBeenCalledWith('x', { lang: 'fr', output: 'R.md', date: '2026-01-31' });
  });
});

describe('what is not understood is one line and exit code 2', () => {
  test.each([
    [['--platfrom', 'render'], "unblock: unknown option '--platfrom' (Did you mean --platform?)"],
    [['fix', '--dryrun'], "unblock: unknown option '--dryrun' (Did you mean --dry-run?)"],
    [['scan', 'a', 'b'], "unblock: too many arguments for 'scan'. Expected 1 argument but got 2."],
    [['explain'], "unblock: missing required argument 'rule'"],
    [['--format'], "unblock: option '--format <format>' argument missing"],
  ])('%j', async (args, line) => {
    const error = await runProgram(args, fakeCommands()).catch((thrown: unknown) => thrown);
    expect(describeError(error)).toEqual({ code: 2, line });
  });

  test.each([
    [['fx', '.'], 'unblock: no folder or command "fx"; did you mean "fix"?'],
    [['fxi', '--yes'], 'unblock: no folder or command "fxi"; did you mean "fix"?'],
    [['hlep'], 'unblock: no folder or command "hlep"; did you mean "help"?'],
    [['help', 'fx'], 'unblock: unknown command "fx"; did you mean "fix"?'],
    [['help', 'nope'], 'unblock: unknown command "nope"; known: scan, fix, report, rules, explain'],
  ])('a mistyped command: %j', async (args, line) => {
    const commands = fakeCommands();
    const error = await runProgram(args, commands).catch((thrown: unknown) => thrown);
    expect(describeError(error)).toEqual({ code: 2, line });
    expect(commands.scan).not.toHaveBeenCalled();
  });

  test.each([
    [['--formt', 'x'], "unblock: option '--formt' inconnue\u00a0; vouliez-vous dire --format\u00a0?"],
    [['--zzzzzz'], "unblock: option '--zzzzzz' inconnue"],
    [['scan', 'a', 'b'], "unblock: trop d'arguments pour 'scan'"],
    [['explain'], "unblock: l'argument 'rule' manque"],
    [['--format'], "unblock: l'option '--format <format>' demande une valeur"],
    [['fx', '.'], 'unblock: ni dossier ni commande "fx"\u00a0; vouliez-vous dire "fix"\u00a0?'],
  ])('in French: %j', async (args, line) => {
    const error = await runProgram(args, fakeCommands()).catch((thrown: unknown) => thrown);
    expect(describeError(error, 'fr')).toEqual({ code: 2, line });
  });
});
