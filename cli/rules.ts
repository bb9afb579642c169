import { visible } from '@unblock/report';
import { createColors } from 'picocolors';
import { EXIT } from './errors.ts';
import { languageOf } from './options.ts';
import type { Terminal } from './terminal.ts';
import type { Tool } from './tool.ts';

/** `unblock rules`: the catalogue, one rule on a line. */
export async function rulesCommand(flags: { lang: string }, tool: Tool, terminal: Terminal): Promise<number> {
  const language = languageOf(flags);
  const colours = createColors(terminal.colour);
  const rules = await tool.rules();
  const width = Math.max(...rules.map((rule) => rule.id.length));
  for (const rule of rules) {
    const id = colours.bold(rule.id.padEnd(width));
    terminal.out(`${id}  ${rule.severity.padEnd(9)}  ${visible(rule.summary[language])}\n`);
  }
  return EXIT.clean;
}
