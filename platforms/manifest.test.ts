import { describe, expect, it } from 'vitest';
import { type CommandText, type Deployable, isManifestPath, readManifests } from './index.ts';

/** Reads one manifest that has no problems. */
function read(path: string, text: string, others: string[] = []): Deployable[] {
  const files = [{ path, text }, ...others.map((other) => ({ path: other, text: 'FROM x\n' }))];
  const { deployables, problems } = readManifests(files);
  expect(problems).toEqual([]);
  return deployables.filter((deployable) => deployable.path === path);
}

function first(path: string, text: string, others: string[] = []): Deployable {
  const [deployable] = read(path, text, others);
  if (!deployable) throw new Error('nothing was read');
  return deployable;
}

const problemsOf = (path: string, text: string) => readManifests([{ path, text }]).problems;
const slice = (text: string, command: CommandText | null | undefined) =>
  text.slice(command?.source.start, command?.source.end);
const crlf = (text: string) => text.replaceAll('\n', '\r\n');

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

describe('Dockerfile', () => {
  const start = (lines: string) => first('api/Dockerfile', `FROM python:3.12\n${lines}\n`).start;

  it('reads the command, variables and folder', () => {
    const text = 'FROM x\nENV PORT=8000 API_TOKEN=abc\nCMD ["uvicorn", "a:b", "--port", "$PORT"]\n';
    const found = first('api/Dockerfile', text);
    expect(found).toMatchObject({
      platform: 'docker',
      name: 'api',
      role: 'web',
      root: 'api',
      dockerfile: 'api/Dockerfile',
    });
    expect(found.start).toMatchObject({ form: 'exec', text: "uvicorn a:b --port '$PORT'" });
    expect(slice(text, found.start)).toBe('["uvicorn", "a:b", "--port", "$PORT"]');
    expect(found.variables).toEqual([
      { name: 'PORT', value: '8000' },
      { name: 'API_TOKEN', value: null },
    ]);
  });

  it('joins ENTRYPOINT and CMD', () => {
    expect(start('ENTRYPOINT ["tini", "--"]\nCMD ["node", "x.js"]')?.text).toBe('node x.js');
    expect(start('ENTRYPOINT ["./entrypoint.sh"]\nCMD node x.js')).toMatchObject({
      text: 'node x.js',
      form: 'shell',
    });
    expect(start('ENTRYPOINT ["uvicorn"]\nCMD ["a:b"]')).toMatchObject({
      text: 'uvicorn a:b',
      source: { start: -1 },
    });
    expect(start('ENTRYPOINT uvicorn a:b\nCMD ["c"]')).toMatchObject({ text: 'uvicorn a:b', form: 'shell' });
    expect(start('ENTRYPOINT ["python", "x.py"]')?.source.start).toBeGreaterThan(0);
    expect(start('RUN x')).toBeNull();
  });

  it('names variants', () => {
    expect(first('Dockerfile.worker', 'FROM x\n')).toMatchObject({
      name: 'worker',
      role: 'worker',
      root: '',
    });
    expect(first('Dockerfile', 'FROM x\n')).toMatchObject({ name: 'docker', role: 'web' });
    expect(problemsOf('Dockerfile', '')).toEqual([
      { path: 'Dockerfile', reason: 'line 1: no FROM instruction' },
    ]);
  });
});

describe('railway', () => {
  const JSON_TEXT = `{
  "$schema": "https://railway.com/railway.schema.json",
  "build": { "buildCommand": "npm run build" },
  "deploy": {
    "startCommand": "node \\"dist/main.js\\"",
    "preDeployCommand": ["npx prisma migrate deploy"],
    "healthcheckPath": "/health"
  }
}
`;
  const TOML_TEXT = `[build]
buildCommand = 'npm run build'
[deploy] # c
startCommand = "node \\"dist/main.js\\""
preDeployCommand = ["npx prisma migrate deploy"]
healthcheckPath = "/health"
`;

  it.each([
    ['railway.json', JSON_TEXT],
    ['railway.json', crlf(JSON_TEXT)],
    ['apps/x/railway.toml', TOML_TEXT],
    ['apps/x/railway.toml', crlf(TOML_TEXT)],
  ])('reads %s', (path, text) => {
    const found = first(path, text);
    expect(found).toMatchObject({ platform: 'railway', role: 'web', dockerfile: null });
    expect(found.start).toMatchObject({ text: 'node "dist/main.js"', form: 'shell' });
    expect(slice(text, found.start)).toBe('"node \\"dist/main.js\\""');
    expect(slice(text, found.preDeploy)).toBe('"npx prisma migrate deploy"');
    expect(found.build?.text).toBe('npm run build');
    expect(text.slice(found.health?.start, found.health?.end)).toBe('"/health"');
  });

  it('knows that a Dockerfile takes the shell away', () => {
    const exec = first('railway.json', JSON_TEXT, ['Dockerfile']);
    expect(exec).toMatchObject({ dockerfile: 'Dockerfile', start: { form: 'exec' } });
    expect(first('railway.json', JSON_TEXT, ['api/Dockerfile']).dockerfile).toBeNull();
    expect(first('railway.json', '{"build":{"builder":"NIXPACKS"}}', ['Dockerfile']).dockerfile).toBeNull();
  });

  it('joins several steps, which then have no single place', () => {
    const found = first(
      'railway.json',
      '{"deploy":{"preDeployCommand":["a","b"],"cronSchedule":"0 * * * *"}}',
    );
    expect(found).toMatchObject({ role: 'scheduler', preDeploy: { text: 'a && b', source: { start: -1 } } });
  });

  it.each([
    ['railway.json', '{"deploy": {,}}', 'line 1: value expected'],
    ['railway.json', '', 'line 1: value expected'],
    ['railway.json', '[]', 'line 1: expected an object'],
    ['railway.json', '{\n  // c\n}', 'line 2: invalid comment token'],
    ['railway.toml', 'a = 1\na = 2\n', 'line 2: Defining a key multiple times is invalid'],
    ['railway.toml', 'a = \n', 'line 2: Unspecified values are invalid'],
  ])('tells what is broken in %s %j', (path, text, reason) =>
    expect(problemsOf(path, text)).toEqual([{ path, reason }]),
  );

  it('takes wrong types as absent', () => {
    expect(first('railway.json', '{"deploy": {"startCommand": 1, "healthcheckPath": []}}')).toMatchObject({
      start: null,
      health: null,
    });
    expect(first('railway.toml', '')).toMatchObject({ start: null });
  });
});

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
