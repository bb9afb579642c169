import { option, type SimpleCommand } from '@unblock/codemods/shell/index';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { compilerFiles, majorOf, typescriptMajor } from './build-output.ts';
import { commonFolder, compile, type Outputs } from './compile.ts';
import { nestProject } from './nest-cli.ts';
import { readTsconfig, type Tsconfig } from './tsconfig.ts';

/**
 * What `nest build` writes: by the tsconfig of the build like the compiler, or one bundle where webpack builds. Null where it
 * cannot be told. https://docs.nestjs.com/cli/monorepo#global-compiler-options
 */
export function nestBuild(
  model: Model,
  service: Pick<Service, 'dependencies'>,
  folder: string,
  command: SimpleCommand,
): { config: string | null; outputs: Outputs } | null {
  const words = command.words.slice(1).map(({ value }) => value ?? '');
  if (words[0] !== 'build') return null;
  const name = words.slice(1).find((word) => !word.startsWith('-')) ?? null;
  const context = { root: folder, paths: model.paths, read: (path: string) => model.read(path) };
  const project = nestProject(context, name);
  if (!project) return null;
  const named = option(command, ['-p', '--path'])?.value ?? project.tsconfig;
  const path = [named, ...(named ? [] : ['tsconfig.build.json', 'tsconfig.json'])]
    .map((file) => joinPath(folder, file ?? ''))
    .find((file) => model.paths.has(file));
  const config = path === undefined ? null : readTsconfig(model, path);
  if (!path || !config) return null;
  const builder =
    option(command, ['-b', '--builder'])?.value ??
    (words.includes('--webpack') ? 'webpack' : project.builder);
  const outputs =
    builder === 'tsc'
      ? compile(compilerFiles(model), config, typescriptMajor(service))
      : builder === 'webpack'
        ? bundle(model, folder, project, config)
        : builder === 'swc'
          ? swc(model, service, folder, config)
          : null;
  return outputs && { config: path, outputs };
}

/** One file of the name of the entry, where the tsconfig puts output. */
function bundle(
  model: Model,
  folder: string,
  project: { sourceRoot: string; entryFile: string },
  { outDir }: Tsconfig,
): Outputs | null {
  const source = joinPath(folder, `${project.sourceRoot}/${project.entryFile}.ts`);
  if (outDir === null || !model.paths.has(source)) return null;
  return new Map([[joinPath(outDir, `${project.entryFile}.js`), source]]);
}

/** Since version 10.3 of its command line, paths lose their first folder, as TypeScript has it where that is the only one. */
function swc(
  model: Model,
  service: Pick<Service, 'dependencies'>,
  folder: string,
  config: Tsconfig,
): Outputs | null {
  const outputs = compile(compilerFiles(model), config, 5);
  const major = majorOf(service.dependencies, '@nestjs/cli');
  const sources = [...(outputs?.values() ?? [])];
  const isPlain = commonFolder(sources) === joinPath(folder, 'src');
  return major !== null && major >= 11 && isPlain ? outputs : null;
}
