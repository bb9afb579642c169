import { option, type SimpleCommand } from '@unblock/codemods/shell/index';
import type { Expression } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { majorOf } from './build-output.ts';
import { commonFolder, type Outputs } from './compile.ts';
import { stringIn } from './scripts.ts';

export type Bundler = 'tsup' | 'esbuild' | 'swc' | 'babel' | 'ncc';

/** What a bundler writes, by its command line or by a settings file with literal values. */
export interface Bundled {
  bundler: Bundler;
  config: string | null;
  outputs: Outputs;
}

const EXTENSION = /\.[cm]?[jt]sx?$/;

/** What a call of tsup, esbuild, swc, babel or ncc writes; null for another program, and where it cannot be told. */
export function bundled(
  model: Model,
  service: Pick<Service, 'dependencies'>,
  folder: string,
  command: SimpleCommand,
  name: string,
): Bundled | null {
  switch (name) {
    case 'tsup':
      return tsup(model, folder, command);
    case 'esbuild':
      return esbuild(model, folder, command);
    case 'swc':
    case 'babel':
      return folderCompiler(model, service, folder, command, name);
    case 'ncc':
      return ncc(model, folder, command);
    default:
      return null;
  }
}

/** https://tsup.egoist.dev */
function tsup(model: Model, folder: string, command: SimpleCommand): Bundled | null {
  const config = ['ts', 'js', 'mjs', 'cjs', 'mts', 'cts', 'json']
    .map((extension) => joinPath(folder, `tsup.config.${extension}`))
    .find((path) => model.paths.has(path));
  const settings = config ? settingsOf(model, config) : {};
  if (!settings || option(command, ['--config'])) return null;
  const given = entriesIn(model, folder, command, /^(-d|--out-dir|--format|--target|--tsconfig|--env)$/);
  const entries = given.length > 0 ? namedBy(given) : entriesOf(model, folder, settings.entry);
  const outDir = option(command, ['-d', '--out-dir'])?.value ?? literal(settings.outDir) ?? 'dist';
  const named = option(command, ['--format'])?.value?.split(',') ?? literals(settings.format);
  const formats = named ?? (settings.format === undefined ? ['cjs'] : null);
  if (!entries || !formats || settings['...'] || settings.outExtension) return null;
  const isModule = typeOf(model, folder) === 'module';
  const outputs = entries.flatMap(([stem, source]) =>
    formats.map((format): [string, string] => {
      const isUsual = isModule ? format === 'esm' : format === 'cjs';
      const extension = isUsual
        ? '.js'
        : format === 'esm'
          ? '.mjs'
          : format === 'cjs'
            ? '.cjs'
            : '.global.js';
      return [joinPath(folder, `${outDir}/${stem}${extension}`), source];
    }),
  );
  return { bundler: 'tsup', config: config ?? null, outputs: new Map(outputs) };
}

/** https://esbuild.github.io/api/ */
function esbuild(model: Model, folder: string, command: SimpleCommand): Bundled | null {
  const entries = entriesIn(model, folder, command, /^$/);
  const value = (name: string) => option(command, [name])?.value ?? null;
  const [outfile, outdir, base] = [value('--outfile'), value('--outdir'), value('--outbase')];
  const [first] = entries;
  if (!first || command.words.some(({ raw }) => raw.startsWith('--entry-names'))) return null;
  const made = (outputs: [string, string][]): Bundled => ({
    bundler: 'esbuild',
    config: null,
    outputs: new Map(outputs),
  });
  if (outfile) return made([[joinPath(folder, outfile), first]]);
  if (!outdir) return null;
  const extension = option(command, ['--out-extension:.js'])?.value ?? '.js';
  const root = base === null ? undefined : joinPath(folder, base);
  return made(
    namedBy(entries, root).map(([stem, source]) => [
      joinPath(folder, `${outdir}/${stem}${extension}`),
      source,
    ]),
  );
}

