import { joinPath } from '../paths.ts';
import { inputsOf, type Tsconfig } from './tsconfig.ts';

/** What working out the output of a compiler needs to know of the repository. */
export interface CompilerFiles {
  paths: ReadonlySet<string>;
  read(path: string): string | null;
  /** The specifiers that a module imports; null where it cannot be read. */
  imports(path: string): readonly { module: string }[] | null;
  locate(from: string, module: string): string | null;
}

/** The files that the TypeScript compiler writes, each with the source it is made from. */
export type Outputs = ReadonlyMap<string, string>;

/**
 * What `tsc` writes by a tsconfig. Without `rootDir`, sources keep their path below the deepest folder that holds them all,
 * those among them that imports bring; from TypeScript 6 on, below the folder of the tsconfig.
 * https://www.typescriptlang.org/tsconfig/#rootDir
 *
 * @param major the compiler's major version; null where it is not known.
 * @returns null where it cannot be told.
 */
export function compile(files: CompilerFiles, config: Tsconfig, major: number | null): Outputs | null {
  const { options, outDir } = config;
  if (options.noEmit === true || options.emitDeclarationOnly === true) return new Map();
  if (typeof options.outFile === 'string' || (!config.complete && !(outDir && config.rootDir))) return null;
  const sources = withImported(files, inputsOf(files, config), options);
  if (outDir === null) return outputsOf(sources, '', '', options);
  const given = config.rootDir ?? (options.composite === true ? config.folder : null);
  if (given !== null) return outputsOf(sources, given, outDir, options);
  const common = commonFolder(sources);
  if (major === null) return common === config.folder ? outputsOf(sources, common, outDir, options) : null;
  return outputsOf(sources, major >= 6 ? config.folder : common, outDir, options);
}

function outputsOf(
  sources: readonly string[],
  root: string,
  outDir: string,
  { jsx }: Tsconfig['options'],
): Outputs | null {
  const outputs = new Map<string, string>();
  const prefix = root ? `${root}/` : '';
  const folder = joinPath('', outDir);
  for (const source of sources) {
    // The compiler refuses what lies outside `rootDir`.
    if (!source.startsWith(prefix)) return null;
    const name = source
      .slice(prefix.length)
      .replace(/\.tsx$/, jsx === 'preserve' ? '.jsx' : '.js')
      .replace(/\.([cm]?)ts$/, '.$1js');
    outputs.set(folder ? `${folder}/${name}` : name, source);
  }
  return outputs;
}

/** The deepest folder that holds all files; '' for none. */
export function commonFolder(paths: readonly string[]): string {
  const [first, ...others] = paths.map((path) => path.split('/').slice(0, -1));
  let common = first ?? [];
  for (const folder of others) {
    const end = common.findIndex((segment, index) => folder[index] !== segment);
    common = end < 0 ? common : common.slice(0, end);
  }
  return common.join('/');
}

/** Words that may import; which of them do is asked of the tree. */
const SPECIFIER = /(?:\bfrom|\bimport|\brequire\()\s*\(?\s*['"]([^'"\n]+)['"]/g;

/** The sources with what they import from outside the folder that holds them. */
function withImported(
  files: CompilerFiles,
  inputs: readonly string[],
  options: Tsconfig['options'],
): string[] {
  const prefix = `${commonFolder(inputs)}/`;
  const all = new Set(inputs);
  if (prefix === '/') return [...all];
  // Many files import the same packages, and most of the rest lies beside them.
  const packages = new Map<string, string | null>();
  const targetOf = (path: string, module: string): string | null => {
    if (!module.startsWith('.')) {
      const known = packages.get(module);
      const target = known === undefined ? files.locate(path, module) : known;
      packages.set(module, target);
      return target;
    }
    // Nothing leads from there to another folder than one below.
    if (path.startsWith(prefix) && !module.includes('..')) return null;
    const beside = joinPath(path.slice(0, path.lastIndexOf('/')), module);
    return beside.startsWith(prefix) ? null : files.locate(path, module);
  };
  // What is added can import further files: the set is walked while it grows.
  for (const path of all) {
    const isOutside = (target: string | null): target is string =>
      target !== null && !all.has(target) && !target.startsWith(prefix) && isEmitted(target, options);
    const words = [...(files.read(path) ?? '').matchAll(SPECIFIER)];
    if (!words.some(([, module = '']) => isOutside(targetOf(path, module)))) continue;
    for (const { module } of files.imports(path) ?? []) {
      const target = targetOf(path, module);
      if (isOutside(target)) all.add(target);
    }
  }
  return [...all].sort();
}

function isEmitted(path: string, { allowJs, resolveJsonModule }: Tsconfig['options']): boolean {
  if (/\.d\.[cm]?ts$/.test(path)) return false;
  if (/\.[cm]?tsx?$/.test(path)) return true;
  if (path.endsWith('.json')) return resolveJsonModule === true;
  return allowJs === true && /\.[cm]?jsx?$/.test(path);
}
