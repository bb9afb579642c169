import { plan } from '@unblock/engine';
import type { PlatformId } from '@unblock/platforms';
import { describe, expect, it } from 'vitest';
import { inFolder, readTree } from './cases.test-helper.ts';
import { rules } from './index.ts';

const IDS = ['debug-enabled', 'host-not-public', 'port-hardcoded', 'reload-enabled'];

/** What all rules about serving together make of a repository, and the paragraphs of their first patch. */
function fixed(platform: PlatformId, files: Record<string, string>) {
  return inFolder(files, async (root) => {
    const run = { root, platforms: [platform], rules: IDS, version: 'test', safety: 'review' as const };
    const planned = await plan(run, rules);
    const { patches } = await planned.apply();
    const again = await plan(run, rules);
    return { files: readTree(root), rules: patches.map((patch) => patch.rules), again: again.diff };
  });
}

describe('rules about serving', () => {
  it('compose in one call: one patch, one import, paragraphs in the order of the catalogue', async () => {
    const call = 'uvicorn.run("main:app", port=8000, host="192.168.0.133", reload=True)';
    const result = await fixed('render', {
      'requirements.txt': 'fastapi\nuvicorn\n',
      'main.py': `import uvicorn\nfrom fastapi import FastAPI\n\napp = FastAPI()\n${call}\n`,
    });
    expect(result.files['main.py']).toBe(
      'import os\nimport uvicorn\nfrom fastapi import FastAPI\n\napp = FastAPI()\n' +
        'uvicorn.run("main:app", port=int(os.environ.get("PORT", "8000")), host="0.0.0.0", ' +
        'reload=os.environ.get("RELOAD", "").lower() in {"1", "true", "yes"})\n',
    );
    expect(result.rules).toEqual([['host-not-public', 'port-hardcoded', 'reload-enabled']]);
    expect(result.again).toBe('');
  });

  it('compose in a call without arguments', async () => {
    const result = await fixed('heroku', {
      Procfile: 'web: python app.py\n',
      'requirements.txt': 'flask\n',
      'app.py': 'import os\nfrom flask import Flask\napp = Flask(__name__)\napp.run(debug=True)\n',
    });
    expect(result.files['app.py']).toContain(
      'app.run(debug=os.environ.get("DEBUG", "").lower() in {"1", "true", "yes"}, host="0.0.0.0", ' +
        'port=int(os.environ.get("PORT", "5000")))',
    );
    expect(result.again).toBe('');
  });

  it('compose in an exec form, with its health check', async () => {
    const result = await fixed('render', {
      'requirements.txt': 'fastapi\nuvicorn\n',
      'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
      Dockerfile:
        'FROM python:3.12-slim\nHEALTHCHECK CMD curl -f http://localhost:8000/\nCMD ["uvicorn", "--reload", "main:app"]\n',
    });
    expect(result.files.Dockerfile).toBe(
      `FROM python:3.12-slim\nHEALTHCHECK CMD curl -f http://localhost:\${PORT:-8000}/\n` +
        `CMD ["sh", "-c", "exec uvicorn main:app --host 0.0.0.0 --port \${PORT:-8000}"]\n`,
    );
    expect(result.again).toBe('');
  });

  it('compose in the bind of a configuration file', async () => {
    const result = await fixed('heroku', {
      Procfile: 'web: gunicorn main:app\n',
      'requirements.txt': 'flask\ngunicorn\n',
      'main.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'gunicorn.conf.py': "import os\n\nbind = '127.0.0.1:8000'\nreload = True\n",
    });
    expect(result.files['gunicorn.conf.py']).toBe(
      'import os\n\nbind = f\'0.0.0.0:{os.environ.get("PORT", "8000")}\'\n' +
        'reload = os.environ.get("RELOAD", "").lower() in {"1", "true", "yes"}\n',
    );
    expect(result.again).toBe('');
  });
});
