import { readJson } from '@unblock/codemods/json/read';
import { isRecord } from '@unblock/platforms/reading';
import { recordOf } from '../json-value.ts';
import type { Files } from '../locate.ts';
import { joinPath } from '../paths.ts';

/** A project as nest-cli.json describes it; without the file, as Nest takes it to be. */
export interface NestProject {
  /** Relative to the folder of nest-cli.json. */
  sourceRoot: string;
  entryFile: string;
  builder: string;
  /** The tsconfig that is named; null where it is looked for. */
  tsconfig: string | null;
}

/**
 * A project of nest-cli.json, the default one without a name; null where there is none of that name.
 * https://docs.nestjs.com/cli/monorepo#cli-properties
 */
export function nestProject(files: Files & { root: string }, name: string | null): NestProject | null {
  const path = ['nest-cli.json', '.nestcli.json', 'nest.json']
    .map((file) => joinPath(files.root, file))
    .find((file) => files.paths.has(file));
  const reading = path === undefined ? null : readJson(files.read(path) ?? '', { comments: true });
  if (reading && !('value' in reading)) return null;
  const whole = recordOf(reading?.value);
  const projects = recordOf(whole.projects);
  const own = name === null ? {} : recordOf(Object.hasOwn(projects, name) ? projects[name] : null);
  if (name !== null && Object.keys(own).length === 0) return null;
  const options = { ...recordOf(whole.compilerOptions), ...recordOf(own.compilerOptions) };
  const text = (key: string, otherwise: string) =>
    [own[key], whole[key]].find((value) => typeof value === 'string') ?? otherwise;
  const { builder, webpack, tsConfigPath } = options;
  const kind = isRecord(builder) ? builder.type : builder;
  // A monorepo is built by webpack unless it says otherwise.
  const usual = webpack === true || (whole.monorepo === true && webpack === undefined) ? 'webpack' : 'tsc';
  return {
    sourceRoot: String(text('sourceRoot', 'src')),
    entryFile: String(text('entryFile', 'main')),
    builder: typeof kind === 'string' ? kind : usual,
    tsconfig: typeof tsConfigPath === 'string' ? tsConfigPath : null,
  };
}
