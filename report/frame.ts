import { codeFrameColumns } from '@babel/code-frame';
import type { OutcomeFinding } from '@unblock/engine/outcome';
import { createColors } from 'picocolors';
import { visible } from './text.ts';

/** Lines shown above and below the evidence. */
const AROUND = 2;
/** Longest line shown whole; minified files have lines of a megabyte. */
const WIDTH = 160;

/**
 * The lines around a finding with its evidence underlined, null where there is nothing to show.
 * Evidence over several lines is underlined on its first one.
 */
export function frame(finding: OutcomeFinding, source: string, colour: boolean): string | null {
  const lines = source.split('\n');
  const marked = lines[finding.line - 1];
  if (marked === undefined || marked.trim() === '') return null;
  const first = Math.max(1, finding.line - AROUND);
  const shown = lines.slice(first - 1, finding.line + AROUND).map(shorten);
  const end = finding.endLine === finding.line ? finding.endColumn : marked.trimEnd().length + 1;
  const inside = finding.column <= WIDTH;
  // Empty lines in front keep the numbers right, and the rest of a long file out of the frame's work.
  const text = codeFrameColumns(
    '\n'.repeat(first - 1) + shown.join('\n'),
    {
      start: { line: finding.line, column: inside ? finding.column : 0 },
      end: { line: finding.line, column: inside ? Math.min(end, WIDTH + 1) : 0 },
    },
    { linesAbove: AROUND, linesBelow: AROUND },
  );
  return colour ? paint(text) : text;
}

function shorten(line: string): string {
  const text = visible(line.replace(/\r$/, ''));
  return text.length > WIDTH ? `${text.slice(0, WIDTH)} …` : text;
}

function paint(text: string): string {
  const colours = createColors(true);
  return text
    .split('\n')
    .map((line) => {
      if (/^ +\| [ \t]*\^+$/.test(line)) return colours.red(line);
      return line.startsWith('>') ? colours.red('>') + line.slice(1) : colours.dim(line);
    })
    .join('\n');
}
