import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{cli,report,rules,engine,platforms,codemods,scripts}/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
    reporters: ['default', './scripts/closing-line.mjs'],
  },
});
