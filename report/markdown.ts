import type { Language, Outcome, OutcomeFinding } from '@unblock/engine/outcome';
import { codeSection, patchSection, verificationSection } from './markdown-patches.ts';
import { leftSection, notFixedSection, unreadSection, variableSection } from './markdown-rest.ts';
import { platformTitle } from './platform.ts';
import { serviceLabel } from './service.ts';
import {
  isReady,
  patchOf,
  restCount,
  SEVERITIES,
  standing,
  unknownParts,
  unreadParts,
  withSeverity,
} from './state.ts';
import { code, prose } from './text.ts';
import { wordsIn } from './words.ts';

/** What the reader chooses. */
export interface MarkdownOptions {
  language: Language;
  /** Date of the report, `2026-01-31`; default: the date of the commit. */
  date?: string;
}

const HEADINGS = {
  critical: ['🔴', 'criticals'],
  important: ['🟡', 'importants'],
  advice: ['🔵', 'advices'],
} as const;

/** The FI9_NAYEK patch report. The same outcome, language and date give the same bytes. */
export function markdown(outcome: Outcome, options: MarkdownOptions): string {
  const { language } = options;
  const sections = [
    headSection(outcome, options),
    problemSection(outcome, language),
    patchSection(outcome, language),
    codeSection(outcome, language),
    verificationSection(outcome, language),
    variableSection(outcome, language),
    leftSection(outcome, language),
    notFixedSection(outcome, language),
    unreadSection(outcome, language),
    summarySection(outcome, language),
  ];
  const end = `**${wordsIn(language)('end')}**`;
  return `${[...sections.filter((section) => section !== ''), end].join('\n\n---\n\n')}\n`;
}

function headSection(outcome: Outcome, { language, date }: MarkdownOptions): string {
  const words = wordsIn(language);
  const { repository } = outcome;
  const day = date ?? repository.date?.slice(0, 10) ?? words('noDate');
  const commit = repository.commit === null ? '' : ` (${code(repository.commit.slice(0, 12))})`;
  const lines = [
    `**${words('repository')}**${words('colon')} ${code(repository.name)}${commit}`,
    `**${words('date')}**${words('colon')} ${day}`,
    `**${words('protocol')}**${words('colon')} FI9_NAYEK`,
    `**${words('target')}**${words('colon')} ${outcome.platforms.map((id) => platformTitle(id, language)).join(', ')}`,
  ];
  return `# 🚀 ${words('title')}\n\n${lines.join('  \n')}\n\n${words('protocolIs')}`;
}

function problemSection(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const blocks = [`## 📋 ${words('problems')}`];
  let number = 0;
  for (const severity of SEVERITIES) {
    const findings = withSeverity(outcome, severity).filter(({ patchedOnly }) => !patchedOnly);
    if (findings.length === 0) continue;
    const [sign, heading] = HEADINGS[severity];
    blocks.push(`### ${sign} ${words(heading)}`);
    blocks.push(findings.map((finding) => problem(++number, finding, outcome, language)).join('\n'));
  }
  if (number === 0 && outcome.stats.parsed === 0)
    blocks.push(`${words('nothingJudged')} ${code(outcome.repository.name)}.`);
  else if (number === 0) blocks.push(words('noProblems'));
  const later = outcome.findings.filter(({ patchedOnly }) => patchedOnly);
  if (later.length > 0) {
    blocks.push(`### 🧩 ${words('patchedOnly')}`, words('patchedOnlyWhy'));
    blocks.push(later.map((finding) => problem(++number, finding, outcome, language)).join('\n'));
  }
  const unknown = unknownParts(outcome, language);
  if (unknown) blocks.push(unknown);
  return blocks.join('\n\n');
}

function problem(number: number, finding: OutcomeFinding, outcome: Outcome, language: Language): string {
  const { title, message } = finding;
  const patch = patchOf(outcome, finding);
  const place = code(`${finding.path}:${finding.line}`);
  const service = prose(serviceLabel(outcome, finding.service));
  const cure = patch === null ? '' : ` → ${wordsIn(language)('patch')} ${patch.id}`;
  const text = `${prose(message.what[language])} ${prose(message.why[language])}`;
  const colon = wordsIn(language)('colon');
  return `${number}. **${prose(title[language])}** (${service}, ${place})${colon} ${text}${cure}`;
}

function summarySection(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const colon = words('colon');
  const lines = [
    `**${words('before')}**${colon} ${stateBefore(outcome, language)}`,
    `**${words('after')}**${colon} ${stateAfter(outcome, language)}`,
  ];
  return `## 📊 ${words('summary')}\n\n${lines.join('  \n')}`;
}

function stateBefore(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const criticals = withSeverity(outcome, 'critical').filter(({ patchedOnly }) => !patchedOnly);
  if (criticals.length === 0) return [words('noCritical'), ...unreadClause(outcome, words)].join(', ');
  const titles = criticals.map((finding) => prose(finding.title[language]));
  return `⚠️ **${words('notReady')}** — ${[...new Set(titles)].join(`${words('semicolon')} `)}`;
}

/** READY is said only of what was applied, rechecked and left with nothing critical. */
function stateAfter(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const rest = restCount(outcome, language);
  if (isReady(outcome) && rest === '') return `✅ **${words('ready')}** — ${words('readyWhy')}`;
  if (isReady(outcome))
    return `🟡 **${words('readyOnce')}** — ${words('readyWhy')}${words('semicolon')} ${rest}`;
  const patches = standing(outcome);
  const remaining = outcome.stats.remaining.critical;
  if (patches.length === 0 && withSeverity(outcome, 'critical').length === 0) {
    return [words('unchanged'), words('noCritical'), ...unreadClause(outcome, words), rest]
      .filter((part) => part !== '')
      .join(', ');
  }
  const applied = patches.filter((patch) => patch.state === 'applied');
  const reasons = [
    patches.length === 0 ? words('unchanged') : applied.length === 0 ? words('onlyPlanned') : null,
    applied.some((patch) => !patch.rechecked) ? words('notRechecked') : null,
    patches.length === applied.length && remaining > 0
      ? `${words('criticalsRemain')}${words('colon')} ${remaining}`
      : null,
    outcome.rules.leftOut.length > 0 ? words('rulesLeftOut') : null,
    ...unreadClause(outcome, words),
  ];
  return `⚠️ **${words('notReady')}** — ${reasons.filter((reason) => reason !== null).join(', ')}`;
}

/** What no rule could judge is part of the state. */
function unreadClause(outcome: Outcome, words: ReturnType<typeof wordsIn>): string[] {
  return unreadParts(outcome).length > 0 ? [words('partsUnread')] : [];
}