/** `swc src -d dist`, `babel src --out-dir dist`: every file of a folder. Since version 0.3, swc keeps that folder's own name. */
function folderCompiler(
  model: Model,
  service: Pick<Service, 'dependencies'>,
  folder: string,
  command: SimpleCommand,
  name: 'swc' | 'babel',
): Bundled | null {
  const words = command.words.slice(1).map(({ value }) => value ?? '');
  const source = words.find((word) => /^[\w.]/.test(word) && !word.includes('='));
  const outDir = option(command, ['-d', '--out-dir'])?.value;
  if (!source || !outDir || source === outDir || EXTENSION.test(source)) return null;
  const from = joinPath(folder, source);
  const version = majorOf(service.dependencies, '@swc/cli') === null ? null : swcMinor(service);
  if (name === 'swc' && version === null) return null;
  const keeps = name === 'swc' && (version ?? 0) >= 3 && !words.includes('--strip-leading-paths');
  const isTypeScript = name === 'swc' || words.some((word) => word.includes('.ts'));
  const pattern = isTypeScript ? EXTENSION : /\.[cm]?jsx?$/;
  const outputs = [...model.paths]
    .filter((path) => path.startsWith(`${from}/`) && pattern.test(path) && !/\.d\.[cm]?ts$/.test(path))
    .map((path): [string, string] => {
      const inside = `${keeps ? `${source}/` : ''}${path.slice(from.length + 1)}`;
      return [joinPath(folder, `${outDir}/${inside.replace(EXTENSION, '.js')}`), path];
    });
  return { bundler: name, config: null, outputs: new Map(outputs) };
}

function swcMinor({ dependencies }: Pick<Service, 'dependencies'>): number | null {
  const range = dependencies.entries.find((entry) => entry.name === '@swc/cli')?.specifier ?? '';
  const minor = /^[\^~]?0\.(\d+)/.exec(range)?.[1];
  return minor === undefined ? null : Number(minor);
}

/** https://github.com/vercel/ncc */
function ncc(model: Model, folder: string, command: SimpleCommand): Bundled | null {
  const [source] = entriesIn(model, folder, command, /^(-o|--out)$/);
  const out = option(command, ['-o', '--out'])?.value ?? 'dist';
  return source
    ? { bundler: 'ncc', config: null, outputs: new Map([[joinPath(folder, `${out}/index.js`), source]]) }
    : null;
}

/** The words of a command that are files of the repository. */
function entriesIn(model: Model, folder: string, command: SimpleCommand, valued: RegExp): string[] {
  const { words } = command;
  return words.slice(1).flatMap(({ value }, index) => {
    const isValue = valued.test(words[index]?.value ?? '');
    const path = joinPath(folder, value ?? '');
    return !isValue && value !== null && EXTENSION.test(value) && model.paths.has(path) ? [path] : [];
  });
}

/** Entries by their path below the folder that holds them all, without extension. */
function namedBy(entries: readonly string[], root = commonFolder(entries)): [string, string][] {
  const prefix = root ? `${root}/` : '';
  return entries.map((path) => [
    path.slice(path.startsWith(prefix) ? prefix.length : 0).replace(EXTENSION, ''),
    path,
  ]);
}

function entriesOf(model: Model, folder: string, entry: Expression | undefined): [string, string][] | null {
  if (entry === undefined) {
    // https://tsup.egoist.dev/#custom-configuration: it looks for these by itself.
    const usual = ['src/index.ts', 'src/index.tsx', 'src/index.js', 'index.ts'];
    const found = usual.map((path) => joinPath(folder, path)).find((path) => model.paths.has(path));
    return found ? namedBy([found]) : null;
  }
  const files = (values: readonly string[]) => values.map((value) => joinPath(folder, value));
  const list = literals(entry);
  if (list) {
    const paths = files(list);
    return paths.every((path) => model.paths.has(path)) ? namedBy(paths) : null;
  }
  if (entry.kind !== 'object') return null;
  const named = Object.entries(entry.properties).map(([stem, value]) => [stem, literal(value)] as const);
  return named.every((pair): pair is readonly [string, string] => pair[1] !== null)
    ? named.map(([stem, path]) => [stem, joinPath(folder, path)])
    : null;
}

/** The properties of the object that a settings file exports, also through `defineConfig(…)`; null where it is another value. */
function settingsOf(model: Model, path: string): Record<string, Expression> | null {
  const summary = model.module(path);
  const name = summary?.exports.default;
  const exported = name === undefined ? undefined : summary?.bindings[name];
  const value = exported?.kind === 'call' ? exported.arguments[0] : exported;
  return value?.kind === 'object' ? value.properties : null;
}

function literal(expression: Expression | undefined): string | null {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : null;
}

/** The texts of an array, or the one text that stands for it. */
function literals(expression: Expression | undefined): string[] | null {
  const single = literal(expression);
  if (single !== null) return [single];
  if (expression?.kind !== 'list') return null;
  const texts = expression.items.map((item) => literal(item));
  return texts.every((text) => text !== null) ? texts : null;
}

/** `"type"` of the package. */
function typeOf(model: Model, folder: string): string | null {
  const text = model.read(joinPath(folder, 'package.json'));
  return text === null ? null : (stringIn(text, ['type'])?.value ?? null);
}
