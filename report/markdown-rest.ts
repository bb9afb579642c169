import type { Language, Outcome, OutcomeVariable } from '@unblock/engine/outcome';
import { behind } from './platform.ts';
import { serviceLabel } from './service.ts';
import { openFindings, platformSteps, restOf, standing } from './state.ts';
import { code, prose, row } from './text.ts';
import { unreadReason } from './unread.ts';
import { type Word, wordsIn } from './words.ts';

/** The variables the services read, and where their values come from. Never a value. */
export function variableSection(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const heading = `## 🔑 ${words('variables')}`;
  if (outcome.variables.length === 0) return `${heading}\n\n${words('noVariables')}`;
  const head = ['service', 'variable', 'required', 'secret', 'comesFrom', 'firstRead'] as const;
  const rows = outcome.variables.map((variable) => [
    prose(serviceLabel(outcome, variable.service)),
    code(variable.name),
    words(NEEDS[variable.need]),
    words(variable.secret ? 'yes' : 'no'),
    origin(variable, words),
    `${code(`${variable.path}:${variable.line}`)}${variable.readSince ? ` (${words('patch')} ${variable.readSince})` : ''}`,
  ]);
  const table = [row(head.map(words)), row(head.map(() => '---')), ...rows.map(row)];
  return `${heading}\n\n${table.join('\n')}`;
}

/** What a person still has to do on the platform. */
export function leftSection(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const steps = platformSteps(outcome).map(
    (step) =>
      `- ${prose(serviceLabel(outcome, step.service))}${behind(step.platform, language)}${words('colon')} ${prose(step.step[language])}`,
  );
  for (const { service, names } of restOf(outcome, language).variables)
    steps.push(
      `- ${prose(serviceLabel(outcome, service))}${words('colon')} ${words('setRequired')}${words('colon')} ${names.map(code).join(', ')}`,
    );
  const elsewhere = standing(outcome).length === 0 ? [words('stepsElsewhere')] : [];
  const body = steps.length > 0 ? [...elsewhere, steps.join('\n')] : elsewhere;
  return [`## 🧭 ${words('left')}`, ...(body.length > 0 ? body : [words('nothingLeft')])].join('\n\n');
}

/** Each finding that no patch cures, with the reason or with the steps for a person. */
export function notFixedSection(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const colon = words('colon');
  const open = openFindings(outcome, language).map((item) => {
    const how =
      (item.byHand ? ` (${words('byHand')})` : '') +
      (item.patchedOnly ? ` (${words('patchedOnlyShort')})` : '');
    return `- ${code(item.rule)}, ${code(`${item.path}:${item.line}`)}${how}${colon} ${prose(item.text)}`;
  });
  const rolledBack = outcome.patches
    .filter((patch) => patch.state === 'skipped')
    .map((patch) => `- ${patch.id}${colon} ${prose(patch.title[language])} (${words('rolledBack')})`);
  const items = [...new Set([...open, ...rolledBack])];
  const empty = outcome.findings.length === 0 ? words('none') : words('everythingFixed');
  return `## 🚧 ${words('notFixed')}\n\n${items.length === 0 ? empty : items.join('\n')}`;
}

/** Files nothing is known of, because they could not be read. */
export function unreadSection(outcome: Outcome, language: Language): string {
  if (outcome.unread.length === 0) return '';
  const words = wordsIn(language);
  const items = outcome.unread.map(
    (file) => `- ${code(file.path)}${words('colon')} ${prose(unreadReason(file.reason, language))}`,
  );
  return `## 📄 ${words('unread')}\n\n${items.join('\n')}`;
}

const NEEDS = { required: 'yes', 'no-default': 'noDefault', optional: 'no', defaulted: 'no' } as const;
const ORIGINS = {
  required: 'fromDashboard',
  'no-default': 'fromDashboard',
  optional: 'fromNowhere',
  defaulted: 'fromFallback',
} as const;

function origin({ declared, need, patch }: OutcomeVariable, words: (word: Word) => string): string {
  if (declared === 'manifest') return words('fromManifest');
  if (declared === 'patch') return `${words('fromPatch')} ${patch ?? ''}`.trimEnd();
  return words(ORIGINS[need]);
}
