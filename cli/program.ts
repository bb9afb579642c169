import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { UsageError } from './errors.ts';
import type { FixFlags } from './fix.ts';
import type { CountFlags } from './options.ts';
import type { ReportFlags } from './report.ts';
import { nearest, oneOf } from './suggest.ts';
import { version } from './version.ts';

/** The commands, each returning its exit code. They load what they need themselves, so that help costs nothing. */
export interface Commands {
  scan(dir: string, flags: CountFlags): Promise<number>;
  fix(dir: string, flags: FixFlags): Promise<number>;
  report(dir: string, flags: ReportFlags): Promise<number>;
  rules(flags: { lang: string }): Promise<number>;
  explain(rule: string, flags: { lang: string }): Promise<number>;
}

/**
 * Reads the arguments and runs the command they name. Returns its exit code.
 * @throws {UsageError} for a mistyped command
 * @throws {CommanderError} for arguments that are not understood, and for help and version with exit code 0
 */
export async function runProgram(args: string[], commands: Commands): Promise<number> {
  let code = 0;
  const program = new Command('unblock')
    .description(
      'Finds what would stop a repository from being deployed, patches it and explains every patch.',
    )
    .version(version)
    .exitOverride()
    // The one line of an error is written where all errors are.
    .configureOutput({ outputError: () => {} })
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage error, 70 a bug in unblock, 75 try again.',
    );

  const scan = withCount(
    program
      .command('scan', { isDefault: true })
      .description('say what stops the repository from being deployed'),
  ).action(async (dir: string, flags: CountFlags) => {
    code = await commands.scan(dir, flags);
  });

  withCount(program.command('fix').description('plan the patches, show the diff, ask, apply'))
    .option('-y, --yes', 'apply without asking')
    .option('--dry-run', 'print the diff, write nothing; the exit code counts what would remain')
    .option('--safety <level>', 'most risky fixes to take: safe or review', 'review')
    .option('--patch <file>', 'write the diff for `git apply` to a file instead of applying it')
    .option('--report <file>', 'write the FI9_NAYEK report of what was done to a file')
    .option('--allow-dirty', 'work on a tree with uncommitted changes')
    .action(async (dir: string, flags: FixFlags) => {
      code = await commands.fix(dir, flags);
    });

  withTarget(program.command('report').description('write the FI9_NAYEK patch report in Markdown'))
    .option('-o, --output <file>', 'write to a file instead of standard output')
    .option('--date <date>', 'date of the report, as 2026-01-31 (default: the date of the commit)')
    .action(async (dir: string, flags: ReportFlags) => {
      code = await commands.report(dir, flags);
    });

  withLanguage(program.command('rules').description('list the rules')).action(
    async (flags: { lang: string }) => {
      code = await commands.rules(flags);
    },
  );

  withLanguage(program.command('explain').description('print the page of a rule'))
    .argument('<rule>', 'name of the rule')
    .action(async (rule: string, flags: { lang: string }) => {
      code = await commands.explain(rule, flags);
    });

  program.addHelpText('after', () => `\nOptions of scan, the default command:\n${optionLines(scan)}`);
  assertCommand(
    args,
    program.commands.map((command) => command.name()),
  );
  await program.parseAsync(args, { from: 'user' });
  return code;
}

/** A mistyped command would be taken for the folder of the default one, and the rest for too much. */
function assertCommand([word = '', topic]: string[], known: string[]): void {
  if (word === 'help') {
    if (topic !== undefined && !topic.startsWith('-')) oneOf('command', topic, known);
    return;
  }
  if (word === '' || word.startsWith('-') || known.includes(word) || existsSync(word)) return;
  const meant = nearest(word, [...known, 'help']);
  if (meant === null) return;
  throw new UsageError(
    `no folder or command "${word}"; did you mean "${meant}"?`,
    `ni dossier ni commande "${word}"\u00a0; vouliez-vous dire "${meant}"\u00a0?`,
  );
}

function withCount(command: Command): Command {
  return withTarget(command)
    .option('--format <format>', 'pretty or json', 'pretty')
    .option(
      '--fail-on <severity>',
      'lowest severity that makes the exit code 1: critical, important or advice',
      'critical',
    );
}

function withTarget(command: Command): Command {
  return withLanguage(command)
    .argument('[dir]', 'the repository', '.')
    .option(
      '--platform <id>',
      'platform to deploy on; may be repeated (default: those with a manifest)',
      collect,
    )
    .option('--rule <id>', 'only this rule; may be repeated', collect);
}

function withLanguage(command: Command): Command {
  return command.option('--lang <language>', 'en or fr', 'en');
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function optionLines(command: Command): string {
  const help = command.createHelp();
  const lines = help.visibleOptions(command).map((option) => {
    return `  ${help.optionTerm(option).padEnd(24)}${help.optionDescription(option)}`;
  });
  return lines.join('\n');
}
