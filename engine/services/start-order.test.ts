import type { PlatformId } from '@unblock/platforms';
import { describe, expect, test } from 'vitest';
import { type Files, inFolder, modelOf, SERVER } from '../testing.ts';
import { NODE, PYTHON, procfile, started } from './start.test-helper.ts';

test('an image that works in a folder of the repository starts what is there', async () => {
  const files: Files = {
    'package.json': '{"private":true,"workspaces":["server","web"]}',
    'server/package.json': JSON.stringify({ dependencies: { express: '4' } }),
    'server/src/index.ts': NODE['src/main.ts'] ?? '',
    Dockerfile:
      'FROM node:22 AS base\nWORKDIR /app\nFROM base\nCOPY . ./\nWORKDIR /app/server\nCMD node ./dist/index.js\n',
  };
  expect(await started(files, 'docker', 'server')).toEqual(['node server/src/index.ts']);
  expect(await started(files, 'docker')).toEqual([]);
});

describe('the order of precedence', () => {
  const all: Files = {
    ...PYTHON,
    Procfile: 'web: uvicorn app.main:procfile\n',
    Dockerfile: 'FROM python:3.11\nCMD uvicorn app.main:dockerfile\n',
    'render.yaml':
      'services:\n  - type: web\n    name: a\n    runtime: python\n    startCommand: uvicorn app.main:render\n',
    'fly.toml': '[processes]\napp = "uvicorn app.main:fly"\n',
    'railway.json': '{"deploy":{"startCommand":"uvicorn app.main:railway"}}',
  };
  test.each<[PlatformId, string]>([
    ['render', 'uvicorn app.main:render'],
    ['heroku', 'uvicorn app.main:procfile'],
    ['docker', 'uvicorn app.main:dockerfile'],
    ['cloud-run', 'uvicorn app.main:dockerfile'],
    ['fly', 'uvicorn app.main:fly'],
    ['railway', 'uvicorn app.main:railway'],
    ['vps', 'uvicorn app.main:procfile'],
  ])('%s', async (platform, expected) => expect(await started(all, platform)).toEqual([expected]));

  test('a package.json starts no Python service, and Render reads no Procfile', async () => {
    const script = { 'package.json': '{"scripts":{"start":"node a.js"}}' };
    expect(await started({ ...PYTHON, ...script }, 'heroku')).toEqual([]);
    expect(await started({ ...PYTHON, ...procfile('uvicorn a:b') }, 'render')).toEqual([]);
  });
});

const OTHER: Files = {
  'other.py':
    'import uvicorn\nfrom app.main import app\n\n\ndef main():\n    uvicorn.run(app)\n\n\nif __name__ == "__main__":\n    main()\n',
};

describe('whether a server call is reached', () => {
  const cases: [string, Files, boolean][] = [
    ['nothing says how to start it', {}, true],
    ['a command that runs the file', procfile('python app/main.py'), true],
    ['a command that runs the module', procfile('python -m app.main'), true],
    ['a command that starts another server', procfile('uvicorn app.main:app'), false],
    ['a command that runs another file', { ...procfile('python run.py'), 'run.py': 'print(1)\n' }, false],
    [
      'a file that only imports the block',
      { ...procfile('python run.py'), 'run.py': 'import app.main\n' },
      false,
    ],
    [
      'a file with a main of its own that imports the module',
      {
        ...procfile('python run.py'),
        'run.py': 'from other import app\n\n\ndef main():\n    print(app)\n\n\nmain()\n',
        ...OTHER,
        'app/main.py': SERVER,
      },
      false,
    ],
    [
      'a file that calls the function it imports',
      {
        ...procfile('python run.py'),
        'run.py': 'from other import main\n\nmain()\n',
        ...OTHER,
        'app/main.py': SERVER,
      },
      true,
    ],
    ['a script that runs the file', { ...procfile('sh start.sh'), 'start.sh': 'python app/main.py\n' }, true],
    [
      'only the release command',
      { Procfile: 'release: python app/main.py\nweb: uvicorn app.main:app\n' },
      false,
    ],
  ];
  test.each(cases)('%s', async (_, files, expected) => {
    await inFolder({ ...PYTHON, ...files }, async (folder) => {
      const model = await modelOf(folder, ['heroku']);
      const service = model.service('');
      const calls = service ? model.factsOf(service, 'server-call') : [];
      expect(calls).toHaveLength(1);
      for (const call of calls)
        if (service) expect(model.reachedUnder(service, call).length > 0).toBe(expected);
    });
  });
});

describe('a script that chooses between servers', () => {
  test.each<[string, string, boolean]>([
    [
      'branches',
      'if [ "$ENV" = dev ]; then\n  python app/main.py\nelse\n  gunicorn app.main:app\nfi\n',
      true,
    ],
    ['a branch that takes over', 'if [ "$DEV" ]; then exec uvicorn a:b; fi\nexec gunicorn a:b\n', true],
    ['a script before the server', 'if [ "$SEED" ]; then python seed.py; fi\nexec gunicorn a:b\n', false],
    ['one server in a branch', 'if [ -d app ]; then\n  gunicorn a:b\nfi\n', false],
  ])('%s', async (_, script, isUnknown) => {
    const files = { ...PYTHON, ...procfile('sh start.sh'), 'start.sh': script };
    await inFolder(files, async (folder) => {
      const model = await modelOf(folder, ['heroku']);
      const servers = model.service('')?.starts.map(({ server }) => server) ?? [];
      expect(servers).toHaveLength(1);
      expect(servers[0] === null).toBe(isUnknown);
    });
  });
});
