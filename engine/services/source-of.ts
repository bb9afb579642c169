import { joinPath } from '../paths.ts';
import type { StartContext } from './start.ts';

const EXTENSIONS = ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs', '.tsx', '.jsx'];

/**
 * The source file behind a path that a command runs: itself, with an extension, in a folder, or before it was compiled. Told by
 * the names of folders, as start commands are read before there is a model; what a build writes is worked out in build-output.ts.
 */
export function compiledFrom(context: Pick<StartContext, 'root' | 'paths'>, path: string): string | null {
  if (context.paths.has(path)) return path;
  const inside =
    context.root && path.startsWith(`${context.root}/`) ? path.slice(context.root.length + 1) : path;
  const bare = inside.replace(/\.[cm]?[jt]s$/, '');
  const source = bare.replace(/^(dist|build|out|lib|\.build)(\/|$)/, '');
  const stems = [bare, `src/${source}`, source, source.replace(/^src\//, '')].filter(Boolean);
  const forms = [...stems, ...stems.map((stem) => `${stem}/index`)].flatMap((stem) =>
    EXTENSIONS.map((extension) => joinPath(context.root, stem + extension)),
  );
  return forms.find((form) => context.paths.has(form)) ?? null;
}
