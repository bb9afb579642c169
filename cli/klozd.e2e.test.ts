import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appCopy, commitAll, git } from './e2e.test-helper.ts';
import { unblock } from './testing.ts';

const hasRedis = ['redis-server', 'redis-cli'].every((name) => spawnSync(name, ['--version']).status === 0);
// In CI the program is installed: a test that cannot run there has to fail.
const reason =
  process.platform !== 'linux'
    ? ' (skipped: not Linux)'
    : hasRedis || process.env.CI
      ? ''
      : ' (skipped: no redis-server)';

/** Platforms wait from 10 seconds (Cloud Run) to 30 (Render) between SIGTERM and SIGKILL. */
const GRACE = 10_000;
const SECRET = 'a'.repeat(32);
const TASKS = [
  'annoncerLeDebut',
  'chercherLesAbsences',
  'confirmerLesRendezVous',
  'purgerLesDonnees',
  'rappelerAvantLHeure',
  'rappelerLaVeille',
  'relancerLesAbandons',
  'reproposerUneDate',
  'saluerLesNouveaux',
];

interface Running {
  child: ChildProcess;
  log(): string;
  ended: Promise<NodeJS.Signals | number | null>;
}

describe.skipIf(reason)(`klozd, patched, built and started${reason}`, () => {
  const { root, folder } = appCopy('klozd');
  const api = join(root, 'apps/api');
  const started: Running[] = [];
  let redis = 0;
  let port = 0;

  function start(command: string, args: readonly string[], variables: Record<string, string>): Running {
    const child = spawn(command, args, { cwd: api, env: { ...process.env, ...variables } });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (text += part));
    const ended = new Promise<NodeJS.Signals | number | null>((resolve) =>
      child.on('exit', (code, signal) => resolve(signal ?? code)),
    );
    const running = { child, log: () => text, ended };
    started.push(running);
    return running;
  }

  /** A process of the application, in which every schedule is due each second. */
  function startApi(script: string, variables: Record<string, string>): Running {
    const { scripts } = JSON.parse(readFileSync(join(api, 'package.json'), 'utf8'));
    const [, ...args] = String(scripts[script]).split(' ');
    const every = '* * * * * *';
    return start(process.execPath, args, {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgresql://klozd@127.0.0.1:1/klozd',
      REDIS_URL: `redis://127.0.0.1:${redis}`,
      JWT_SECRET: SECRET,
      CRON_HEURE: every,
      CRON_QUART: every,
      CRON_MATIN: every,
      CRON_NUIT: every,
      ...variables,
    });
  }

  const ask = (...words: string[]) =>
    spawnSync('redis-cli', ['-p', String(redis), ...words], { encoding: 'utf8' }).stdout.trim();

  /** How often each task ran, and each kind of job was done. */
  function journal(): Record<string, number> {
    const lines = ask('hgetall', 'journal').split('\n');
    const counts: Record<string, number> = {};
    for (let index = 0; index + 1 < lines.length; index += 2)
      counts[lines[index] ?? ''] = Number(lines[index + 1]);
    return counts;
  }

  beforeAll(async () => {
    commitAll(root);
    const fixed = unblock(['fix', root, '--yes']);
    expect(fixed.code, fixed.stderr).toBe(0);
    [redis, port] = [await freePort(), await freePort()];
    // Prisma generates its client without an engine; where one is named, it downloads none.
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
    for (const args of [
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      ['run', 'build'],
    ]) {
      const run = spawnSync('npm', args, { cwd: api, env, encoding: 'utf8' });
      expect(run.status, run.stdout + run.stderr).toBe(0);
    }
    start('redis-server', ['--port', String(redis), '--save', '', '--bind', '127.0.0.1'], {});
    await until(() => ask('ping') === 'PONG');
  }, 300_000);

  afterAll(() => {
    for (const { child } of started) child.kill('SIGKILL');
    // Nobody waits for tens of thousands of installed files to go.
    spawn('rm', ['-rf', folder], { detached: true, stdio: 'ignore' }).unref();
  });

  it('leaves nothing for a second fix', () => {
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Patched');
    const second = unblock(['fix', root, '--yes']);
    expect([second.code, second.stdout]).toEqual([0, expect.stringContaining('No patch.')]);
    expect(git(root, 'status', '--porcelain')).toBe('');
  }, 30_000);

  let web: Running;
  let worker: Running;

  it('the web process answers on every address, runs no task and takes no job', async () => {
    web = startApi('start:prod', { PORT: String(port) });
    const health = () => fetch(`http://0.0.0.0:${port}/health`).catch(() => null);
    await until(
      async () => (await health()) !== null,
      () => web.log(),
    );
    expect((await health())?.status).toBe(200);
    expect((await fetch(`http://0.0.0.0:${port}/prospects`)).status).toBe(401);
    const token = `eva.${createHmac('sha256', SECRET).update('eva').digest('hex')}`;
    const posted = await fetch(`http://0.0.0.0:${port}/notifications`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ texte: 'Bonjour' }),
    });
    expect(posted.status).toBe(201);
    await pause(3000);
    expect(journal()).toEqual({});
    expect(ask('llen', 'bull:notifications:wait')).toBe('1');
    expect(web.log()).toContain('Scheduler: DISABLED');
    expect(web.log()).toContain('Queue worker: DISABLED');
    expect(listening(web)).toEqual([port]);
  }, 40_000);

  it('the worker runs each task once when it is due, takes the jobs, and opens no port', async () => {
    worker = startApi('start:worker', { PORT: String(port), RUN_SCHEDULER: 'true', RUN_WORKER: 'true' });
    await until(
      () => ['envoyé:message', ...TASKS].every((name) => name in journal()),
      () => worker.log(),
    );
    const [before, from] = [journal(), Date.now()];
    await pause(4000);
    const [after, seconds] = [journal(), (Date.now() - from) / 1000];
    const ran = TASKS.map((name) => (after[name] ?? 0) - (before[name] ?? 0));
    expect(Math.min(...ran)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...ran)).toBeLessThanOrEqual(seconds + 1.5);
    expect(
      Object.keys(after)
        .filter((name) => !name.startsWith('envoyé:'))
        .sort(),
    ).toEqual(TASKS);
    expect(worker.log()).toContain('Scheduler: ENABLED');
    expect(worker.log()).toContain('Queue worker: ENABLED');
    expect(listening(worker)).toEqual([]);
  }, 40_000);

  it('SIGTERM ends both within their grace period', async () => {
    for (const { child, ended, log } of [worker, web]) {
      const from = Date.now();
      child.kill('SIGTERM');
      expect(await Promise.race([ended, pause(GRACE)]), log()).toBe('SIGTERM');
      expect(Date.now() - from).toBeLessThan(GRACE);
    }
  }, 30_000);
});

/** The ports that a process listens on, by what the kernel says of its sockets. */
function listening({ child }: Running): number[] {
  const links = readdirSync(`/proc/${child.pid}/fd`).map((name) => {
    try {
      return readlinkSync(`/proc/${child.pid}/fd/${name}`);
    } catch {
      return '';
    }
  });
  const rows = ['tcp', 'tcp6'].flatMap((file) =>
    readFileSync(`/proc/net/${file}`, 'utf8').trim().split('\n').slice(1),
  );
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
    const isOwn = state === '0A' && links.includes(`socket:[${inode}]`);
    return isOwn ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function until(holds: () => boolean | Promise<boolean>, log: () => string = () => ''): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (await holds()) return;
    await pause(200);
  }
  throw new Error(`still waiting after 30 seconds\n${log()}`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
