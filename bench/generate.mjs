// Writes a made-up monorepo of Python and TypeScript services for `npm run bench`: the same bytes on every machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chooser } from './random.mjs';
import { pythonFact, pythonPlain, pythonServer, pythonSettings } from './sources-python.mjs';
import {
  typescriptFact,
  typescriptPlain,
  typescriptServer,
  typescriptSettings,
} from './sources-typescript.mjs';

const SERVICES = 14;
/** Source files of a service; 2 and `FACT_FILES` of them hold facts, which makes 8.6 % of all. */
const FILES = 186;
const FACT_FILES = 14;
/** Services of each language that listen on loopback: ten findings of host-not-public in all. */
const LOOPBACK = 5;
const LAYERS = ['models', 'services', 'schemas', 'helpers', 'domain', 'reports', 'clients', 'views'];

/** Writes the repository, commits it, and returns the number of its source files. */
export function generate(folder) {
  const choose = chooser(20260115);
  let count = 0;
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    if (/\.(py|tsx?)$/.test(path)) count += 1;
  };
  write('README.md', '# Made-up services\n\nWritten by `npm run bench`.\n');
  write('.gitignore', 'node_modules/\n.venv/\n__pycache__/\n');
  for (let index = 0; index < SERVICES; index++) {
    writePython(`py-${choose.noun()}-${index}`, index < LOOPBACK, choose, write);
    writeTypescript(`ts-${choose.noun()}-${index}`, index < LOOPBACK, choose, write);
  }
  const identity = [
    '-c',
    'user.name=bench',
    '-c',
    'user.email=bench@example.org',
    '-c',
    'commit.gpgsign=false',
  ];
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    [...identity, 'commit', '-q', '-m', 'Made-up services'],
  ]) {
    const done = spawnSync('git', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    if (done.status !== 0) throw new Error(`git ${args.join(' ')} failed`);
  }
  return count;
}

function writePython(name, isLoopback, choose, write) {
  write(`${name}/requirements.txt`, 'fastapi==0.115.0\nuvicorn[standard]==0.32.0\ngunicorn==23.0.0\n');
  write(`${name}/app/__init__.py`, '');
  write(`${name}/app/main.py`, pythonServer(choose, isLoopback ? '127.0.0.1' : '0.0.0.0'));
  write(`${name}/app/config.py`, pythonSettings(choose));
  for (let index = 3; index < FILES; index++) {
    const text = index < 3 + FACT_FILES ? pythonFact(choose, index) : pythonPlain(choose, index);
    write(`${name}/app/${choose.of(LAYERS)}/${choose.noun()}_${index}.py`, text);
  }
}

function writeTypescript(name, isLoopback, choose, write) {
  const manifest = {
    name,
    private: true,
    scripts: { build: 'tsc', start: 'node dist/main.js' },
    dependencies: { express: '^4.21.0', react: '^18.3.1' },
  };
  write(`${name}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  write(`${name}/tsconfig.json`, '{ "compilerOptions": { "rootDir": "src", "outDir": "dist" } }\n');
  write(`${name}/src/main.ts`, typescriptServer(choose, isLoopback ? 'localhost' : '0.0.0.0'));
  write(`${name}/src/config.ts`, typescriptSettings(choose));
  for (let index = 2; index < FILES; index++) {
    const isFact = index < 2 + FACT_FILES;
    const extension = !isFact && index % 4 === 0 ? 'tsx' : 'ts';
    const text = isFact ? typescriptFact(choose, index) : typescriptPlain(choose, index, extension);
    write(`${name}/src/${choose.of(LAYERS)}/${choose.noun()}-${index}.${extension}`, text);
  }
}
