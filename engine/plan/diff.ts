import { createTwoFilesPatch } from 'diff';

/** A file before and after, with byte order marks; `before` is null for a new file. */
export interface FileChange {
  path: string;
  before: string | null;
  after: string;
}

/** A unified diff of the changes, in the form that `git apply` takes. `prefix` comes before every path. */
export function unifiedDiff(changes: readonly FileChange[], prefix = ''): string {
  return changes.map((change) => fileDiff({ ...change, path: prefix + change.path })).join('');
}

function fileDiff({ path, before, after }: FileChange): string {
  const body = createTwoFilesPatch('a', 'b', before ?? '', after, '', '', {
    context: 3,
    headerOptions: undefined,
  });
  const hunks = body.slice(body.indexOf('@@'));
  const header = `diff --git ${quote(`a/${path}`)} ${quote(`b/${path}`)}\n${before === null ? 'new file mode 100644\n' : ''}`;
  // An empty file has no lines: its header alone makes it.
  if (!body.includes('@@')) return before === null ? `${header}index 0000000..e69de29\n` : '';
  return `${header}--- ${before === null ? '/dev/null' : name(`a/${path}`)}\n+++ ${name(`b/${path}`)}\n${hunks}`;
}

/** Git quotes a path that holds a quote, a backslash or a control character, as a C string. */
function quote(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters git quotes
  if (!/["\\\u0000-\u001f]/.test(path)) return path;
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\t', '\\t').replaceAll('\n', '\\n')}"`;
}

/** A tab ends a path with spaces, so that they are not taken for its end. */
function name(path: string): string {
  const quoted = quote(path);
  return quoted.includes(' ') && !quoted.startsWith('"') ? `${quoted}\t` : quoted;
}
