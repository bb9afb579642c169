import type { Language, Outcome, OutcomeFinding, Severity } from '@unblock/engine/outcome';
import { createColors } from 'picocolors';
import { frame } from './frame.ts';
import { platformTitle } from './platform.ts';
import { serviceLabel } from './service.ts';
import { SEVERITIES, unknownParts } from './state.ts';
import { oneLine, visible } from './text.ts';
import { unreadReason } from './unread.ts';
import { wordsIn } from './words.ts';

/** What the reader's terminal and the reader choose. */
export interface TerminalOptions {
  language: Language;
  colour: boolean;
  /** The folder as the user named it, for the commands that are suggested; '' for the current one. */
  target?: string;
}

/** Unread files that are listed one by one; a summary takes the rest. */
const UNREAD_SHOWN = 5;

/** The findings by service, with code frames, a summary and what to run next. */
export function pretty(
  outcome: Outcome,
  source: (path: string) => string | null,
  options: TerminalOptions,
): string {
  const blocks = [
    ...outcome.services.map((service) => service.name),
    ...outcome.findings.map((finding) => finding.service),
  ].map((key) => serviceLabel(outcome, key));
  const services = [...new Set(blocks)].map((label) => serviceBlock(label, outcome, source, options));
  const parts = [
    ...services.filter((block) => block !== ''),
    summary(outcome, options),
    unread(outcome, options),
  ];
  return `${[...parts, next(outcome, options)].filter((part) => part !== '').join('\n\n')}\n`;
}

/** How many findings there are of each severity: `2 critical, 1 advice`. */
export function counts(numbers: Record<Severity, number>, { language, colour }: TerminalOptions): string {
  const words = wordsIn(language);
  const present = SEVERITIES.filter((severity) => numbers[severity] > 0);
  if (present.length === 0) return '0';
  return present
    .map((severity) => {
      const many = numbers[severity] > 1;
      return paint(severity, colour)(`${numbers[severity]} ${words(many ? `${severity}Many` : severity)}`);
    })
    .join(', ');
}

function serviceBlock(
  label: string,
  outcome: Outcome,
  source: (path: string) => string | null,
  options: TerminalOptions,
): string {
  const colours = createColors(options.colour);
  const findings = outcome.findings.filter((finding) => serviceLabel(outcome, finding.service) === label);
  const service = outcome.services.find((one) => serviceLabel(outcome, one.name) === label);
  if (findings.length === 0) return '';
  const kind =
    service === undefined
      ? ''
      : [service.language, service.framework, service.role].filter(Boolean).join(', ');
  const head = `${colours.bold(colours.underline(visible(label)))} ${colours.dim(kind)}`.trimEnd();
  const sorted = SEVERITIES.flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  return [head, ...sorted.map((finding) => findingBlock(finding, source(finding.path), options))].join(
    '\n\n',
  );
}

function findingBlock(finding: OutcomeFinding, source: string | null, options: TerminalOptions): string {
  const { language, colour } = options;
  const colours = createColors(colour);
  const words = wordsIn(language);
  const colon = words('colon');
  const text = (prose: string) => visible(oneLine(prose));
  const severity = paint(finding.severity, colour)(words(finding.severity));
  const place = `${visible(finding.path)}:${finding.line}:${finding.column}`;
  const lines = source === null ? null : frame(finding, source, colour);
  const how =
    finding.fix === 'safe' || finding.fix === 'review'
      ? ` (${words('fixAutomatic')})`
      : ` (${words('byHand')})`;
  return [
    `  ${severity}  ${colours.bold(text(finding.title[language]))}  ${colours.dim(finding.rule)}`,
    `  ${colours.cyan(place)}`,
    ...(lines === null ? [] : [lines.replace(/^/gm, '  ')]),
    `  ${words('why')}${colon} ${text(finding.message.why[language])}`,
    `  ${words('todo')}${colon} ${text(finding.message.todo[language])}${colours.dim(how)}`,
  ].join('\n');
}

function summary(outcome: Outcome, options: TerminalOptions): string {
  const words = wordsIn(options.language);
  const { stats } = outcome;
  const numbers = [
    ['services', stats.services],
    ['filesSeen', stats.files],
    ['parsed', stats.parsed],
  ] as const;
  const size = numbers.map(([word, number]) => `${words(word)}${words('colon')} ${number}`).join(', ');
  const total = SEVERITIES.reduce((sum, severity) => sum + stats.findings[severity], 0);
  const facts = `${outcome.platforms.map((id) => platformTitle(id, options.language)).join(', ')}${words('semicolon')} ${size}`;
  if (stats.services === 0) return `${words('noServices')} ${visible(outcome.repository.name)} (${facts})`;
  if (total === 0 && stats.parsed === 0)
    return `${words('nothingJudged')} ${visible(outcome.repository.name)} (${facts})`;
  const unknown = unknownParts(outcome, options.language);
  if (total === 0)
    return unknown
      ? `${words('nothingInRest')} ${unknown} (${facts})`
      : `${words('nothingFound')} (${facts})`;
  const found = `${words('found')}${words('colon')} ${counts(stats.findings, options)} (${facts})`;
  return unknown ? `${found}\n${unknown}` : found;
}

function unread({ unread }: Outcome, options: TerminalOptions): string {
  if (unread.length === 0) return '';
  const words = wordsIn(options.language);
  const colon = words('colon');
  const shown = unread
    .slice(0, UNREAD_SHOWN)
    .map(
      (file) =>
        `  ${visible(file.path)}${colon} ${visible(oneLine(unreadReason(file.reason, options.language)))}`,
    );
  const rest = unread.length - shown.length;
  const more = rest > 0 ? [`  … ${rest} ${words('more')} (--format json)`] : [];
  return [`${words('unreadShort')}${colon} ${unread.length}`, ...shown, ...more].join('\n');
}

function next(outcome: Outcome, options: TerminalOptions): string {
  const [first] = outcome.findings;
  if (first === undefined) return '';
  const words = wordsIn(options.language);
  const target = options.target ? ` ${options.target}` : '';
  const fixable = outcome.findings.some((finding) => finding.fix === 'safe' || finding.fix === 'review');
  const commands: [string, string][] = [
    ...(fixable ? [[`unblock fix${target} --dry-run`, words('nextFix')] satisfies [string, string]] : []),
    [`unblock explain ${first.rule}`, words('nextExplain')],
    [`unblock report${target} -o REPORT.md`, words('nextReport')],
  ];
  const width = Math.max(...commands.map(([command]) => command.length));
  const lines = commands.map(([command, effect]) => `  ${command.padEnd(width)}  ${effect}`);
  return [`${words('next')}${words('colon')}`, ...lines].join('\n');
}

function paint(severity: Severity, colour: boolean): (text: string) => string {
  const colours = createColors(colour);
  return { critical: colours.red, important: colours.yellow, advice: colours.blue }[severity];
}
