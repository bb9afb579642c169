// Bundles the tool to dist/: its entry, the worker of the engine, and chunks that are loaded when a command needs them.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, top } from './lib.mjs';

/** Writes dist/. Ends the process when a source does not compile: esbuild has said what is wrong with it. */
export async function build() {
  const esbuild = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
  const dist = join(top, 'dist');
  const options = {
    absWorkingDir: top,
    entryPoints: { main: 'cli/main.ts', 'share-worker': 'engine/share-worker.ts' },
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Small libraries in one file start sooner than in two hundred; these are binaries, or large and seldom needed.
    external: ['@ast-grep/*', 'ts-morph', 'jscodeshift'],
    mainFields: ['module', 'main'],
    // What CommonJS libraries among them call.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    define: { UNBLOCK_VERSION: JSON.stringify(version) },
    // The rules find their pages from here, so every chunk lies directly in dist/.
    chunkNames: '[name]-[hash]',
    // A start reads every byte of the chunks: without spaces and long names it takes a tenth less.
    minify: true,
    write: false,
    logLevel: 'warning',
  };
  const result = await esbuild.build(options).catch(() => process.exit(1));
  mkdirSync(dist, { recursive: true });
  // The entry comes last: a run that starts meanwhile finds either the old tool or the new one, whole.
  const files = result.outputFiles.toSorted((a, b) => Number(isEntry(a.path)) - Number(isEntry(b.path)));
  for (const file of files) {
    writeFileSync(`${file.path}.new`, file.contents, { mode: isEntry(file.path) ? 0o755 : 0o644 });
    renameSync(`${file.path}.new`, file.path);
  }
  const current = new Set(files.map((file) => basename(file.path)));
  for (const name of readdirSync(dist)) if (!current.has(name)) rmSync(join(dist, name), { recursive: true });
}

function isEntry(path) {
  return basename(path) === 'main.js';
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  // `npm pack` on a fresh clone comes here first.
  ensureInstalled();
  await build();
}
