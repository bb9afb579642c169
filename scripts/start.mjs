// `npm start -- <args>`: installs and builds what is missing, then runs the tool with the arguments.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, run, top } from './lib.mjs';

const args = process.argv.slice(2);
ensureInstalled();
await ensureBuilt();
if (!args.includes('--build-only')) {
  // npm changes to the top folder; paths in the arguments are meant from where the user stands.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = run(process.execPath, [join(top, 'dist', 'main.js'), ...args], { cwd });
}
