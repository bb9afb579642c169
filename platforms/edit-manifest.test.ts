import { applyEdits } from '@unblock/codemods';
import { describe, expect, it } from 'vitest';
import type { ManifestVariable } from './change.ts';
import {
  checkBlueprint,
  type Deployable,
  editManifest,
  type ManifestChange,
  readManifests,
} from './index.ts';

type Change = (deployable: Deployable) => ManifestChange;

const preDeploy =
  (command: string): Change =>
  (deployable) => ({ kind: 'pre-deploy', deployable, command });
const start =
  (command: string): Change =>
  (deployable) => ({ kind: 'start', deployable, command });
const build =
  (command: string): Change =>
  (deployable) => ({ kind: 'build', deployable, command });
const health =
  (path: string): Change =>
  (deployable) => ({ kind: 'health', deployable, path });
const variable =
  (name: string, source: ManifestVariable['source']): Change =>
  (deployable) => ({ kind: 'variable', deployable, variable: { name, source } });
const worker =
  (command: string, variables: ManifestVariable[] = []): Change =>
  (like) => ({ kind: 'process', like, name: 'worker', role: 'worker', command, variables });

/** The manifest after a change of one of its deployables, the first by default; null where it has no place for it. */
function edit(path: string, text: string, change: Change, name?: string): string | null {
  const { deployables } = readManifests([{ path, text }]);
  const asked = deployables.find((deployable) => name === undefined || deployable.name === name);
  if (!asked) throw new Error(`${path} has no ${name}`);
  const edits = editManifest(text, change(asked));
  if (!edits) return null;
  const after = applyEdits(text, edits);
  expect(readManifests([{ path, text: after }]).problems).toEqual([]);
  if (path === 'render.yaml') expect(checkBlueprint(after)).toEqual([]);
  return after;
}

/** The same in both line endings. */
function expectBoth(path: string, before: string, change: Change, after: string, name?: string): void {
  expect(edit(path, before, change, name)).toBe(after);
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  expect(edit(path, crlf(before), change, name)).toBe(crlf(after));
}

const RENDER = `# Blueprint
services:
  - type: keyvalue
    name: cache
    ipAllowList: []
  - name: 'api'   # the API
    type: web
    runtime: python
    plan: starter
    buildCommand: |
      pip install -r requirements.txt
      echo done

    # how it starts
    startCommand: "uvicorn main:app"
    envVars:
      - key: A
        value: "1" # one
      - key: SECRET_KEY
        generateValue: true
      - fromGroup: shared

  - type: web
    name: site
    plan: free
    env: node
    rootDir: site
    buildCommand: npm ci
    startCommand: npm start
databases:
  - name: db
envVarGroups:
  - name: shared
    envVars: []
`;

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

const FLY = `# fly.toml
app = 'shop' # name

[env]
  PORT = '8080'

[http_service]
  internal_port = 8080
  # proxies

  [http_service.concurrency]
    type = 'requests'

[[mounts]]
  source = 'data'
  destination = '/data'

[[vm]]
  size = 'shared-cpu-1x'
`;

