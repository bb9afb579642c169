import { expect, test } from 'vitest';
import { scan } from './run.ts';
import { finding, inFolder, options, testRule } from './testing.ts';

test('of two services that share a root, the file of a finding tells which is meant', async () => {
  const files = {
    'package.json':
      '{ "name": "shop", "scripts": { "start": "node server.js" }, "dependencies": { "express": "5" } }\n',
    'server.js': 'const app = require("express")();\napp.listen(3000);\n',
    'requirements.txt': 'flask\n',
    'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
  };
  const rule = testRule({
    detect: ({ root, language }) =>
      ['requirements.txt', 'package.json'].flatMap((path) =>
        (path === 'requirements.txt') === (language === 'python')
          ? [finding({ service: root, span: { path, start: 0, end: 1 }, key: path })]
          : [],
      ),
  });
  await inFolder(files, async (root) => {
    const { outcome } = await scan(options(root), [rule]);
    const languages = outcome.findings.map(({ path, service }) => [
      path,
      outcome.services.find(({ name }) => name === service)?.language,
    ]);
    expect(languages).toEqual([
      ['package.json', 'node'],
      ['requirements.txt', 'python'],
    ]);
  });
});
