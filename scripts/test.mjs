// `npm test`: installs and builds what is missing, then runs the tests.
import { ensureBuilt, ensureInstalled, runPackage } from './lib.mjs';

ensureInstalled();
await ensureBuilt();
process.exitCode = runPackage('vitest/vitest.mjs', ['run', ...process.argv.slice(2)]);
