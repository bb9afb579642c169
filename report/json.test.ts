import { expect, test } from 'vitest';
import { json } from './json.ts';
import { outcome } from './testing.ts';

test('the document has the keys that other programs read, and texts in one language', () => {
  const document = JSON.parse(json(outcome(), 'fr'));
  expect(Object.keys(document)).toEqual([
    'schema',
    'tool',
    'repository',
    'platforms',
    'rules',
    'services',
    'findings',
    'patches',
    'skipped',
    'unread',
    'variables',
    'manual',
    'stats',
  ]);
  expect(document.repository).toEqual({ commit: '0123456789abcdef' });
  expect(document.findings[0]).toMatchObject({
    title: 'Title of host-not-public fr',
    message: { what: 'What. fr', why: 'Why. fr', todo: 'Todo. fr' },
  });
  expect(Object.keys(document.patches[0])).toEqual([
    'id',
    'rules',
    'title',
    'safety',
    'state',
    'files',
    'paragraph',
    'diff',
  ]);
  expect(document.patches[0].paragraph).toBe('Now fr Effect fr Change fr Sure fr');
});

test('the order of keys does not depend on the outcome', () => {
  const other = { ...outcome() };
  const reversed = Object.fromEntries(Object.entries(other).reverse()) as typeof other;
  expect(json(reversed, 'en')).toBe(json(other, 'en'));
});
