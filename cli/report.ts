import { markdown } from '@unblock/report';
import { EXIT, UsageError } from './errors.ts';
import { languageOf, runOptions, type TargetFlags } from './options.ts';
import type { Terminal } from './terminal.ts';
import type { Tool } from './tool.ts';
import { writeNamed } from './write.ts';

export interface ReportFlags extends TargetFlags {
  output?: string;
  date?: string;
}

/** `unblock report [dir]`: the FI9_NAYEK report of the plan, in Markdown. Touches nothing in the target. */
export async function reportCommand(
  dir: string,
  flags: ReportFlags,
  tool: Tool,
  terminal: Terminal,
): Promise<number> {
  const { date, output } = flags;
  if (date !== undefined && !isDay(date)) {
    throw new UsageError(
      `no date "${date}"; write it as 2026-01-31`,
      `"${date}" n'est pas une date\u00a0; l'écrire comme 2026-01-31`,
    );
  }
  const language = languageOf(flags);
  const options = await runOptions(dir, flags, tool, terminal);
  const { outcome } = await tool.plan({ ...options, safety: 'review' }, tool.rules);
  terminal.endProgress();
  const text = markdown(outcome, { language, date });
  if (output === undefined) terminal.out(text);
  else writeNamed(output, text, terminal);
  return EXIT.clean;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
