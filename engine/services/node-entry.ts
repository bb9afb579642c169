import { joinPath } from '../paths.ts';
import type { StartContext } from './start.ts';

/** The source file that `node dist/main.js` runs: the compiled path, or what it was compiled from. */
export function nodeEntry(context: StartContext, words: string[]): string | null {
  const file = words
    .slice(1)
    .find(
      (word) =>
        !word.startsWith('-') &&
        /[./\w]/.test(word) &&
        word !== 'start' &&
        word !== 'watch' &&
        word !== 'run',
    );
  const target = joinPath(context.root, file ?? '');
  const inside =
    context.root && target.startsWith(`${context.root}/`) ? target.slice(context.root.length + 1) : target;
  const bare = inside.replace(/\.[cm]?[jt]s$/, '');
  const source = bare.replace(/^(dist|build|out|lib|\.build)\//, '');
  const stems = [bare, `src/${source}`, source, source.replace(/^src\//, ''), `${bare}/index`];
  const forms = stems.flatMap((stem) =>
    ['.ts', '.js', '.mts', '.mjs', '.cjs', '.tsx'].map((extension) =>
      joinPath(context.root, stem + extension),
    ),
  );
  return [target, ...forms].find((path) => context.paths.has(path)) ?? null;
}
