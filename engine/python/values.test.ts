import { describe, expect, test } from 'vitest';
import { type Files, inFolder, modelOf, short } from '../testing.ts';

/** The port of the one `uvicorn.run` in app/main.py, in short: `8000`, `$PORT or 8000`, `$PORT!` (required), `unknown`. */
async function port(code: string, files: Files = {}): Promise<string> {
  const main = `import os\nimport uvicorn\n${code}\n`;
  return inFolder({ 'requirements.txt': '', 'app/main.py': main, ...files }, async (root) => {
    const model = await modelOf(root);
    const calls = (model.facts('app/main.py')?.facts ?? []).filter((fact) => fact.kind === 'server-call');
    expect(calls).toHaveLength(1);
    const given = calls[0]?.port;
    return given ? short(model.resolve(given)) : 'none';
  });
}

const run = (value: string) => `uvicorn.run("app:app", port=${value})`;

describe('in place', () => {
  test.each([
    ['8000', '8000'],
    ['8_000', '8000'],
    ['"8000"', '"8000"'],
    ['int("8000")', '8000'],
    ['8000 + 80', '8080'],
    ['"80" + "00"', '"8000"'],
    ['"80" "00"', '"8000"'],
    ['f"{80}{80}"', '"8080"'],
    ['os.getenv("PORT")', '$PORT'],
    ['os.getenv("PORT", 8000)', '$PORT or 8000'],
    ['os.environ.get("PORT", default="8000")', '$PORT or "8000"'],
    ['int(os.environ.get("PORT", "8000"))', '$PORT or "8000"'],
    ['os.environ["PORT"]', '$PORT!'],
    ['os.getenv("PORT") or 8000', '$PORT or 8000'],
    ['os.getenv("PORT", "") or 8000', '$PORT or 8000'],
    ['os.getenv("PORT", "9") or 8000', '$PORT or "9"'],
    ['os.environ["PORT"] or 8000', '$PORT! or 8000'],
    ['None or 8000', '8000'],
    ["f\"{os.getenv('PORT', '8000')}\"", '$PORT or "8000"'],
    ["f\"{os.getenv('A', '8')}{1}\"", '$A or unknown'],
    ['8000 if x else 9000', 'unknown'],
    ['int(os.getenv("PORT")) if os.getenv("PORT") else 8000', '$PORT or unknown'],
    ['x', 'unknown'],
    ['compute(8000)', 'unknown'],
    ['constructor(8000)', 'unknown'],
    ['ports[0]', 'unknown'],
    ['-1', 'unknown'],
    ['os.getenv(name)', 'unknown'],
  ])('%s', async (value, expected) => expect(await port(run(value))).toBe(expected));
});

describe('through names of the file', () => {
  test.each([
    ['a constant', `PORT = 8000\n${run('PORT')}`, '8000'],
    ['an annotated constant', `PORT: int = 8000\n${run('PORT')}`, '8000'],
    ['a chain', `A = 8000\nB = A\n${run('B')}`, '8000'],
    ['assigned twice', `PORT = 8000\nPORT = 9000\n${run('PORT')}`, 'unknown'],
    ['augmented', `PORT = 8000\nPORT += 1\n${run('PORT')}`, 'unknown'],
    ['under a condition', `if x:\n    PORT = 8000\n${run('PORT')}`, 'unknown'],
    ['unpacked', `PORT, x = 8000, 1\n${run('PORT')}`, 'unknown'],
    ['chained', `A = PORT = 8000\n${run('PORT')}`, 'unknown'],
    [
      'changed by a function',
      `PORT = 8000\ndef f():\n    global PORT\n    PORT = 9000\n${run('PORT')}`,
      'unknown',
    ],
    ['changed in a loop', `PORT = 8000\nfor PORT in [1, 2]:\n    pass\n${run('PORT')}`, 'unknown'],
    ['bound by with', `PORT = 8000\nwith x as PORT:\n    pass\n${run('PORT')}`, 'unknown'],
    ['a cycle', `A = B\nB = A\n${run('A')}`, 'unknown'],
    ['itself', `A = A\n${run('A')}`, 'unknown'],
    ['a local', `def f():\n    port = 8000\n    ${run('port')}`, '8000'],
    ['a parameter', `port = 8000\ndef f(port=9000):\n    ${run('port')}`, 'unknown'],
    ['a local assigned twice', `def f():\n    port = 1\n    port = 2\n    ${run('port')}`, 'unknown'],
    ['a module constant in a function', `PORT = 8000\ndef f():\n    ${run('PORT')}`, '8000'],
    ['a dictionary', `C = {"port": 8000}\n${run('C["port"]')}`, '8000'],
    ['a dictionary with a spread', `C = {"port": 8000, **other}\n${run('C["port"]')}`, 'unknown'],
    ['a dictionary changed later', `C = {"port": 8000}\nC["port"] = 9\n${run('C["port"]')}`, 'unknown'],
    ['a function', `def f():\n    return 8000\n${run('f()')}`, '8000'],
    [
      'a function with two ends',
      `def f():\n    if x:\n        return 1\n    return 2\n${run('f()')}`,
      'unknown',
    ],
    [
      'a parser of arguments',
      `import argparse\nargs = argparse.ArgumentParser().parse_args()\n${run('args.port')}`,
      'unknown',
    ],
    ['the prototype', `${run('__proto__')}`, 'unknown'],
    ['names in a circle', `def main():\n    a = b\n    b = a\n    ${run('a')}`, 'unknown'],
    [
      'names that double at every step',
      `def main():\n    a0 = 1\n${Array.from({ length: 40 }, (_, index) => `    a${index + 1} = a${index} + a${index}\n`).join('')}    ${run('a40')}`,
      'unknown',
    ],
  ])('%s', async (_, code, expected) => expect(await port(code)).toBe(expected));
});

