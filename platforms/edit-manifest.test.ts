import { describe, expect, it } from 'vitest';
import { edit, health, preDeploy, start, worker } from './edit.test-helper.ts';
import { editManifest, readManifests } from './index.ts';

describe('other manifests', () => {
  it('have their own command replaced, nothing added', () => {
    const text = 'FROM python\nCMD ["gunicorn", "app:app"]\n';
    expect(edit('Dockerfile', text, start('m && gunicorn app:app'))).toBe(
      'FROM python\nCMD ["sh", "-c", "m && exec gunicorn app:app"]\n',
    );
    for (const change of [preDeploy('m'), health('/'), worker('w')]) {
      expect(edit('Dockerfile', text, change)).toBeNull();
    }
  });

  it('of an earlier state are found by their name', () => {
    const [before] = readManifests([{ path: 'Procfile', text: 'web: a\n' }]).deployables;
    if (!before) throw new Error('no process');
    expect(editManifest('# new\nweb: b\n', start('c')(before))).toEqual([{ start: 11, end: 12, text: 'c' }]);
    expect(editManifest('worker: b\n', start('c')(before))).toBeNull();
  });
});
