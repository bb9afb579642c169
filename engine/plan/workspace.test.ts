import { describe, expect, test } from 'vitest';
import type { Fix } from '../rule.ts';
import { type Files, inFolder, PARAGRAPH, RUN, SERVER, workspaceOf } from '../testing.ts';
import { both } from '../text.ts';

const SERVICE: Files = { 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': SERVER + RUN };
const MANIFEST: Fix = {
  safety: 'review',
  title: both('t', 't'),
  paragraph: PARAGRAPH,
  edits: [],
  creates: [{ path: 'Procfile', text: 'web: uvicorn main:app --host 0.0.0.0 --port $PORT\n' }],
};

async function platformsAfter(fix: Fix, asked: Parameters<typeof workspaceOf>[1]): Promise<string[]> {
  return inFolder(SERVICE, async (root) => {
    const { workspace } = await (await workspaceOf(root, asked)).apply(fix);
    return workspace.model.contracts.map(({ id }) => id);
  });
}

describe('the platforms of a run', () => {
  test('take in those of a manifest that a patch writes', async () => {
    expect(await platformsAfter(MANIFEST, [])).toEqual(['generic', 'heroku']);
  });

  test('stay what somebody asked for', async () => {
    expect(await platformsAfter(MANIFEST, ['render'])).toEqual(['render']);
  });

  test('stay when a patch writes another file', async () => {
    const fix = { ...MANIFEST, creates: [{ path: '.python-version', text: '3.13\n' }] };
    expect(await platformsAfter(fix, [])).toEqual(['generic']);
  });
});
