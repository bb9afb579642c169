import { describe, expect, it } from 'vitest';
import { type Blueprint, checkBlueprint, readManifests, writeProcfile, writeRenderYaml } from './index.ts';

const BLUEPRINT: Blueprint = {
  header: ['Render Blueprint', 'https://render.com/docs/blueprint-spec'],
  services: [
    {
      name: 'api',
      type: 'web',
      runtime: 'python',
      rootDir: 'apps/api',
      buildCommand: 'pip install -r requirements.txt',
      startCommand: 'gunicorn app:app --bind 0.0.0.0:$PORT',
      preDeployCommand: 'alembic upgrade head',
      healthCheckPath: '/health',
      plan: 'starter',
      envVars: [
        { key: 'PYTHON_VERSION', value: '3.12' },
        { key: 'DEBUG', value: 'off' },
        { key: 'GREETING', value: 'a: b # c' },
        { key: 'SECRET_KEY', generate: true },
        { key: 'API_KEY', ask: true },
        { key: 'DATABASE_URL', fromDatabase: { name: 'db', property: 'connectionString' } },
      ],
    },
    {
      name: 'queue',
      type: 'worker',
      runtime: 'node',
      rootDir: '',
      buildCommand: 'npm ci',
      startCommand: 'node worker.js',
      preDeployCommand: null,
      healthCheckPath: null,
      plan: 'starter',
      envVars: [],
    },
  ],
  databases: [{ name: 'db', plan: 'basic-256mb' }],
};

const service = (changes: Partial<Blueprint['services'][number]>): Blueprint => ({
  ...BLUEPRINT,
  services: BLUEPRINT.services.slice(0, 1).map((first) => ({ ...first, ...changes })),
});

describe('writeRenderYaml', () => {
  it('writes a valid Blueprint', () => {
    const text = writeRenderYaml(BLUEPRINT);
    expect(text).toBe(`# Render Blueprint
# https://render.com/docs/blueprint-spec

services:
  - type: web
    name: api
    runtime: python
    plan: starter
    rootDir: apps/api
    buildCommand: pip install -r requirements.txt
    preDeployCommand: alembic upgrade head
    startCommand: gunicorn app:app --bind 0.0.0.0:$PORT
    healthCheckPath: /health
    envVars:
      - key: PYTHON_VERSION
        value: '3.12'
      - key: DEBUG
        value: 'off'
      - key: GREETING
        value: 'a: b # c'
      - key: SECRET_KEY
        generateValue: true
      - key: API_KEY
        sync: false
      - key: DATABASE_URL
        fromDatabase:
          name: db
          property: connectionString
  - type: worker
    name: queue
    runtime: node
    plan: starter
    buildCommand: npm ci
    startCommand: node worker.js
databases:
  - name: db
    plan: basic-256mb
    ipAllowList: []
`);
    expect(checkBlueprint(text)).toEqual([]);
  });

  it('is read back', () => {
    const { deployables, problems } = readManifests([
      { path: 'render.yaml', text: writeRenderYaml(BLUEPRINT) },
    ]);
    expect(problems).toEqual([]);
    expect(deployables.map(({ name, role, root }) => [name, role, root])).toEqual([
      ['api', 'web', 'apps/api'],
      ['queue', 'worker', ''],
    ]);
    expect(deployables[0]?.start?.text).toBe('gunicorn app:app --bind 0.0.0.0:$PORT');
    expect(deployables[0]?.variables).toContainEqual({ name: 'DEBUG', value: 'off' });
  });

  it('keeps long commands in one line', () => {
    const startCommand = `python manage.py migrate --noinput && gunicorn ${'--option value '.repeat(20)}app:app`;
    const text = writeRenderYaml(service({ startCommand, plan: 'free', preDeployCommand: null }));
    expect(text).toContain(`startCommand: ${startCommand}\n`);
    expect(checkBlueprint(text)).toEqual([]);
  });

  it('refuses what the free plan does not do', () => {
    expect(() => writeRenderYaml(service({ plan: 'free' }))).toThrow(
      'api: the free plan runs no preDeployCommand',
    );
    expect(() => writeRenderYaml(service({ plan: 'free', preDeployCommand: null, type: 'worker' }))).toThrow(
      'api: there is no free plan for type worker',
    );
  });
});

describe('checkBlueprint', () => {
  const messages = (text: string) => checkBlueprint(text).map(({ line, message }) => `${line}: ${message}`);
  const web = (lines: string) =>
    `services:\n  - type: web\n    name: a\n    runtime: node\n    buildCommand: b\n    startCommand: c\n${lines}`;

  it.each([
    ['name: x\nservices: []\n', ['1: unknown key name']],
    ['services:\n  web: 1\n', ['1: services is a list']],
    ['services:\n  - x\n', ['2: an entry of services is a mapping']],
    ['- a\n', ['1: a Blueprint is a mapping']],
    ['services:\n  - type: web\n   name: x\n', ['3: Sequence item without - indicator']],
    ['services:\n  - type: web\n', ['2: name is missing', '2: runtime is missing']],
    [web('    healthCheckInterval: 1\n'), ['7: unknown key healthCheckInterval']],
    [web('    plan: pro_plus\n'), ['7: plan cannot be pro_plus']],
    [web('    plan: free\n    preDeployCommand: x\n'), ['8: preDeployCommand is not run on the free plan']],
    [web('    region: paris\n'), ['7: region cannot be paris']],
    [web('    envVars:\n      - key: A\n        value: [1]\n'), ['9: the value of A is no text']],
    [
      web('    envVars:\n      - key: A\n        fromDatabase: { name: db, property: url }\n'),
      ['9: property cannot be url', '9: there is no database db'],
    ],
    [web('    envVars:\n      - key: A\n        fromService: { name: x }\n'), ['9: type is missing']],
    ['databases:\n  - name: d\n    plan: starter\n', ['3: plan starter is not available for new databases']],
    ['services:\n  - { type: keyvalue, name: k }\n', ['2: ipAllowList is missing']],
    ['services:\n  - { type: keyvalue, name: k, ipAllowList: [] }\n', []],
    ['services:\n  - { type: worker, name: w, runtime: docker, plan: free }\n', ['2: plan cannot be free']],
    ['services:\n  - { type: cron, name: w, env: docker }\n', ['2: schedule is missing']],
    ['services:\n  - { type: web, name: w, runtime: static }\n', ['2: staticPublishPath is missing']],
    ['services:\n  - { type: postgres, name: w, runtime: docker }\n', ['2: type cannot be postgres']],
  ])('%j', (text, expected) => expect(messages(text)).toEqual(expected));

  it('looks into projects', () => {
    const text =
      'projects:\n  - name: p\n    environments:\n      - name: e\n        services:\n          - type: web\n            oops: 1\n';
    expect(messages(text)).toContain('7: unknown key oops');
  });
});

describe('writeProcfile', () => {
  it('writes processes', () => {
    const text = writeProcfile([
      { type: 'release', command: 'alembic upgrade head' },
      { type: 'web', command: 'gunicorn app:app' },
    ]);
    expect(text).toBe('release: alembic upgrade head\nweb: gunicorn app:app\n');
    expect(readManifests([{ path: 'Procfile', text }]).problems).toEqual([]);
    expect(() => writeProcfile([{ type: 'a b', command: 'x' }])).toThrow('no process type');
    expect(() => writeProcfile([{ type: 'web', command: 'x\ny' }])).toThrow('one line');
  });
});
