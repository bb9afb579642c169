import { describe, expect, it } from 'vitest';
import { build, edit, expectBoth, health, preDeploy, start, variable, worker } from '../edit.test-helper.ts';

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
