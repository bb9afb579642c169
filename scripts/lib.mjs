import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the project, without a slash at its end. */
export const top = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folders whose sources end up in the tool. */
export const floors = ['codemods', 'platforms', 'engine', 'rules', 'report', 'cli'];

/**
 * Runs a program, with its output on this terminal, and returns its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: top, stdio: 'inherit', ...options });
  if (done.error) throw done.error;
  return done.status ?? 1;
}

/** Runs the program of an installed package by its file, which works the same on every system. */
export function runPackage(file, args) {
  return run(process.execPath, [join(top, 'node_modules', file), ...args]);
}

/** Installs the dependencies unless those in node_modules are the ones the lock file names. */
export function ensureInstalled() {
  if (isInstalled()) return;
  process.stderr.write('Installing dependencies …\n');
  // What npm prints is no part of the tool's own output. `npm pack --dry-run` would hand its switch down.
  const install = 'npm ci --no-audit --no-fund --no-dry-run --include=dev';
  const code = run(install, [], { shell: true, stdio: ['ignore', 2, 2] });
  if (code === 0) return;
  process.stderr.write(`The dependencies could not be installed: \`npm ci\` ended with exit code ${code}.\n`);
  process.exit(code);
}

/** Builds dist when a source is newer than it. */
export async function ensureBuilt() {
  const built = join(top, 'dist', 'main.js');
  const sources = [...floors, 'scripts', 'package.json'];
  const newest = Math.max(...sources.map((name) => newestIn(join(top, name))));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  const { build } = await import('./build.mjs');
  await build();
}

function isInstalled() {
  const installed = join(top, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(top, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.link) return true;
    // Packages for other systems are in the lock file and never installed here.
    return path in have ? have[path].version === entry.version : entry.optional === true;
  });
}

/** Time of the newest change at a path or below; folders count, so that a deleted file is noticed. */
function newestIn(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return path.endsWith('.test.ts') ? 0 : status.mtimeMs;
  const entries = readdirSync(path).filter((name) => name !== 'node_modules' && name !== '__snapshots__');
  return Math.max(status.mtimeMs, ...entries.map((name) => newestIn(join(path, name))));
}