describe('fly.toml', () => {
  it('adds the release command, with a shell where it needs one', () => {
    expectBoth(
      'fly.toml',
      FLY,
      preDeploy('alembic upgrade head'),
      `${FLY.trimEnd()}\n\n[deploy]\n  release_command = 'alembic upgrade head'\n`,
    );
    const after = edit('fly.toml', 'app = "a"\n[deploy]\nstrategy = "rolling"', preDeploy('a && b'));
    expect(after).toBe(`app = "a"\n[deploy]\nstrategy = "rolling"\nrelease_command = "sh -c 'a && exec b'"`);
  });

  it('adds a health check', () => {
    const check = `    type = 'requests'

  [[http_service.checks]]
    grace_period = '10s'
    interval = '30s'
    timeout = '5s'
    method = 'GET'
    path = '/health'
`;
    const after = FLY.replace("    type = 'requests'\n", check);
    expectBoth('fly.toml', FLY, health('/health'), after);
    expect(edit('fly.toml', after, health('/up'))).toBe(after.replace('/health', '/up'));
  });

  it('adds a check to the only service', () => {
    const text = '[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 80\n\n[env]\nA = "1"\n';
    expect(edit('fly.toml', text, health('/'))).toBe(
      text.replace(
        'port = 80\n\n',
        'port = 80\n\n[[services.http_checks]]\ngrace_period = "10s"\ninterval = "30s"\ntimeout = "5s"\nmethod = "get"\npath = "/"\n\n',
      ),
    );
    expect(edit('fly.toml', `${text}[[services]]\ninternal_port = 81\n`, health('/'))).toBeNull();
  });

  it('names the group of the image when it adds another one', () => {
    const after = FLY.replace(
      '  internal_port = 8080\n',
      "  internal_port = 8080\n  processes = ['app']\n",
    ).replace("  destination = '/data'\n", "  destination = '/data'\n  processes = ['app']\n");
    const groups = "\n[processes]\n  app = ''\n  worker = 'celery -A a worker'\n";
    expectBoth('fly.toml', FLY, worker('celery -A a worker'), after + groups);
    expect(edit('fly.toml', after + groups, worker('x'))).toBeNull();
  });

  it('adds a group beside others, at the end of the file', () => {
    const text = '[processes]\nweb = "a"\n\n[http_service]\nprocesses = ["web"]\n[[mounts]]\nsource = "d"';
    expect(edit('fly.toml', text, worker('w'))).toBe(
      `${text.replace('"a"', '"a"\nworker = "w"')}\nprocesses = ["web"]`,
    );
    expect(edit('fly.toml', '[[services]]\ninternal_port = 1', worker('w'))).toBe(
      '[[services]]\ninternal_port = 1\nprocesses = ["app"]\n\n[processes]\napp = ""\nworker = "w"\n',
    );
  });

  it('sets variables that are no secrets', () => {
    expectBoth(
      'fly.toml',
      FLY,
      variable('A', { from: 'value', value: "it's" }),
      FLY.replace("'8080'\n", `'8080'\n  A = "it's"\n`),
    );
    expect(edit('fly.toml', FLY, variable('A', { from: 'generated' }))).toBeNull();
    expect(edit('fly.toml', FLY, build('x'))).toBeNull();
  });

  it('starts a group', () => {
    expect(edit('fly.toml', 'app = "a"\n', start('gunicorn a'))).toBe(
      'app = "a"\n\n[processes]\napp = "gunicorn a"\n',
    );
  });
});

describe('railway', () => {
  it('sets keys of railway.json', () => {
    const text = '{\n  "deploy": {\n    "startCommand": "a"\n  }\n}\n';
    const step = ',\n    "preDeployCommand": [\n      "alembic upgrade head"\n    ]';
    expectBoth('railway.json', text, preDeploy('alembic upgrade head'), text.replace('"a"', `"a"${step}`));
    expectBoth('railway.json', text, start('b "c"'), text.replace('"a"', '"b \\"c\\""'));
    expectBoth('railway.json', text, health('/h'), text.replace('"a"', '"a",\n    "healthcheckPath": "/h"'));
    expect(edit('railway.json', '{ "deploy": null }', health('/h'))).toBeNull();
  });

  it('sets keys of railway.toml', () => {
    const text = '[deploy] # d\nstartCommand = "a"\n';
    expectBoth('railway.toml', text, preDeploy('m'), `${text}preDeployCommand = ["m"]\n`);
    expectBoth('railway.toml', text, build('b'), `${text}\n[build]\nbuildCommand = "b"\n`);
    expect(edit('railway.toml', 'deploy.startCommand = "a"\n', health('/h'))).toBeNull();
  });

  it('replaces the step before a deploy, one of several commands it does not', () => {
    const one = '[deploy]\npreDeployCommand = ["a"]\n';
    expect(edit('railway.toml', one, preDeploy('b'))).toBe(one.replace('a"]', 'b"]'));
    expect(edit('railway.toml', one.replace('"a"', '"a", "b"'), preDeploy('c'))).toBeNull();
  });

  it('has one process and no variables', () => {
    expect(edit('railway.toml', '[deploy]\n', worker('w'))).toBeNull();
    expect(edit('railway.toml', '[deploy]\n', variable('A', { from: 'value', value: '1' }))).toBeNull();
  });
});

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
