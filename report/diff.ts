import { createColors } from 'picocolors';
import { visible } from './text.ts';

/** A unified diff for people. Without colour it is the diff itself, byte for byte. */
export function diffView(diff: string, colour: boolean): string {
  if (!colour) return diff;
  const colours = createColors(true);
  const paint = (line: string): string => {
    const text = visible(line.replace(/\r$/, ''));
    if (/^(diff |index |--- |\+\+\+ |new file )/.test(text)) return colours.bold(text);
    if (text.startsWith('@@')) return colours.cyan(text);
    if (text.startsWith('+')) return colours.green(text);
    if (text.startsWith('-')) return colours.red(text);
    return text;
  };
  return diff.split('\n').map(paint).join('\n');
}
