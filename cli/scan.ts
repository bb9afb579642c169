import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { json, pretty } from '@unblock/report';
import { UsageError } from './errors.ts';
import { type CountFlags, countOptions, exitCode, languageOf, runOptions, typedTarget } from './options.ts';
import { nearest } from './suggest.ts';
import type { Terminal } from './terminal.ts';
import type { Tool } from './tool.ts';

export interface ScanFlags extends CountFlags {
  /** The names of the commands, to tell a mistyped one from a folder. */
  commands: string[];
}

/** `unblock scan [dir]`: says what stops the repository from being deployed. Returns the exit code. */
export async function scanCommand(
  dir: string,
  flags: ScanFlags,
  tool: Tool,
  terminal: Terminal,
): Promise<number> {
  const { isJson, failOn } = countOptions(flags);
  const language = languageOf(flags);
  const options = runOptions(dir, flags, tool, terminal);
  const meant = existsSync(resolve(terminal.cwd, dir)) ? null : nearest(dir, flags.commands);
  if (meant !== null) throw new UsageError(`no folder or command "${dir}"; did you mean "${meant}"?`);
  const { outcome, source } = await tool.scan(options, tool.rules);
  terminal.endProgress();
  const view = { language, colour: terminal.colour, target: typedTarget(dir) };
  terminal.out(isJson ? json(outcome, language) : pretty(outcome, source, view));
  return exitCode(outcome.stats.findings, failOn);
}
