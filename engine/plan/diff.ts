import { createTwoFilesPatch } from 'diff';
import { maskSecrets } from '../secrets.ts';

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

/**
 * The same for people to see, secrets masked. They are looked for in the whole texts, as a hunk may cut off what tells
 * them; the lines that change are those of the real texts, so that a line stays changed where both sides are masked.
 */
export function displayDiff(changes: readonly FileChange[]): string {
  return changes.map(maskedDiff).join('');
}

function maskedDiff(change: FileChange): string {
  const old = maskSecrets(change.before ?? '').split('\n');
  const next = maskSecrets(change.after).split('\n');
  let [from, to] = [0, 0];
  let isBody = false;
  return fileDiff(change)
    .split('\n')
    .map((line) => {
      const range = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
      if (range) {
        [from, to] = [Number(range[1]) - 1, Number(range[2]) - 1];
        isBody = true;
      }
      if (range || !isBody) return line;
      const mark = line[0];
      if (mark === '-') return `-${old[from++]}`;
      if (mark === ' ') from += 1;
      return mark === '+' || mark === ' ' ? `${mark}${next[to++]}` : line;
    })
    .join('\n');
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
