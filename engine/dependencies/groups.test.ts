import { describe, expect, test } from 'vitest';
import { type Files, inFolder, modelOf } from '../testing.ts';

const APP: Files = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' };

/** What is installed for the service at the root: names, those not for production behind `group:`. */
async function installed(files: Files) {
  return inFolder({ ...APP, ...files }, async (folder) => {
    const { dependencies } = (await modelOf(folder)).service('') ?? { dependencies: null };
    if (!dependencies) throw new Error('no service');
    const names = dependencies.entries.map(
      ({ name, production, group }) => `${production ? '' : `${group}:`}${name}`,
    );
    return { names, complete: dependencies.complete, path: dependencies.manifest?.path };
  });
}

const docker = (run: string) => `FROM python:3.12\nCOPY . .\nRUN ${run}\nCMD python main.py\n`;

describe('requirements files', () => {
  test('constraints declare nothing, markers leave out what is for other systems', async () => {
    const found = await installed({
      'requirements.txt':
        '-c constraints.txt\nfastapi\npywin32 ; sys_platform == "win32"\nuvloop; sys_platform != "win32"\ntyping-extensions; python_version < "3.8"\nredis; python_version >= "3.8" or os_name == "nt"\n',
      'constraints.txt': 'django==5\n',
    });
    expect(found.names).toEqual([
      'fastapi',
      'elsewhere:pywin32',
      'uvloop',
      'elsewhere:typing-extensions',
      'redis',
    ]);
  });

  test('packages of the repository bring what they declare', async () => {
    const pyproject =
      '[project]\nname = "shop"\ndependencies = ["flask"]\n[project.optional-dependencies]\nweb = ["gunicorn"]\nx = ["y"]\n';
    const found = await installed({ 'requirements.txt': '-e .[web]\nredis\n', 'pyproject.toml': pyproject });
    expect(found).toMatchObject({ names: ['redis', 'flask', 'gunicorn'], complete: true });
    const below = {
      'lib/setup.cfg': '[options]\ninstall_requires =\n  celery\n',
      'requirements.txt': './lib\nfastapi\n',
    };
    expect((await installed(below)).names).toEqual(['fastapi', 'lib', 'celery']);
  });

  test('the script that a build command runs is read', async () => {
    const blueprint =
      'services:\n  - type: web\n    name: a\n    runtime: python\n    buildCommand: ./build.sh\n    startCommand: uvicorn main:app\n';
    const files = {
      'render.yaml': blueprint,
      'requirements.txt': 'wrong\n',
      'prod.txt': 'fastapi\n',
      'build.sh': '#!/bin/sh\nset -e\n# pip install -r requirements.txt\npip install -r prod.txt\n',
    };
    expect(await installed(files)).toMatchObject({ names: ['fastapi'], complete: true });
    expect((await installed({ ...files, 'build.sh': 'make install\n' })).complete).toBe(false);
  });

  test('uv installs what a project declares where it is named as a requirements file', async () => {
    const pyproject = '[project]\nname = "shop"\ndependencies = [\n    "fastapi",\n    "gunicorn>=23",\n]\n';
    const found = await installed({
      'pyproject.toml': pyproject,
      Dockerfile: docker('uv pip install -r pyproject.toml --system'),
    });
    expect(found).toMatchObject({ names: ['fastapi', 'gunicorn'], complete: true, path: 'pyproject.toml' });
  });

  test('a file of an image is found by the end of its path; one that is not there may install anything', async () => {
    const files = { 'requirements/web.txt': 'fastapi\n', 'requirements.txt': 'wrong\n' };
    const named = docker('pip install -r /srv/app/requirements/web.txt');
    expect((await installed({ ...files, Dockerfile: named })).names).toEqual(['fastapi']);
    const lost = docker('pip install -r /tmp/lost.txt');
    expect((await installed({ ...files, Dockerfile: lost })).complete).toBe(false);
    const variable = docker('pip install --no-cache-dir -r $requirements');
    expect((await installed({ ...files, Dockerfile: variable })).complete).toBe(false);
  });
});

