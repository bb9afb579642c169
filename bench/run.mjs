// `npm run bench [folder]`: speed and memory as ratios, which mean the same on any machine. Without a folder, on a
// made-up repository of 5,208 source files.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from './generate.mjs';

const RUNS = 7;
const STARTS = 15;
const here = dirname(fileURLToPath(import.meta.url));
const unblock = [process.execPath, join(here, '..', 'dist', 'main.js')];
const astGrep = [
  join(dirname(createRequire(import.meta.url).resolve('@ast-grep/cli/package.json')), 'ast-grep'),
];
/** Both tools get the same two cores, where the system can pin them. */
const pin = spawnSync('taskset', ['-c', '0,1', 'true']).status === 0 ? ['taskset', '-c', '0,1'] : [];

const named = process.argv[2];
const folder = named
  ? resolve(process.env.INIT_CWD ?? '.', named)
  : mkdtempSync(join(tmpdir(), 'unblock-bench-'));
try {
  if (!named) process.stderr.write(`Generating ${generate(folder)} source files …\n`);
  print(measure(!named));
} finally {
  if (!named) rmSync(folder, { recursive: true, force: true });
}

/** @param {boolean} isOurs whether the repository may be changed and is known to hold ten findings */
function measure(isOurs) {
  const scan = [...unblock, 'scan', '.', '--format', 'json'];
  const config = ['--config', join(here, 'ast-grep', 'sgconfig.yml')];
  const search = [...astGrep, 'scan', ...config, '--threads', '2', '--json=stream', '.'];
  const [ours, theirs] = medians(RUNS, [scan, search]);
  const rows = [
    row('cold scan / ast-grep scan with ten rules', ours / theirs, 0.5, '×', `${ms(ours)} / ${ms(theirs)}`),
  ];

  rows.push(row('peak memory of scan', peakMemory(scan), 300, 'MB', ''));

  const [version, bare] = medians(STARTS, [
    [...unblock, '--version'],
    [process.execPath, '-e', '0'],
  ]);
  rows.push(row('--version − node -e 0', version - bare, 60, 'ms', `${ms(version)} − ${ms(bare)}`));

  if (isOurs) {
    const fix = [...unblock, 'fix', '.', '--yes', '--rule', 'host-not-public', '--format', 'json'];
    const restore = () => run(['git', 'checkout', '-q', '--', '.']);
    const [fixed, scanned] = medians(RUNS, [fix, [...scan, '--rule', 'host-not-public']], restore);
    rows.push(row('fix of ten findings / scan', fixed / scanned, null, '×', `${ms(fixed)} / ${ms(scanned)}`));
  }
  return rows;
}

/** Medians of wall times in milliseconds. The commands take turns, so that a busy moment falls on all of them. */
function medians(runs, commands, after = () => {}) {
  const times = commands.map(() => []);
  for (let round = -1; round < runs; round++) {
    for (const [index, command] of commands.entries()) {
      const start = performance.now();
      run(command);
      // The first round fills the caches of the system.
      if (round >= 0) times[index].push(performance.now() - start);
      after();
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]);
}

/** Highest resident memory of a run of the tool, in MB. */
function peakMemory([node, ...args]) {
  const report = `data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,process.resourceUsage().maxRSS+' '))`;
  const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] };
  const done = spawnSync(node, ['--import', report, ...args], options);
  // Each thread says so when it ends.
  return Math.max(...String(done.output[3]).trim().split(' ').map(Number)) / 1024;
}

function run(command) {
  const [program, ...args] = [...pin, ...command];
  const done = spawnSync(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (done.error) throw done.error;
  // 1 says that something was found.
  if (done.status !== 0 && done.status !== 1)
    throw new Error(`${command.join(' ')} ended with ${done.status}`);
}

function row(what, value, limit, unit, from) {
  const digits = unit === '×' ? 2 : 0;
  const held = limit === null ? '' : value <= limit ? 'held' : 'MISSED';
  return [what, `${value.toFixed(digits)} ${unit}`, limit === null ? '' : `≤ ${limit} ${unit}`, held, from];
}

function ms(time) {
  return `${time.toFixed(0)} ms`;
}

function print(rows) {
  const table = [['', 'measured', 'target', '', 'medians'], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  for (const line of table)
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd()}\n`,
    );
}
