import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plan } from '@unblock/engine';
import { describe, expect, it } from 'vitest';
import { casesOf, inFolder } from '../cases.test-helper.ts';
import { rule } from './rule.ts';

const probe = spawnSync('python3', ['-c', 'import alembic, sqlalchemy, greenlet']);
const reason = probe.status === 0 ? '' : ' (skipped: python3 cannot import alembic and sqlalchemy[asyncio])';

/** Prints the URL that Alembic works with, then makes a table. */
const MIGRATION = `from alembic import context, op
import sqlalchemy as sa

revision = "0001"
down_revision = None


def upgrade():
    print("URL", context.config.get_main_option("sqlalchemy.url"))
    op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))
`;

/** Patches the repository of a case, gives it a migration and runs Alembic in it. */
async function migrate(
  name: string,
  url: string | undefined,
  options: string[],
): Promise<SpawnSyncReturns<string> & { hasDatabase: boolean }> {
  const example = casesOf(rule.id, 'found').find((entry) => entry.name === name);
  if (!example) throw new Error(`no case ${name}`);
  return inFolder({ ...example.files, 'alembic/versions/0001.py': MIGRATION }, async (root) => {
    const planned = await plan({ root, platforms: [], version: 'test', safety: 'review' }, [rule]);
    await planned.apply();
    const { DATABASE_URL: _, ...environment } = process.env;
    const env = { ...environment, ...(url ? { DATABASE_URL: url.replace('ROOT', root) } : {}) };
    const result = spawnSync('python3', ['-m', 'alembic', 'upgrade', 'head', ...options], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    return { ...result, hasDatabase: existsSync(join(root, 'app.db')) };
  });
}

describe.skipIf(reason)(`the patched env.py in Alembic itself${reason}`, () => {
  const template = 'the template of alembic init with a local URL';

  it('runs offline: the scheme is normalised, a percent sign survives ConfigParser', async () => {
    const { stdout, stderr } = await migrate(template, 'postgres://u:p%40ss@db.example.com/app', ['--sql']);
    expect(stderr).not.toContain('Traceback');
    expect(stdout).toContain('URL postgresql://u:p%40ss@db.example.com/app');
    expect(stdout).toContain('CREATE TABLE users');
  });

  it('runs online on the database of the variable', async () => {
    const result = await migrate(template, 'sqlite:///ROOT/app.db', []);
    expect(result.stderr).not.toContain('Traceback');
    expect(result).toMatchObject({ status: 0, hasDatabase: true });
  });

  it('stops with a clear error when the variable is missing', async () => {
    const { status, stderr } = await migrate(template, undefined, []);
    expect(status).not.toBe(0);
    expect(stderr).toContain('RuntimeError: DATABASE_URL is not set');
  });

  it('keeps the asynchronous driver', async () => {
    const { stdout } = await migrate('the asynchronous template', 'postgres://u:p@h/app', ['--sql']);
    expect(stdout).toContain('URL postgresql+asyncpg://u:p@h/app');
  });

  it('runs where a fallback stood, with a percent sign', async () => {
    const { stdout } = await migrate('a fallback of os.getenv', 'postgres://u:p%40ss@h/app', ['--sql']);
    expect(stdout).toContain('URL postgresql://u:p%40ss@h/app');
  });
});
