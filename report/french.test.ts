import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wrongFrench } from './testing.ts';
import { words } from './words.ts';

const RULES = new URL('../rules/', import.meta.url);

test('the check sees what is wrong', () => {
  expect(wrongFrench('écrit `Procfile`: ici')).toHaveLength(1);
  expect(wrongFrench('un; deux')).toHaveLength(1);
  expect(wrongFrench('l\u2019hôte')).toHaveLength(1);
  expect(wrongFrench("l'hôte\u00a0: `a: b; c`, https://example.org/?a\n```yaml\na: b\n```")).toEqual([]);
});

test('the words of the reports', () => {
  const { colon, semicolon, ...others } = words;
  expect([colon.fr, semicolon.fr]).toEqual(['\u00a0:', '\u00a0;']);
  for (const [name, { fr }] of Object.entries(others)) {
    expect([name, wrongFrench(fr), fr.match(/ [;:!?]/)]).toEqual([name, [], null]);
  }
});

const pages = readdirSync(RULES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(new URL(entry.name, RULES)).includes('why.fr.md'))
  .map((entry) => entry.name);

test.each(pages)('the page of %s', (rule) => {
  expect(wrongFrench(readFileSync(new URL(`${rule}/why.fr.md`, RULES), 'utf8'))).toEqual([]);
});

test('the sample report', () => {
  const report = readFileSync(new URL('../fixtures/reports/konan.fr.md', import.meta.url), 'utf8');
  expect(wrongFrench(report)).toEqual([]);
});
