import type { Outcome, OutcomePatch } from '@unblock/engine/outcome';
import { createColors } from 'picocolors';
import { behind } from './platform.ts';
import { counts, type TerminalOptions } from './pretty.ts';
import { serviceLabel } from './service.ts';
import { type Open, openFindings, platformSteps, restOf, stateWord, unknownParts } from './state.ts';
import { oneLine, visible } from './text.ts';
import { wordsIn } from './words.ts';

/** What a fix did or would do: its patches, what it left alone and why, what a person still has to do, what remains. */
export function patchView(outcome: Outcome, options: TerminalOptions): string {
  const words = wordsIn(options.language);
  const colon = words('colon');
  const text = (prose: { en: string; fr: string }) => visible(oneLine(prose[options.language]));
  const open = openFindings(outcome, options.language);
  const openLine = (item: Open) =>
    `${visible(item.path)}:${item.line} ${item.rule}${item.patchedOnly ? ` (${words('patchedOnlyShort')})` : ''}${colon} ${visible(oneLine(item.text))}`;
  const lists: [string, string[]][] = [
    [
      words('patches'),
      outcome.patches.flatMap((patch) => [patchLine(patch, options), ...reasonLine(patch, outcome, options)]),
    ],
    [words('skippedShort'), open.filter((item) => !item.byHand).map(openLine)],
    [words('byHandTitle'), open.filter((item) => item.byHand).map(openLine)],
    [
      words('leftShort'),
      platformSteps(outcome).map(
        (step) =>
          `${visible(serviceLabel(outcome, step.service))}${behind(step.platform, options.language)}${colon} ${text(step.step)}`,
      ),
    ],
    [
      words('variablesLeft'),
      restOf(outcome, options.language).variables.map(
        ({ service, names }) =>
          `${visible(serviceLabel(outcome, service))}${colon} ${names.map(visible).join(', ')}`,
      ),
    ],
  ];
  const blocks = lists
    .filter(([, items]) => items.length > 0)
    .map(([head, items]) => [`${head}${colon}`, ...items.map((item) => `  ${item}`)].join('\n'));
  if (outcome.patches.length === 0) blocks.unshift(words(open.length > 0 ? 'noPatches' : 'none'));
  const unknown = unknownParts(outcome, options.language);
  if (unknown) blocks.push(unknown);
  return `${[...blocks, `${words('remaining')}${colon} ${counts(outcome.stats.remaining, options)}`].join('\n\n')}\n`;
}

/** Problems that are named behind a patch; a number takes the rest. */
const REASONS_SHOWN = 3;

/** Why a patch is there: the problems that it cures. */
function reasonLine(patch: OutcomePatch, outcome: Outcome, { language }: TerminalOptions): string[] {
  const words = wordsIn(language);
  const cured = outcome.findings.filter(({ fingerprint }) => patch.findings.includes(fingerprint));
  const titles = [...new Set(cured.map(({ title }) => visible(oneLine(title[language]))))];
  if (titles.length === 0) return [];
  const rest = titles.length - REASONS_SHOWN;
  const shown = [...titles.slice(0, REASONS_SHOWN), ...(rest > 0 ? [`${rest} ${words('more')}`] : [])];
  return [`   ${words('why')}${words('colon')} ${shown.join(`${words('semicolon')} `)}`];
}

function patchLine(patch: OutcomePatch, { language, colour }: TerminalOptions): string {
  const words = wordsIn(language);
  const colours = createColors(colour);
  const title = visible(oneLine(patch.title[language]));
  const files = patch.files.map((file) => visible(file.path)).join(', ');
  const paint = { planned: colours.cyan, applied: colours.green, skipped: colours.yellow }[patch.state];
  return `${paint(patch.id)} ${title} (${files})${words('colon')} ${words(stateWord(patch))}`;
}
