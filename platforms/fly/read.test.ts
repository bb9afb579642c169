import { describe, expect, it } from 'vitest';
import { crlf, first, problemsOf, read, slice } from '../read.test-helper.ts';

describe('fly.toml', () => {
  const TEXT = `app = "x"
[build]
  dockerfile = "docker/Dockerfile.prod"
[deploy]
  release_command = "alembic upgrade head"
[env]
  PORT = "8080"
[processes]
  app = "gunicorn app:app --bind :$PORT"
  worker = 'celery -A app worker'
[http_service]
  internal_port = 8080
  processes = ["app"]
  [[http_service.checks]]
    path = "/health"
`;

  it.each([
    ['LF', TEXT],
    ['CRLF', crlf(TEXT)],
  ])('reads process groups with %s', (_name, text) => {
    const [app, worker] = read('fly.toml', text);
    expect(app).toMatchObject({
      role: 'web',
      dockerfile: 'docker/Dockerfile.prod',
      health: { value: '/health' },
    });
    expect(app?.start).toMatchObject({ form: 'exec', text: 'gunicorn app:app --bind :$PORT' });
    expect(slice(text, app?.start)).toBe('"gunicorn app:app --bind :$PORT"');
    expect(slice(text, worker?.start)).toBe("'celery -A app worker'");
    expect(worker).toMatchObject({
      role: 'worker',
      health: null,
      preDeploy: { text: 'alembic upgrade head' },
    });
    expect(app?.variables).toEqual([{ name: 'PORT', value: '8080' }]);
  });

  it('reads an application without groups', () => {
    expect(read('fly.toml', '[http_service]\ninternal_port = 1\n', ['Dockerfile'])).toMatchObject([
      { name: 'app', role: 'web', start: null, dockerfile: 'Dockerfile' },
    ]);
    expect(first('fly.toml', 'app = "x"\n')).toMatchObject({ role: 'worker', dockerfile: null });
    expect(problemsOf('fly.toml', 'app = x\n')).toHaveLength(1);
  });
});
