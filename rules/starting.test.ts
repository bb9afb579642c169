import { plan } from '@unblock/engine';
import type { PlatformId } from '@unblock/platforms';
import { describe, expect, it } from 'vitest';
import { inFolder, readTree } from './cases.test-helper.ts';
import { rules } from './index.ts';

const IDS = [
  'debug-enabled',
  'dev-server-in-production',
  'host-not-public',
  'port-hardcoded',
  'port-not-expanded',
  'production-server-missing',
  'reload-enabled',
  'start-command-missing',
];

/** What all rules about starting a service find and make of a repository together. */
function fixed(platform: PlatformId, files: Record<string, string>) {
  return inFolder(files, async (root) => {
    const run = { root, platforms: [platform], rules: IDS, version: 'test', safety: 'review' as const };
    const planned = await plan(run, rules);
    const { patches } = await planned.apply();
    const again = await plan(run, rules);
    return {
      found: planned.outcome.findings.map(({ rule, path }) => `${rule} ${path}`).sort(),
      files: readTree(root),
      rules: patches.map((patch) => patch.rules),
      left: again.outcome.findings.map(({ rule }) => rule),
      again: again.diff,
    };
  });
}

describe('rules about starting', () => {
  const app =
    'from flask import Flask\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run(debug=True, port=5000)\n';

  it('replace a development server and what its call says in one patch', async () => {
    const result = await fixed('heroku', {
      Procfile: 'web: python app.py\n',
      'requirements.txt': 'flask==3.0.3\n',
      'app.py': app,
    });
    expect(result.found).toEqual([
      'debug-enabled app.py',
      'dev-server-in-production Procfile',
      'host-not-public app.py',
      'port-hardcoded app.py',
    ]);
    expect(result.files.Procfile).toBe(`web: gunicorn app:app --bind 0.0.0.0:\${PORT:-5000} --threads 4\n`);
    expect(result.files['requirements.txt']).toBe('flask==3.0.3\ngunicorn==23.0.0\n');
    expect(result.rules).toHaveLength(1);
    expect(result.left).toEqual([]);
    expect(result.again).toBe('');
  });

  it('leave a service without a start command to the rules about that', async () => {
    const { found } = await fixed('heroku', { 'requirements.txt': 'flask==3.0.3\n', 'app.py': app });
    expect(found.filter((entry) => entry.startsWith('dev-server'))).toEqual([]);
    expect(found).toContain('start-command-missing app.py');
  });

  it('tell a port without a shell once, also where a development server gets it', async () => {
    const { found, files, again } = await fixed('cloud-run', {
      Dockerfile: 'FROM python:3.12-slim\nCMD ["flask", "run", "--host", "0.0.0.0", "--port", "$PORT"]\n',
      'requirements.txt': 'flask\ngunicorn\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    });
    expect(found).toEqual(['dev-server-in-production Dockerfile', 'port-not-expanded Dockerfile']);
    expect(files.Dockerfile).toBe(
      'FROM python:3.12-slim\nCMD ["sh", "-c", "exec gunicorn app:app --bind 0.0.0.0:$PORT --threads 4"]\n',
    );
    expect(again).toBe('');
  });

  it('tell fastapi dev once, with its host and its reloading', async () => {
    const { found, files, left } = await fixed('heroku', {
      Procfile: 'web: fastapi dev main.py --reload\n',
      'requirements.txt': 'fastapi[standard]\n',
      'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
    });
    expect(found).toEqual(['dev-server-in-production Procfile', 'host-not-public Procfile']);
    expect(files.Procfile).toBe('web: fastapi run main.py\n');
    expect(left).toEqual([]);
  });
});
