import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildModel } from './build-model.ts';
import { Inventory } from './inventory/inventory.ts';
import { emptyCache } from './source-facts.ts';

const root = mkdtempSync(join(tmpdir(), 'unblock-overlay-'));
afterAll(() => rmSync(root, { recursive: true }));

test('a text laid over a file counts, whatever facts the file itself holds', async () => {
  writeFileSync(join(root, 'a.py'), 'import os\nurl = os.getenv("A")\n');
  writeFileSync(join(root, 'b.py'), 'b = 1\n');
  const inventory = await Inventory.of(root);
  const cache = emptyCache();
  buildModel(inventory, [], cache);
  const changes = new Map([
    ['a.py', 'url = None\n'],
    ['b.py', 'import os\nb = os.getenv("B")\n'],
  ]);
  const model = buildModel(inventory.with(changes).with(new Map()), [], cache);
  expect(model.read('a.py')).toBe('url = None\n');
  expect(model.facts('a.py')?.facts).toEqual([]);
  expect(model.facts('b.py')?.facts).toMatchObject([{ kind: 'environment-read', name: 'B' }]);
});
