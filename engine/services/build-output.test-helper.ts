import { type Files, inFolder, modelOf } from '../testing.ts';
import { buildOutput } from './build-output.ts';

export const MAIN = "import express from 'express';\nconst app = express();\napp.listen(3000);\n";

/** What the build of the service at a root writes: `output < source`, and the commands that are not understood. */
export async function built(files: Files, root = ''): Promise<string[] | null> {
  return inFolder(files, async (folder) => {
    const model = await modelOf(folder);
    const service = model.service(root, 'node');
    const output = service && buildOutput(model, service);
    if (!output) return null;
    return [
      ...output.steps.flatMap(({ outputs }) => [...outputs].map(([path, source]) => `${path} < ${source}`)),
      ...output.unknown.map(({ command }) => `? ${command.words.map(({ raw }) => raw).join(' ')}`),
    ];
  });
}

export const manifest = (build: string | undefined, more: Record<string, string> = {}, fields: object = {}) =>
  JSON.stringify({
    dependencies: { express: '4' },
    devDependencies: { typescript: '^5.4.0', ...more },
    scripts: { start: 'node dist/main.js', ...(build ? { build } : {}) },
    ...fields,
  });
export const config = (compilerOptions: object, more: object = {}) =>
  JSON.stringify({ compilerOptions, ...more });
export const SOURCES: Files = { 'src/main.ts': MAIN, 'src/lib/a.ts': 'export const a = 1;\n' };

/** The build of `tsc` with a tsconfig, beside the usual sources. */
export const tsc = (
  tsconfig: string,
  files: Files = SOURCES,
  command = 'tsc',
  more: Record<string, string> = {},
): Files => ({
  'package.json': manifest(command, more),
  'tsconfig.json': tsconfig,
  ...files,
});

export const PLAIN = ['dist/lib/a.js < src/lib/a.ts', 'dist/main.js < src/main.ts'];
export const DEEP = ['dist/src/lib/a.js < src/lib/a.ts', 'dist/src/main.js < src/main.ts'];
