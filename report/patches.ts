import type { Outcome, OutcomePatch } from '@unblock/engine/outcome';
import { createColors } from 'picocolors';
import { platformTitle } from './platform.ts';
import { counts, type TerminalOptions } from './pretty.ts';
import { serviceLabel } from './service.ts';
import { type Open, openFindings, platformSteps, stateWord, unknownParts } from './state.ts';
import { oneLine, visible } from './text.ts';
import { wordsIn } from './words.ts';

/** What a fix did or would do: its patches, what it left alone and why, what a person still has to do, what remains. */
export function patchView(outcome: Outcome, options: TerminalOptions): string {
  const words = wordsIn(options.language);
  const colon = words('colon');
  const text = (prose: { en: string; fr: string }) => visible(oneLine(prose[options.language]));
  const open = openFindings(outcome, options.language);
  const openLine = (item: Open) =>
    `${visible(item.path)}:${item.line} ${item.rule}${colon} ${visible(oneLine(item.text))}`;
  const lists: [string, string[]][] = [
    [words('patches'), outcome.patches.map((patch) => patchLine(patch, options))],
    [words('skippedShort'), open.filter((item) => !item.byHand).map(openLine)],
    [words('byHandTitle'), open.filter((item) => item.byHand).map(openLine)],
    [
      words('leftShort'),
      platformSteps(outcome).map(
        (step) =>
          `${visible(serviceLabel(outcome, step.service))}, ${platformTitle(step.platform, options.language)}${colon} ${text(step.step)}`,
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

function patchLine(patch: OutcomePatch, { language, colour }: TerminalOptions): string {
  const words = wordsIn(language);
  const colours = createColors(colour);
  const title = visible(oneLine(patch.title[language]));
  const files = patch.files.map((file) => visible(file.path)).join(', ');
  const paint = { planned: colours.cyan, applied: colours.green, skipped: colours.yellow }[patch.state];
  return `${paint(patch.id)} ${title} (${files})${words('colon')} ${words(stateWord(patch))}`;
}
