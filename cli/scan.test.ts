import { describe, expect, test } from 'vitest';
import { explainCommand } from './explain.ts';
import { rulesCommand } from './rules.ts';
import { scanCommand } from './scan.ts';
import { fakeTerminal, fakeTool } from './testing.ts';

const flags = { format: 'pretty', failOn: 'critical', lang: 'en' };

describe('scan', () => {
  test('json is the only thing on standard output', async () => {
    const { terminal, written } = fakeTerminal();
    const code = await scanCommand('.', { ...flags, format: 'json' }, fakeTool().tool, terminal);
    expect(code).toBe(1);
    expect(JSON.parse(written.out).schema).toBe('unblock/outcome/1');
    expect(written.err).toBe('');
  });

  test('the engine gets the folder, the platforms and the rules', async () => {
    const { tool, calls } = fakeTool();
    const { terminal } = fakeTerminal({ cwd: '/' });
    await scanCommand('tmp', { ...flags, platform: ['fly'], rule: ['port-hardcoded'] }, tool, terminal);
    expect(calls.options[0]).toMatchObject({ root: '/tmp', platforms: ['fly'], rules: ['port-hardcoded'] });
  });

  test.each([
    [{ platform: ['rendr'] }, 'unknown platform "rendr"; did you mean "render"?'],
    [{ rule: ['host-not-publik'] }, 'unknown rule "host-not-publik"; did you mean "host-not-public"?'],
    [{ lang: 'de' }, 'unknown language "de"; known: en, fr'],
    [{ format: 'prety' }, 'unknown format "prety"; did you mean "pretty"?'],
    [{ failOn: 'critcal' }, 'unknown severity "critcal"; did you mean "critical"?'],
  ])('%j', async (wrong, line) => {
    const run = scanCommand('.', { ...flags, ...wrong }, fakeTool().tool, fakeTerminal().terminal);
    await expect(run).rejects.toThrow(line);
  });
});

test('rules lists one rule on a line', async () => {
  const { terminal, written } = fakeTerminal();
  await rulesCommand({ lang: 'fr' }, fakeTool().tool, terminal);
  expect(written.out).toBe(
    'host-not-public  critical   Résumé de host-not-public\nport-hardcoded   critical   Résumé de port-hardcoded\n',
  );
});

test('explain prints the page, and suggests a rule', async () => {
  const { terminal, written } = fakeTerminal();
  await explainCommand('port-hardcoded', { lang: 'fr' }, fakeTool().tool, terminal);
  expect(written.out).toBe('# port-hardcoded fr\n');
  const wrong = explainCommand('port-hardcodde', { lang: 'fr' }, fakeTool().tool, terminal);
  await expect(wrong).rejects.toThrow('did you mean "port-hardcoded"?');
});
