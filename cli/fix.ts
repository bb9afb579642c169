import type { PlanResult } from '@unblock/engine';
import type { Language } from '@unblock/engine/outcome';
import { diffView, json, markdown, patchView } from '@unblock/report';
import { UsageError } from './errors.ts';
import { type CountFlags, countOptions, exitCode, languageOf, runOptions } from './options.ts';
import { oneOf } from './suggest.ts';
import type { Terminal } from './terminal.ts';
import type { Tool } from './tool.ts';
import { assertWritable, writeNamed } from './write.ts';

export interface FixFlags extends CountFlags {
  yes?: boolean;
  dryRun?: boolean;
  allowDirty?: boolean;
  safety: string;
  patch?: string;
  report?: string;
}

const TEXT = {
  en: {
    masked: 'Secrets are masked in the diff shown here; --patch FILE writes it whole.',
    nothingWritten: 'Nothing was written.',
    written: 'Patch written to',
    apply: 'Apply these patches? [y/N] ',
    unchanged: 'Nothing was changed.',
  },
  fr: {
    masked: "Les secrets sont masqués dans le diff affiché\u00a0; --patch FICHIER l'écrit en entier.",
    nothingWritten: "Rien n'a été écrit.",
    written: 'Patch écrit dans',
    apply: 'Appliquer ces patchs\u00a0? [o/N] ',
    unchanged: "Rien n'a été modifié.",
  },
} satisfies Record<Language, Record<string, string>>;

/**
 * `unblock fix [dir]`: plans, shows the diff, asks, applies. Returns the exit code, which counts what remains.
 * With `--dry-run` or `--patch` the target is not touched, and the code counts what would remain.
 */
export async function fixCommand(
  dir: string,
  flags: FixFlags,
  tool: Tool,
  terminal: Terminal,
): Promise<number> {
  const { isJson, failOn } = countOptions(flags);
  const safety = oneOf('safety', flags.safety, ['safe', 'review']);
  const options = await runOptions(dir, flags, tool, terminal);
  const language = languageOf(flags);
  const writes = !flags.dryRun && flags.patch === undefined;
  if (flags.report !== undefined) assertWritable(flags.report, terminal);
  if (writes) {
    assertAgreement(flags, terminal);
    // Before the plan too, which takes its time.
    await assertClean(options.root, flags, tool, []);
  }
  const plan = await tool.plan({ ...options, safety }, tool.rules);
  const touched = plan.outcome.patches.flatMap((patch) => patch.files.map((file) => file.path));
  if (writes && touched.length > 0) await assertClean(options.root, flags, tool, touched);
  terminal.endProgress();
  if (!isJson) showDiff(plan, language, terminal);
  if (flags.patch !== undefined && plan.changes > 0) {
    writeNamed(flags.patch, plan.diff, terminal);
    terminal.err(`${TEXT[language].written} ${flags.patch}\n`);
  }
  const gap = isJson || plan.displayDiff === '' ? '' : '\n';
  const shown = (outcome: PlanResult['outcome']) =>
    terminal.out(gap + patchView(outcome, { language, colour: terminal.colour }));
  const aside = (outcome: PlanResult['outcome']) =>
    terminal.err(gap + patchView(outcome, { language, colour: terminal.errColour }));
  const isAsked = writes && plan.changes > 0 && !flags.yes;
  if (isAsked && isJson) terminal.err(diffView(plan.displayDiff, terminal.errColour));
  if (isAsked) aside(plan.outcome);
  const isRefused = isAsked && !isYes(await terminal.ask(TEXT[language].apply));
  const outcome = writes && plan.changes > 0 && !isRefused ? await plan.apply() : plan.outcome;
  terminal.endProgress();

  if (isJson) terminal.out(json(outcome, language));
  // Standard output of a dry run is the diff and nothing else.
  else if (!isRefused) (flags.dryRun ? aside : shown)(outcome);
  if (flags.dryRun) terminal.err(`${TEXT[language].nothingWritten}\n`);
  if (isRefused) terminal.err(`${TEXT[language].unchanged}\n`);
  if (flags.report !== undefined) writeNamed(flags.report, markdown(outcome, { language }), terminal);
  return exitCode(isRefused ? outcome.stats.findings : outcome.stats.remaining, failOn);
}

function isYes(answer: string): boolean {
  return /^(y|yes|o|oui)$/i.test(answer);
}

/** Writing needs a person who agrees. */
function assertAgreement(flags: FixFlags, terminal: Terminal): void {
  if (flags.yes || terminal.interactive) return;
  throw new UsageError(
    'nobody to ask: the input is no terminal; use --yes to apply, --dry-run to look',
    "personne à qui demander\u00a0: l'entrée n'est pas un terminal\u00a0; --yes applique, --dry-run montre",
  );
}

/** Writing needs a work tree without changes that it could hurt; `touched` are the files of the plan. */
async function assertClean(root: string, flags: FixFlags, tool: Tool, touched: string[]): Promise<void> {
  if (flags.allowDirty) return;
  const dirty = await tool.dirtyFiles(root, touched);
  if (dirty.length === 0) return;
  const more = dirty.length > 3 ? ', …' : '';
  const files = `${dirty.length}: ${dirty.slice(0, 3).join(', ')}${more}`;
  throw new UsageError(
    `the work tree has uncommitted changes (${files}); commit them or use --allow-dirty`,
    `des modifications ne sont pas validées dans Git (${files.replace(':', '\u00a0:')})\u00a0; les valider ou utiliser --allow-dirty`,
  );
}

function showDiff(plan: PlanResult, language: Language, terminal: Terminal): void {
  if (plan.displayDiff === '') return;
  terminal.out(diffView(plan.displayDiff, terminal.colour));
  if (plan.displayDiff !== plan.diff) terminal.err(`${TEXT[language].masked}\n`);
}
