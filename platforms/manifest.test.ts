import { describe, expect, it } from 'vitest';
import { isManifestPath } from './index.ts';
import { crlf, first, read, slice } from './read.test-helper.ts';

describe('isManifestPath', () => {
  it.each([
    ['render.yaml', 'render.yaml'],
    ['apps/api/Procfile', 'Procfile'],
    ['fly.toml', 'fly.toml'],
    ['fly.staging.toml', 'fly.toml'],
    ['Dockerfile', 'Dockerfile'],
    ['api/Dockerfile.prod', 'Dockerfile'],
    ['worker.Dockerfile', 'Dockerfile'],
    ['deploy/app.service', 'systemd'],
    ['Dockerfile.dev', null],
    ['dev.Dockerfile', null],
    ['Dockerfile.test', null],
    ['Dockerfile.disabled', null],
    ['Dockerfile.j2', null],
    ['Dockerfile.dockerignore', null],
    ['.devcontainer/Dockerfile', null],
    ['Procfile.dev', null],
    ['procfile', null],
    ['src/user.service.ts', null],
    ['package.json', null],
    ['docs/render.yaml.md', null],
  ])('%s is %s', (path, kind) => expect(isManifestPath(path)).toBe(kind));
});

describe('vercel.json and systemd', () => {
  it('reads the build', () => {
    const text = '{ "buildCommand": "next build", "env": { "A": "1" } }';
    const found = first('web/vercel.json', text);
    expect(found).toMatchObject({
      platform: 'vercel',
      name: 'web',
      start: null,
      variables: [{ name: 'A', value: '1' }],
    });
    expect(slice(text, found.build)).toBe('"next build"');
  });

  it.each([false, true])('reads a unit (CRLF: %s)', (windows) => {
    const unix = `[Unit]
Description=ExecStart=no
[Service]
# c
Environment="A=b c" PORT=8000
Environment=SECRET_KEY=x
ExecStartPre=-/srv/app/venv/bin/alembic upgrade head
ExecStart=/srv/app/venv/bin/gunicorn \\
  app:app --bind 127.0.0.1:8000
[Install]
WantedBy=multi-user.target
`;
    const text = windows ? crlf(unix) : unix;
    const found = first('deploy/api.service', text);
    expect(found).toMatchObject({
      platform: 'vps',
      name: 'api',
      role: 'web',
      root: '',
      preDeploy: { text: '/srv/app/venv/bin/alembic upgrade head' },
    });
    expect(found.start?.text).toBe('/srv/app/venv/bin/gunicorn  app:app --bind 127.0.0.1:8000');
    expect(slice(text, found.start).replaceAll('\r', '')).toBe(
      '/srv/app/venv/bin/gunicorn \\\n  app:app --bind 127.0.0.1:8000',
    );
    expect(slice(text, found.preDeploy)).toBe('/srv/app/venv/bin/alembic upgrade head');
    expect(found.variables).toEqual([
      { name: 'A', value: 'b c' },
      { name: 'PORT', value: '8000' },
      { name: 'SECRET_KEY', value: null },
    ]);
  });

  it('leaves units without a command out', () => {
    expect(read('x.service', '[D-BUS Service]\nExec=/x\n')).toEqual([]);
    expect(read('x.service', '')).toEqual([]);
  });
});