describe('through imports', () => {
  const config = { 'app/config.py': 'PORT = 8000\n' };
  test.each<[string, string, Files, string]>([
    ['from a module', `from app.config import PORT\n${run('PORT')}`, config, '8000'],
    ['relative', `from .config import PORT as P\n${run('P')}`, config, '8000'],
    ['from a neighbour', `from config import PORT\n${run('PORT')}`, config, '8000'],
    ['a module under another name', `import app.config as c\n${run('c.PORT')}`, config, '8000'],
    ['a dotted module', `import app.config\n${run('app.config.PORT')}`, config, '8000'],
    ['a submodule', `from app import config\n${run('config.PORT')}`, config, '8000'],
    [
      'a package',
      `from app import PORT\n${run('PORT')}`,
      { ...config, 'app/__init__.py': 'from .config import PORT\n' },
      '8000',
    ],
    ['a star', `from app.config import *\n${run('PORT')}`, config, '8000'],
    [
      'a package with a star',
      `from app.core import settings\n${run('settings.PORT')}`,
      {
        'app/core/__init__.py': 'from .config import *\n',
        'app/core/config.py': 'class S:\n    PORT = 8000\nsettings = S()\n',
      },
      '8000',
    ],
    [
      'a star of two modules that both have it',
      `from app.config import *\nfrom app.b import *\n${run('PORT')}`,
      { ...config, 'app/b.py': 'PORT = 1\n' },
      'unknown',
    ],
    [
      'one of two',
      `try:\n    from app.b import PORT\nexcept ImportError:\n    from app.config import PORT\n${run('PORT')}`,
      { ...config, 'app/b.py': 'PORT = 1\n' },
      'unknown',
    ],
    ['outside', `from elsewhere import PORT\n${run('PORT')}`, config, 'unknown'],
    [
      'a cycle of modules',
      `from app.a import X\n${run('X')}`,
      { 'app/a.py': 'from app.b import X\n', 'app/b.py': 'from app.a import X\n' },
      'unknown',
    ],
    [
      'a cycle of stars',
      `from app.a import *\n${run('X')}`,
      { 'app/a.py': 'from app.b import *\n', 'app/b.py': 'from app.a import *\n' },
      'unknown',
    ],
    [
      'a src folder',
      `from shop.config import PORT\n${run('PORT')}`,
      { 'src/shop/config.py': 'PORT = 1\n' },
      '1',
    ],
    [
      'a broken module',
      `from app.config import PORT\n${run('PORT')}`,
      { 'app/config.py': 'PORT = 8000\ndef (:\n' },
      'unknown',
    ],
  ])('%s', async (_, code, files, expected) => expect(await port(code, files)).toBe(expected));
});
