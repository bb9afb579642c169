import { describe, expect, it } from 'vitest';
import { readManifests } from '../index.ts';
import { crlf, problemsOf, read, slice } from '../read.test-helper.ts';

describe('Procfile', () => {
  it('takes the variables that app.json beside it declares', () => {
    const beside = (text: string) =>
      readManifests([{ path: 'api/Procfile', text: 'web: a\n' }], (path) =>
        path === 'api/app.json' ? text : null,
      );
    const text = '{"env": {"API_KEY": {"required": true}, "STAGE": {"value": "prod"}, "LEVEL": "info"}}';
    expect(beside(text).deployables[0]?.variables).toEqual([
      { name: 'API_KEY', value: null },
      { name: 'STAGE', value: 'prod' },
      { name: 'LEVEL', value: 'info' },
    ]);
    expect(beside('{"expo": {}}').deployables[0]?.variables).toEqual([]);
    expect(beside('{').deployables[0]?.start?.text).toBe('a');
    expect(beside('{').problems).toEqual([
      { path: 'api/Procfile', reason: expect.stringMatching(/^app\.json beside it: line 1: /) },
    ]);
  });

  it('reads processes', () => {
    const text = crlf(
      '# c\nrelease: python manage.py migrate\n\nweb:  gunicorn app:app  \nclock: python clock.py\nqueue: rq worker\napi-worker: x\n',
    );
    const found = read('apps/api/Procfile', text);
    expect(found.map(({ name, role, start }) => [name, role, slice(text, start)])).toEqual([
      ['release', 'migration', 'python manage.py migrate'],
      ['web', 'web', 'gunicorn app:app'],
      ['clock', 'scheduler', 'python clock.py'],
      ['queue', 'worker', 'rq worker'],
      ['api-worker', 'worker', 'x'],
    ]);
    expect(found[1]).toMatchObject({ root: 'apps/api', preDeploy: { text: 'python manage.py migrate' } });
    expect(found[1]?.start?.text).toBe('gunicorn app:app');
    expect(found[0]?.preDeploy).toBeNull();
  });

  it('tells lines it cannot read', () => {
    expect(problemsOf('Procfile', 'web gunicorn\nweb: a\nweb: b\n').map(({ reason }) => reason)).toEqual([
      'line 1: expected "type: command"',
      'line 3: web is declared twice, the last one counts',
    ]);
    expect(read('Procfile', '')).toEqual([]);
    const conflict = '<<<<<<< HEAD\nweb: a\n=======\nweb: b\n>>>>>>> main\n';
    expect(problemsOf('Procfile', conflict).map(({ reason }) => reason)).toEqual([
      'line 1: a merge conflict stands in it; of two commands the last one counts',
    ]);
    const { deployables } = readManifests([{ path: 'Procfile', text: conflict }]);
    expect(deployables.map(({ start }) => [start?.text, start?.source.start])).toEqual([['b', -1]]);
  });
});
