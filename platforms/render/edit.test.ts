import { describe, expect, it } from 'vitest';
import type { ManifestVariable } from '../change.ts';
import {
  build,
  edit,
  expectBoth,
  health,
  preDeploy,
  RENDER,
  start,
  variable,
  worker,
} from '../edit.test-helper.ts';

describe('render.yaml', () => {
  it('adds the step before a deploy behind the build', () => {
    const step = '    preDeployCommand: alembic upgrade head\n';
    const after = RENDER.replace('      echo done\n', `      echo done\n${step}`);
    expectBoth('render.yaml', RENDER, preDeploy('alembic upgrade head'), after);
  });

  it('quotes what needs it', () => {
    const after = edit('render.yaml', RENDER, preDeploy('echo a: b # c'));
    expect(after).toContain("preDeployCommand: 'echo a: b # c'\n");
  });

  it('has no step before a deploy on the free plan', () => {
    expect(edit('render.yaml', RENDER, preDeploy('x'), 'site')).toBeNull();
  });

  it('replaces commands in their own quotes', () => {
    const after = RENDER.replace('"uvicorn main:app"', '"alembic upgrade head && uvicorn main:app"');
    expectBoth('render.yaml', RENDER, start('alembic upgrade head && uvicorn main:app'), after);
    expectBoth(
      'render.yaml',
      RENDER,
      build('npm ci && npm run build'),
      RENDER.replace('npm ci', 'npm ci && npm run build'),
      'site',
    );
  });

  it('adds a health path', () => {
    const line = '    startCommand: npm start\n';
    const after = RENDER.replace(line, `${line}    healthCheckPath: /health\n`);
    expectBoth('render.yaml', RENDER, health('/health'), after, 'site');
    expect(edit('render.yaml', after, health('/up'), 'site')).toBe(after.replace('/health', '/up'));
  });

  it.each<[ManifestVariable['source'], string]>([
    [{ from: 'value', value: 'false' }, "value: 'false'"],
    [{ from: 'generated' }, 'generateValue: true'],
    [{ from: 'person' }, 'sync: false'],
    [{ from: 'database' }, 'fromDatabase:\n          name: db\n          property: connectionString'],
  ])('adds a variable from %j', (source, lines) => {
    const last = '      - fromGroup: shared\n';
    const after = RENDER.replace(last, `${last}      - key: NEW\n        ${lines}\n`);
    expectBoth('render.yaml', RENDER, variable('NEW', source), after);
  });

  it('adds a list of variables, and changes a literal', () => {
    const line = '    startCommand: npm start\n';
    const after = RENDER.replace(line, `${line}    envVars:\n      - key: B\n        value: on-time\n`);
    expectBoth('render.yaml', RENDER, variable('B', { from: 'value', value: 'on-time' }), after, 'site');
    expect(edit('render.yaml', RENDER, variable('A', { from: 'value', value: '2' }))).toBe(
      RENDER.replace('"1"', '"2"'),
    );
    expect(edit('render.yaml', RENDER, variable('SECRET_KEY', { from: 'person' }))).toBeNull();
  });

  it('adds a worker on a paid plan that takes over the variables', () => {
    const item = `  - type: worker
    name: api-worker
    runtime: python
    plan: starter
    buildCommand: |
      pip install -r requirements.txt
      echo done
    startCommand: celery -A app worker
    envVars:
      - key: A
        value: '1'
      - key: SECRET_KEY
        fromService:
          type: web
          name: api
          envVarKey: SECRET_KEY
      - fromGroup: shared
      - key: QUEUE
        value: high
`;
    const after = RENDER.replace('    startCommand: npm start\n', `    startCommand: npm start\n${item}`);
    const queue: ManifestVariable = { name: 'QUEUE', source: { from: 'value', value: 'high' } };
    expectBoth('render.yaml', RENDER, worker('celery -A app worker', [queue]), after, 'api');
    expect(edit('render.yaml', RENDER, worker('node worker.js'), 'site')).toContain(
      '    plan: starter\n    rootDir: site\n',
    );
    expect(edit('render.yaml', after, worker('celery -A app worker'), 'api')).toBeNull();
  });

  it('keeps anchors, and writes nothing into what a merge gives', () => {
    const text = `x: 1
services:
  - &base
    type: web
    name: a
    runtime: python
    buildCommand: b
    startCommand: c
  - <<: *base
    name: d
`.replace('x: 1\n', '');
    const after = text.replace('    name: d\n', '    name: d\n    preDeployCommand: migrate\n');
    expect(edit('render.yaml', text, preDeploy('migrate'), 'd')).toBe(after);
    expect(edit('render.yaml', text, start('x'), 'd')).toBeNull();
  });

  it('writes into flow mappings', () => {
    const text =
      'services: [{ type: web, name: a, runtime: python, buildCommand: b, startCommand: c, envVars: [{ key: A, value: b }] }]\n';
    expect(edit('render.yaml', text, preDeploy('a, b'))).toBe(
      text.replace('buildCommand: b', "buildCommand: b, preDeployCommand: 'a, b'"),
    );
    expect(edit('render.yaml', text, variable('B', { from: 'database' }))).toBe(
      text.replace('{ key: A, value: b }', '{ key: A, value: b }, { key: B, sync: false }'),
    );
  });

  it('starts an image by its own key', () => {
    const text = 'services:\n- type: web\n  name: a\n  runtime: docker';
    expect(edit('render.yaml', text, start('gunicorn app'))).toBe(`${text}\n  dockerCommand: gunicorn app`);
    expect(edit('render.yaml', text, build('x'))).toBeNull();
  });
});
