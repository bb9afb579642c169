import type { Language, Outcome, OutcomePatch } from '@unblock/engine/outcome';
import { paragraphText } from './paragraph.ts';
import { serviceLabel } from './service.ts';
import { standing, stateWord } from './state.ts';
import { code, fence, prose } from './text.ts';
import { trials } from './trials.ts';
import { wordsIn } from './words.ts';

/** The patches, each with its files, its action and its paragraphs. */
export function patchSection(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const patches = standing(outcome).map((patch) => patchText(patch, language));
  const body = patches.length === 0 ? [words('noPatches')] : patches;
  return [`## 📦 ${words('patchList')}`, ...body].join('\n\n');
}

/** The diff of each patch. */
export function codeSection(outcome: Outcome, language: Language): string {
  const blocks = standing(outcome).map(
    (patch) => `${heading(patch, language)}\n\n${fence(patch.diff, 'diff')}`,
  );
  if (blocks.length === 0) return '';
  return [`## 🔧 ${wordsIn(language)('patchCode')}`, ...blocks].join('\n\n');
}

/** The checklist, ticked by the recheck alone, and commands to try the result. */
export function verificationSection(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const colon = words('colon');
  const boxes = standing(outcome).map((patch) => {
    const files = patch.files.map((file) => code(file.path)).join(', ');
    const tick = stateWord(patch) === 'rechecked' ? 'x' : ' ';
    return `- [${tick}] ${patch.id} ${files}${colon} ${prose(patch.title[language])} — ${words(stateWord(patch))}`;
  });
  const starts = outcome.services
    .filter((service) => service.role === 'web')
    .map((service) => `- [ ] ${prose(serviceLabel(outcome, service.name))}${colon} ${words('started')}`);
  const commands = trials(outcome, language).map(
    (trial, index) =>
      `${index + 1}. ${words(trial.label)}${colon}\n\n${indent(fence(trial.commands.join('\n'), 'bash'))}`,
  );
  return [
    `## ✅ ${words('verification')}`,
    `### ${words('checklist')}`,
    words('ticks'),
    [...boxes, ...starts].join('\n'),
    `### ${words('localTests')}`,
    commands.join('\n\n'),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function patchText(patch: OutcomePatch, language: Language): string {
  const words = wordsIn(language);
  const colon = words('colon');
  const files = patch.files.map((file) =>
    file.status === 'added' ? `${code(file.path)} (${words('added')})` : code(file.path),
  );
  const facts = [
    `**${words(files.length > 1 ? 'files' : 'file')}**${colon} ${files.join(', ')}`,
    `**${words('action')}**${colon} ${prose(patch.title[language])}`,
    `**${words('safety')}**${colon} ${words(patch.safety)}`,
    `**${words('state')}**${colon} ${words(stateWord(patch))}`,
  ];
  return [
    heading(patch, language),
    facts.join('  \n'),
    `**${words('paragraph')}**${colon}`,
    ...patch.paragraphs.map((paragraph) => prose(paragraphText(paragraph, language))),
  ].join('\n\n');
}

function heading(patch: OutcomePatch, language: Language): string {
  const files = patch.files.map((file) => code(file.path)).join(', ');
  const words = wordsIn(language);
  return `### ${words('patch')} ${patch.id}${words('colon')} ${files} — ${prose(patch.title[language])}`;
}

function indent(block: string): string {
  return block.replace(/^(?=.)/gm, '   ');
}
