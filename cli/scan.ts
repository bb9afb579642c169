import { json, pretty } from '@unblock/report';
import { type CountFlags, countOptions, exitCode, languageOf, runOptions, typedTarget } from './options.ts';
import type { Terminal } from './terminal.ts';
import type { Tool } from './tool.ts';

/** `unblock scan [dir]`: says what stops the repository from being deployed. Returns the exit code. */
export async function scanCommand(
  dir: string,
  flags: CountFlags,
  tool: Tool,
  terminal: Terminal,
): Promise<number> {
  const { isJson, failOn } = countOptions(flags);
  const language = languageOf(flags);
  const options = await runOptions(dir, flags, tool, terminal);
  const { outcome, source } = await tool.scan(options, tool.rules);
  terminal.endProgress();
  const view = { language, colour: terminal.colour, target: typedTarget(dir) };
  terminal.out(isJson ? json(outcome, language) : pretty(outcome, source, view));
  return exitCode(outcome.stats.findings, failOn);
}
