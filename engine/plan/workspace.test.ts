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

async function platformsAfter(
  fix: Fix,
  asked: Parameters<typeof workspaceOf>[1],
  files = SERVICE,
): Promise<string[]> {
  return inFolder(files, async (root) => {
    const { workspace } = await (await workspaceOf(root, asked)).apply(fix);
    return workspace.model.contracts.map(({ id }) => id);
  });
}

describe('the platforms of a run', () => {
  test('are those of a manifest that a patch writes, as the next run sees them', async () => {
    expect(await platformsAfter(MANIFEST, [])).toEqual(['heroku']);
  });

  test('take in those of a manifest that a patch writes beside one of another platform', async () => {
    const fix = { ...MANIFEST, creates: [{ path: 'fly.toml', text: 'app = "shop"\n' }] };
    const render =
      'services:\n  - type: web\n    name: shop\n    runtime: python\n    startCommand: uvicorn main:app\n';
    expect(await platformsAfter(fix, [], { ...SERVICE, 'render.yaml': render })).toEqual(['render', 'fly']);
  });

  test('stay what somebody asked for', async () => {
    expect(await platformsAfter(MANIFEST, ['render'])).toEqual(['render']);
  });

  test('stay when a patch writes another file', async () => {
    const fix = { ...MANIFEST, creates: [{ path: '.python-version', text: '3.13\n' }] };
    expect(await platformsAfter(fix, [])).toEqual(['generic']);
  });
});