describe('groups', () => {
  const uv = `[project]
name = "shop"
dependencies = ["fastapi"]
[project.optional-dependencies]
web = ["uvicorn"]
all = ["shop[web]", "redis"]
[dependency-groups]
base = ["celery"]
dev = ["pytest", {include-group = "base"}]
[tool.uv]
dev-dependencies = ["ruff"]
`;
  test.each<[string, string, string[]]>([
    ['uv sync --no-dev', uv, ['fastapi']],
    ['uv sync --frozen --no-default-groups --extra all', uv, ['fastapi', 'uvicorn', 'redis']],
    ['uv sync', uv, ['fastapi', 'pytest', 'celery', 'ruff']],
    ['uv sync', `${uv}default-groups = ["base"]\n`, ['fastapi', 'celery']],
    ['uv sync --no-group base', `${uv}default-groups = ["base"]\n`, ['fastapi']],
    ['uv sync --all-groups', uv, ['fastapi', 'uvicorn', 'redis', 'celery', 'pytest', 'ruff']],
  ])('%s', async (run, pyproject, names) => {
    const found = await installed({ 'pyproject.toml': pyproject, 'uv.lock': '', Dockerfile: docker(run) });
    expect(new Set(found.names.filter((name) => !name.includes(':')))).toEqual(new Set(names));
  });

  const poetry = `[tool.poetry.dependencies]
python = "^3.12"
flask = "*"
gunicorn = { version = "*", optional = true }
pywin32 = { version = "*", platform = "win32" }
[tool.poetry.extras]
server = ["gunicorn"]
[tool.poetry.group.worker.dependencies]
celery = "*"
[tool.poetry.group.docs]
optional = true
[tool.poetry.group.docs.dependencies]
sphinx = "*"
`;
  test.each<[string, string[]]>([
    ['poetry install --only main', ['python', 'flask']],
    ['poetry install', ['python', 'flask', 'celery']],
    ['poetry install --with docs -E server', ['python', 'flask', 'gunicorn', 'celery', 'sphinx']],
    ['poetry sync --without worker', ['python', 'flask']],
  ])('%s', async (run, names) => {
    const found = await installed({ 'pyproject.toml': poetry, 'poetry.lock': '', Dockerfile: docker(run) });
    expect(found.names.filter((name) => !name.includes(':'))).toEqual(names);
  });

  test('PDM installs its groups unless only production is asked for', async () => {
    const text =
      '[project]\nname = "x"\ndependencies = ["flask"]\n[tool.pdm.dev-dependencies]\ntest = ["pytest"]\n';
    const names = async (run: string) =>
      (await installed({ 'pyproject.toml': text, 'pdm.lock': '', Dockerfile: docker(run) })).names;
    expect(await names('pdm install')).toEqual(['flask', 'pytest']);
    expect(await names('pdm sync --prod')).toEqual(['flask', 'test:pytest']);
  });

  test('members of a workspace and packages at a path', async () => {
    const found = await installed({
      'pyproject.toml':
        '[project]\nname = "shop"\ndependencies = ["fastapi", "core", "gone"]\n[tool.uv.sources]\ncore = { workspace = true }\n[tool.uv.workspace]\nmembers = ["packages/*"]\n',
      'packages/core/pyproject.toml': '[project]\nname = "Core"\ndependencies = ["httpx"]\n',
    });
    expect(found).toMatchObject({ names: ['fastapi', 'core', 'gone', 'httpx'], complete: true });
    const poetryPath = {
      'pyproject.toml': '[tool.poetry.dependencies]\nlib = { path = "./lib" }\n',
      'lib/pyproject.toml': '[tool.poetry.dependencies]\nhttpx = "*"\n',
    };
    expect((await installed(poetryPath)).names).toEqual(['lib', 'httpx']);
  });

  test('extras of a setup.cfg', async () => {
    const setup =
      '[options]\ninstall_requires =\n  flask\n[options.extras_require]\nweb =\n  gunicorn\ntest = pytest\n';
    const files = { 'setup.cfg': setup, Dockerfile: docker('pip install ".[web]"') };
    expect((await installed(files)).names).toEqual(['flask', 'gunicorn', 'test:pytest']);
  });
});

describe('which file the platform takes where no command says it', () => {
  const files = {
    'requirements.txt': 'flask\n',
    'pyproject.toml': '[project]\nname = "x"\ndependencies = ["fastapi"]\n',
    'uv.lock': '',
  };
  test('Railway takes requirements.txt first', async () => {
    const railway = '{"deploy": {"startCommand": "python main.py"}}';
    expect(await installed({ ...files, 'railway.json': railway })).toMatchObject({
      path: 'requirements.txt',
      complete: true,
    });
  });
  test('the project where a Dockerfile runs uv', async () => {
    expect(await installed({ ...files, Dockerfile: docker('uv sync --no-dev') })).toMatchObject({
      path: 'pyproject.toml',
    });
  });
  test('Poetry 2 with a standard table that leaves the dependencies to its own', async () => {
    const text =
      '[project]\nname = "x"\ndynamic = ["dependencies"]\n[tool.poetry.dependencies]\nflask = "*"\n';
    expect(await installed({ 'pyproject.toml': text })).toMatchObject({ names: ['flask'], complete: true });
  });
});
