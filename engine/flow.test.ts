import { describe, expect, test } from 'vitest';
import { inFolder, modelOf } from './testing.ts';

const PYTHON = `import os, sys
import uvicorn
from fastapi import FastAPI

app = FastAPI()
ENV = os.getenv("ENV")
`;
const NODE = `const express = require('express');
const mongoose = require('mongoose');
const app = express();
`;

/** Which of the server calls of a file run for certain, in their order. */
async function reached(path: string, text: string, others: Record<string, string> = {}): Promise<boolean[]> {
  const manifests: Record<string, string> =
    path === 'main.py'
      ? { 'requirements.txt': 'fastapi\nuvicorn\n', Procfile: 'web: python main.py\n' }
      : { 'package.json': '{"scripts":{"start":"node main.js"},"dependencies":{"express":"4"}}' };
  return inFolder({ ...manifests, [path]: text, ...others }, async (folder) => {
    const model = await modelOf(folder, ['heroku']);
    const [service] = model.services;
    if (!service) return [];
    return model.factsOf(service, 'server-call').map((call) => model.reachedUnder(service, call).length > 0);
  });
}

describe('Python: what runs for certain', () => {
  test.each<[string, string, boolean[]]>([
    ['module level', 'uvicorn.run(app)', [true]],
    ['main guard', 'if __name__ == "__main__":\n    uvicorn.run(app)', [true]],
    ['misspelt main guard', 'if __name__ == "main":\n    uvicorn.run(app)', [false]],
    [
      'branches of an environment',
      'if ENV == "production":\n    uvicorn.run(app)\nelse:\n    uvicorn.run(app, reload=True)',
      [false, false],
    ],
    [
      'a branch in front that leaves',
      'if ENV != "production":\n    uvicorn.run(app, reload=True)\n    raise SystemExit\nuvicorn.run(app)',
      [false, false],
    ],
    ['a check in front', 'if not ENV:\n    raise ValueError("ENV")\nuvicorn.run(app)', [true]],
    ['match', 'match ENV:\n    case "dev":\n        uvicorn.run(app)', [false]],
    ['except', 'try:\n    pass\nexcept OSError:\n    uvicorn.run(app)', [false]],
    [
      'a function that nothing calls',
      'def dev():\n    uvicorn.run(app, reload=True)\n\ndef prod():\n    uvicorn.run(app)\n\nprod()',
      [false, true],
    ],
    [
      'a function called under a flag',
      'def dev():\n    uvicorn.run(app)\n\nif "--dev" in sys.argv:\n    dev()',
      [false],
    ],
    [
      'a function of the main guard',
      'async def main():\n    uvicorn.run(app)\n\nif __name__ == "__main__":\n    asyncio.run(main())',
      [true],
    ],
    ['a function handed on', 'def run():\n    uvicorn.run(app)\n\nThread(target=run).start()', [true]],
  ])('%s', async (_, text, expected) => {
    expect(await reached('main.py', `${PYTHON}${text}\n`)).toEqual(expected);
  });
});

describe('ECMAScript: what runs for certain', () => {
  test.each<[string, string, boolean[]]>([
    ['top level', 'app.listen(3000);', [true]],
    ['main module', 'if (require.main === module) { app.listen(3000); }', [true]],
    ['no test run', "if (process.env.NODE_ENV !== 'test') app.listen(3000);", [true]],
    [
      'branches of an environment',
      "if (process.env.NODE_ENV !== 'production') app.listen(3000, 'localhost'); else app.listen(80);",
      [false, false],
    ],
    ['a ternary', 'process.env.PORT ? app.listen(process.env.PORT) : app.listen(3000);', [false, false]],
    [
      'switch',
      'switch (process.env.MODE) { case "a": app.listen(80); break; default: app.listen(3000); }',
      [false, false],
    ],
    ['an error handler', "server.on('error', () => { app.listen(3001); });", [false]],
    ['catch', 'mongoose.connect(x).catch(() => app.listen(3000));', [false]],
    ['then', 'mongoose.connect(x).then(() => app.listen(3000)).catch(console.error);', [true]],
    ['connection open', "mongoose.connection.once('open', () => { app.listen(3000); });", [true]],
    ['callback', 'db.connect((err) => { if (err) throw err; app.listen(3000); });', [true]],
    ['bootstrap', 'async function bootstrap() { app.listen(3000); }\nbootstrap();', [true]],
    ['bootstrap as a constant', 'const start = async () => { app.listen(3000); };\nstart();', [true]],
    ['a function run in place', '(async () => { try { app.listen(3000); } catch (e) {} })();', [true]],
    [
      'a function behind a flag',
      "function devServer() { app.listen(3000); }\nif (process.argv.includes('--dev')) devServer();",
      [false],
    ],
    ['a function that nothing calls', 'function devServer() { app.listen(3000); }', [false]],
    [
      'a check in front',
      'async function main() { if (!process.env.KEY) process.exit(1); app.listen(3000); }\nmain();',
      [true],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await reached('main.js', `${NODE}${text}\n`)).toEqual(expected);
  });

  test('a function that another file calls', async () => {
    const server = `${NODE}exports.start = () => app.listen(3000);\n`;
    const calls = { 'main.js': "const server = require('./server');\nserver.start();\n" };
    expect(await reached('server.js', server, calls)).toEqual([true]);
    expect(
      await reached('server.js', server, { 'main.js': "const server = require('./server');\n" }),
    ).toEqual([false]);
  });
});
