import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { words } from './words.ts';

const RULES = new URL('../rules/', import.meta.url);

/** French prose with wrong typography: double punctuation without a space before it, or a curly apostrophe. */
function wrongIn(markdown: string): string[] {
  // Code spans and blocks, and addresses, keep their own punctuation.
  const prose = markdown
    .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
    .replace(/`+[^`]*`+/g, 'code')
    .replace(/https?:\S+/g, 'address');
  return prose.match(/.*(?:[^\s:][;:!?](?=\s|$)|\u2019).*/gm) ?? [];
}

test('the check sees what is wrong', () => {
  expect(wrongIn('écrit `Procfile`: ici')).toHaveLength(1);
  expect(wrongIn('un; deux')).toHaveLength(1);
  expect(wrongIn('l\u2019hôte')).toHaveLength(1);
  expect(wrongIn("l'hôte\u00a0: `a: b; c`, https://example.org/?a\n```yaml\na: b\n```")).toEqual([]);
});

test('the words of the reports', () => {
  const { colon, semicolon, ...others } = words;
  expect([colon.fr, semicolon.fr]).toEqual(['\u00a0:', '\u00a0;']);
  for (const [name, { fr }] of Object.entries(others)) {
    expect([name, wrongIn(fr), fr.match(/ [;:!?]/)]).toEqual([name, [], null]);
  }
});

const pages = readdirSync(RULES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(new URL(entry.name, RULES)).includes('why.fr.md'))
  .map((entry) => entry.name);

test.each(pages)('the page of %s', (rule) => {
  expect(wrongIn(readFileSync(new URL(`${rule}/why.fr.md`, RULES), 'utf8'))).toEqual([]);
});

test('the sample report', () => {
  const report = readFileSync(new URL('../fixtures/reports/konan.fr.md', import.meta.url), 'utf8');
  expect(wrongIn(report)).toEqual([]);
});
