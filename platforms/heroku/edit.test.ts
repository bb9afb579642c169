import { describe, expect, it } from 'vitest';
import { build, edit, expectBoth, health, preDeploy, start, variable, worker } from '../edit.test-helper.ts';

describe('Procfile', () => {
  const text = '# processes\nweb:  gunicorn app:app  \n';

  it('adds lines', () => {
    expectBoth('Procfile', text, preDeploy('alembic upgrade head'), `${text}release: alembic upgrade head\n`);
    expect(edit('Procfile', 'web: x', worker('celery -A a worker'))).toBe(
      'web: x\nworker: celery -A a worker\n',
    );
  });

  it('replaces commands', () => {
    expectBoth('Procfile', text, start('gunicorn app:app -w 1'), text.replace('app:app', 'app:app -w 1'));
    const release = 'web: x\nrelease: a\n';
    expectBoth('Procfile', release, preDeploy('a && b'), 'web: x\nrelease: a && b\n');
  });

  it('has no place for anything else', () => {
    for (const change of [health('/'), build('b'), variable('A', { from: 'person' }), worker('a\nb')]) {
      expect(edit('Procfile', text, change)).toBeNull();
    }
    expect(edit('Procfile', 'web: x\nworker : y\n', worker('z'))).toBeNull();
    const conflict = '<<<<<<< HEAD\nweb: a\n=======\nweb: b\n>>>>>>> main\n';
    for (const change of [worker('z'), start('c'), preDeploy('d')])
      expect(edit('Procfile', conflict, change)).toBeNull();
  });
});
