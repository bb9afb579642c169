import { describe, expect, it } from 'vitest';
import { readManifests } from '../index.ts';
import { crlf, first, problemsOf, read, slice } from '../read.test-helper.ts';

describe('render.yaml', () => {
  const TEXT = `# Blueprint
defaults: &defaults
  runtime: python
  plan: free
services:
  - type: web
    <<: *defaults
    name: api
    rootDir: ./apps/api/
    buildCommand: pip install -r requirements.txt
    startCommand: "gunicorn app:app --bind 127.0.0.1:8000" # here
    healthCheckPath: /health
    envVars:
      - key: PORT
        value: 8000
      - key: SECRET_KEY
        value: literal
      - key: DATABASE_URL
        fromDatabase: { name: db, property: connectionString }
      - fromGroup: shared
  - type: worker
    name: queue
    runtime: docker
    dockerfilePath: ./docker/worker.Dockerfile
    dockerCommand: >-
      celery -A app
      worker
    preDeployCommand: 'alembic upgrade head'
  - { type: cron, name: nightly, runtime: node, schedule: "0 3 * * *", startCommand: node job.js }
  - type: web
    name: site
    runtime: static
    staticPublishPath: dist
  - type: keyvalue
    name: cache
    ipAllowList: []
databases:
  - name: db
envVarGroups:
  - name: shared
    envVars:
      - key: LOG_LEVEL
        value: info
`;

  it.each([
    ['LF', TEXT],
    ['CRLF', crlf(TEXT)],
  ])('reads services with %s', (_name, text) => {
    const [api, queue, nightly, site, ...rest] = read('render.yaml', text);
    expect(rest).toEqual([]);
    expect(api).toMatchObject({
      platform: 'render',
      name: 'api',
      role: 'web',
      root: 'apps/api',
      freePlan: true,
    });
    expect(api?.start).toMatchObject({ text: 'gunicorn app:app --bind 127.0.0.1:8000', form: 'shell' });
    expect(slice(text, api?.start)).toBe('"gunicorn app:app --bind 127.0.0.1:8000"');
    expect(slice(text, api?.build)).toBe('pip install -r requirements.txt');
    expect(text.slice(api?.health?.start, api?.health?.end)).toBe('/health');
    expect(api?.variables).toEqual([
      { name: 'PORT', value: '8000' },
      { name: 'SECRET_KEY', value: null },
      { name: 'DATABASE_URL', value: null },
      { name: 'LOG_LEVEL', value: 'info' },
    ]);
    expect(queue).toMatchObject({ role: 'worker', dockerfile: 'docker/worker.Dockerfile', freePlan: false });
    expect(queue?.start?.text).toBe('celery -A app worker');
    expect(slice(text, queue?.preDeploy)).toBe("'alembic upgrade head'");
    expect(nightly).toMatchObject({ role: 'scheduler', start: { text: 'node job.js' } });
    expect(site).toMatchObject({ role: 'static', start: null });
  });

  it('reads projects and what is ungrouped, and tolerates a missing name', () => {
    const text = `projects:
  - name: p
    environments:
      - name: e
        services: [{ type: web, runtime: node, startCommand: a }]
ungrouped:
  services: [{ type: pserv, name: x, env: node, startCommand: b }]
`;
    const found = read('render.yaml', text);
    expect(found.map(({ name, role, start }) => [name, role, slice(text, start)])).toEqual([
      ['x', 'web', 'b'],
      ['service 1', 'web', 'a'],
    ]);
  });

  it('finds the Dockerfile of a service in a folder', () => {
    const text = (path: string) => `services:\n  - { type: web, runtime: docker, rootDir: api${path} }\n`;
    const dockerfile = (path: string, ...others: string[]) =>
      first('render.yaml', text(path), others).dockerfile;
    expect(dockerfile('')).toBe('api/Dockerfile');
    expect(dockerfile(', dockerfilePath: ./Dockerfile')).toBe('Dockerfile');
    expect(dockerfile(', dockerfilePath: ./Dockerfile', 'api/Dockerfile')).toBe('api/Dockerfile');
    expect(dockerfile(', dockerfilePath: ./Dockerfile', 'api/Dockerfile', 'Dockerfile')).toBe('Dockerfile');
  });

  it('gives a command from a merged map no place', () => {
    const text = 'x: &x { startCommand: a }\nservices:\n  - <<: *x\n    type: web\n    name: y\n';
    expect(first('render.yaml', text).start?.source).toMatchObject({ start: -1, end: -1 });
  });

  it('knows a group that is declared somewhere else', () => {
    const service = 'services:\n  - type: web\n    name: a\n    envVars:\n      - fromGroup: shared\n';
    const group = 'envVarGroups:\n  - name: shared\n    envVars:\n      - key: A\n        value: b\n';
    expect(first('render.yaml', service).hasOtherVariables).toBe(true);
    expect(first('render.yaml', service + group).hasOtherVariables).toBeUndefined();
  });

  it('tells what is broken, and reads the rest', () => {
    expect(problemsOf('render.yaml', 'services:\n  - type: web\n    type: web\n')).toEqual([
      { path: 'render.yaml', reason: 'line 3: Map keys must be unique' },
    ]);
    expect(problemsOf('render.yaml', '- a\n')).toEqual([
      { path: 'render.yaml', reason: 'line 1: a Blueprint is a mapping' },
    ]);
    const { deployables, problems } = readManifests([
      {
        path: 'render.yaml',
        text: 'services:\n  - nonsense\n  - type: lambda\n  - type: web\n    startCommand: [a]\n',
      },
    ]);
    expect(deployables).toMatchObject([{ name: 'service 3', start: null }]);
    expect(problems.map(({ reason }) => reason)).toEqual([
      'services.0 is not a mapping',
      'services.1 has the unknown type lambda',
    ]);
    expect(problemsOf('render.yaml', 'services: x\n')).toEqual([
      { path: 'render.yaml', reason: 'services is not a list' },
    ]);
    for (const empty of ['', '# nothing\n', 'services:\n']) expect(read('render.yaml', empty)).toEqual([]);
  });
});
