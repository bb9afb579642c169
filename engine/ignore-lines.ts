import ignore from 'ignore';
import type { Span } from './facts.ts';

/** A line of an ignore file that keeps a path out. */
export interface IgnoreLine {
  /** The pattern as it is written. */
  pattern: string;
  span: Span;
  /** The line with its end. */
  whole: { start: number; end: number };
}

/** How the patterns of a file are read: git's, or Docker's, which count from the folder of the file. */
export type Dialect = 'git' | 'docker';

/** What a file says of a path that is relative to its folder. */
export type Verdict = 'ignored' | 'kept' | 'silent';

/** Whether a file ignores a path, keeps it by a negation, or says nothing of it. */
export function verdict(text: string, path: string, dialect: Dialect): Verdict {
  if (dialect === 'git') {
    const { ignored, unignored } = ignore().add(text).test(path);
    return ignored ? 'ignored' : unignored ? 'kept' : 'silent';
  }
  // The last pattern that matches decides, below an excluded folder too.
  // https://docs.docker.com/build/concepts/context/#dockerignore-files
  let result: Verdict = 'silent';
  for (const { pattern } of linesOf('', text)) {
    const isNegation = pattern.startsWith('!');
    const anchored = `/${pattern.replace(/^!?\s*(\.?\/)?/, '').replace(/\/$/, '')}`;
    if (ignore().add(anchored).ignores(path)) result = isNegation ? 'kept' : 'ignored';
  }
  return result;
}

/** The lines that keep a path out, each by itself; the negations behind them are honoured. */
export function ignoringLines(file: string, text: string, path: string, dialect: Dialect): IgnoreLine[] {
  if (verdict(text, path, dialect) !== 'ignored') return [];
  const lines = linesOf(file, text);
  return lines.filter((line, index) => {
    if (line.pattern.startsWith('!')) return false;
    const negations = lines.slice(index + 1).filter(({ pattern }) => pattern.startsWith('!'));
    const alone = [line, ...negations].map(({ pattern }) => pattern).join('\n');
    return verdict(alone, path, dialect) === 'ignored';
  });
}

function linesOf(file: string, text: string): IgnoreLine[] {
  const lines: IgnoreLine[] = [];
  let start = 0;
  for (const whole of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const pattern = whole.trim();
    const from = start + whole.indexOf(pattern);
    if (pattern && !pattern.startsWith('#'))
      lines.push({
        pattern,
        span: { path: file, start: from, end: from + pattern.length },
        whole: { start, end: start + whole.length },
      });
    start += whole.length;
  }
  return lines;
}

/** A path as an ignore file counts it: from the folder of the file. */
export function relativeTo(file: string, path: string): string {
  return path.slice(file.lastIndexOf('/') + 1);
}
