// `npm run check`: format and lint, types, dead code, generated files. Runs all of them and fails when one does.
import { join } from 'node:path';
import { ensureInstalled, run, runPackage, top } from './lib.mjs';

ensureInstalled();
const steps = {
  'format and lint': () => runPackage('@biomejs/biome/bin/biome', ['ci']),
  types: () => runPackage('typescript/bin/tsc', ['-b']),
  'dead code': () => runPackage('knip/bin/knip.js', []),
  'generated files': () => run(process.execPath, [join(top, 'scripts', 'generate.mjs'), '--check']),
};
const failed = Object.entries(steps).flatMap(([name, step]) => (step() === 0 ? [] : [name]));
process.stderr.write(failed.length === 0 ? 'check: all good\n' : `check: failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
