#!/usr/bin/env node
import { describeError, typedLanguage } from './errors.ts';
import { type Commands, runProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();

/** Each command is loaded when it runs: `--version` and `--help` load none of them. */
const commands: Commands = {
  async scan(dir, flags) {
    const [{ scanCommand }, tool] = await Promise.all([import('./scan.ts'), loadTool()]);
    return scanCommand(dir, flags, tool, terminal);
  },
  async fix(dir, flags) {
    const [{ fixCommand }, tool] = await Promise.all([import('./fix.ts'), loadTool()]);
    return fixCommand(dir, flags, tool, terminal);
  },
  async report(dir, flags) {
    const [{ reportCommand }, tool] = await Promise.all([import('./report.ts'), loadTool()]);
    return reportCommand(dir, flags, tool, terminal);
  },
  async rules(flags) {
    const [{ rulesCommand }, tool] = await Promise.all([import('./rules.ts'), loadTool()]);
    return rulesCommand(flags, tool, terminal);
  },
  async explain(rule, flags) {
    const [{ explainCommand }, tool] = await Promise.all([import('./explain.ts'), loadTool()]);
    return explainCommand(rule, flags, tool, terminal);
  },
};

// A reader that closes the pipe early (`| head`) has seen enough.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

try {
  process.exitCode = await runProgram(process.argv.slice(2), commands);
} catch (error) {
  fail(error);
}

async function loadTool() {
  return (await import('./tool.ts')).loadTool();
}

/** Sets the exit code and says in one line why. Help and version end here too, with nothing more to say. */
function fail(error: unknown): void {
  terminal.endProgress();
  const isDone = error instanceof Error && 'exitCode' in error && error.exitCode === 0;
  if (isDone) return;
  const { code, line } = describeError(error, typedLanguage(process.argv.slice(2)));
  process.exitCode = code;
  terminal.err(`${line}\n`);
  if (process.env.UNBLOCK_DEBUG === '1' && error instanceof Error) terminal.err(`${error.stack}\n`);
}
