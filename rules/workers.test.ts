import { plan } from '@unblock/engine';
import type { PlatformId } from '@unblock/platforms';
import { describe, expect, it } from 'vitest';
import { inFolder, readTree } from './cases.test-helper.ts';
import { rules } from './index.ts';

const IDS = [
  'asgi-app-on-sync-worker',
  'host-not-public',
  'port-hardcoded',
  'production-server-missing',
  'requirement-extra-missing',
  'worker-class-deprecated',
];

/** What the rules about start commands and their packages together make of a repository. */
function fixed(platform: PlatformId, files: Record<string, string>) {
  return inFolder(files, async (root) => {
    const run = { root, platforms: [platform], rules: IDS, version: 'test', safety: 'review' as const };
    const planned = await plan(run, rules);
    await planned.apply();
    const { patches, skipped } = planned.outcome;
    const again = await plan(run, rules);
    return {
      files: readTree(root),
      rules: patches.map((patch) => patch.rules.join()),
      skipped: skipped.map(({ reason }) => reason.en),
      left: again.outcome.findings.map(({ rule, path }) => `${rule} ${path}`),
      again: again.diff,
    };
  });
}

const FASTAPI = 'from fastapi import FastAPI\napp = FastAPI()\n';
const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';

describe('rules about workers and servers', () => {
  it('compose on a gunicorn without any worker class, address or package', async () => {
    const result = await fixed('render', {
      Procfile: 'web: gunicorn main:app -b 127.0.0.1:8000\n',
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: python\n    startCommand: gunicorn main:app -b 127.0.0.1:8000\n',
      'requirements.txt': 'fastapi==0.115.0\n',
      'main.py': FASTAPI,
    });
    expect(result.files['render.yaml']).toContain(
      `startCommand: gunicorn main:app -b 0.0.0.0:\${PORT:-8000} -k uvicorn_worker.UvicornWorker\n`,
    );
    expect(result.files['requirements.txt']).toBe(
      'fastapi==0.115.0\ngunicorn==23.0.0\nuvicorn[standard]==0.32.0\nuvicorn-worker==0.3.0\n',
    );
    expect(result).toMatchObject({ skipped: [], left: [], again: '' });
  });

  it('compose on a deprecated class with an extra that does not exist', async () => {
    const result = await fixed('heroku', {
      Procfile: 'web: gunicorn main:app -k uvicorn.workers.UvicornWorker -b 127.0.0.1:8000\n',
      'requirements.txt': 'fastapi==0.115.0\ngunicorn[uvicorn]==23.0.0\n',
      'main.py': FASTAPI,
    });
    expect(result.files.Procfile).toBe(
      `web: gunicorn main:app -k uvicorn_worker.UvicornWorker -b 0.0.0.0:\${PORT:-8000}\n`,
    );
    expect(result.files['requirements.txt']).toContain('gunicorn==23.0.0\n');
    expect(result.files['requirements.txt']).toMatch(/^uvicorn-worker==0\.3\.0$/m);
    expect(result).toMatchObject({ skipped: [], left: [], again: '' });
  });

  it('compose on a Flask application under uvicorn in exec form', async () => {
    const result = await fixed('cloud-run', {
      Dockerfile:
        'FROM python:3.12-slim\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["uvicorn", "app:app", "--port", "8000"]\n',
      'requirements.txt': 'flask\n',
      'app.py': FLASK,
    });
    expect(result.files.Dockerfile).toContain('gunicorn app:app --bind 0.0.0.0:');
    expect(result.files['requirements.txt']).toMatch(/^gunicorn$/m);
    expect(result).toMatchObject({ skipped: [], left: [], again: '' });
  });
});
