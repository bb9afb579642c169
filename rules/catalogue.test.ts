import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { casesOf, rulesWithCases } from './cases.test-helper.ts';
import { page, rules } from './index.ts';

const HEADINGS = {
  en: [
    'What stands there',
    'What it does on the platform',
    'What the patch changes',
    'What it guarantees',
    'Fix safety',
    'Out of scope',
    'Links',
  ],
  fr: [
    'Ce qui est écrit',
    'Ce que cela fait sur la plateforme',
    'Ce que le patch change',
    'Ce que le patch garantit',
    'Sûreté du correctif',
    'Hors du champ',
    'Liens',
  ],
} as const;

const here = dirname(fileURLToPath(import.meta.url));
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  .map(({ name }) => name)
  .sort();

it('every folder is a rule of the catalogue, and every rule has cases', () => {
  expect(rules.map(({ id }) => id)).toEqual(folders);
  expect(rulesWithCases()).toEqual(folders);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(['en', 'fr'] as const)(
    'has a page in %s with all headings, a text under each, and links',
    (language) => {
      const text = page(id, language) ?? '';
      const sections = text.split(/^## /m);
      expect(sections[0]?.trim()).toBe(`# ${id}`);
      expect(sections.slice(1).map((section) => section.split('\n')[0])).toEqual([...HEADINGS[language]]);
      for (const section of sections.slice(1))
        expect(section.split('\n').slice(1).join('').trim()).not.toBe('');
      expect(sections.at(-1)).toMatch(/https:\/\//);
    },
  );

  it('has a summary in both languages', () => {
    expect(rule.summary.en).toMatch(/\.$/);
    expect(rule.summary.fr).toMatch(/\.$/);
    expect(rule.summary.fr).not.toBe(rule.summary.en);
  });

  it('has cases it finds, with and without a patch, and at least as many it leaves alone', () => {
    const found = casesOf(id, 'found');
    expect(found.length).toBeGreaterThan(0);
    for (const example of found) expect(example.findings?.length, example.name).toBeGreaterThan(0);
    expect(casesOf(id, 'silent').length).toBeGreaterThanOrEqual(found.length);
    const patched = found.filter(({ after }) => after);
    expect(patched.length > 0).toBe(rule.fix !== undefined);
    const names = [...found, ...casesOf(id, 'silent')].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
