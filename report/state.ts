import { isProductionSource, languageOf } from '@unblock/engine/inventory/classify';
import type { Language, Outcome, OutcomeFinding, OutcomePatch, Severity } from '@unblock/engine/outcome';
import { isManifestPath } from '@unblock/platforms';
import { wordsIn } from './words.ts';

/** All severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'important', 'advice'];

/** The patches that stand: planned or applied, not rolled back. */
export function standing(outcome: Outcome): OutcomePatch[] {
  return outcome.patches.filter((patch) => patch.state !== 'skipped');
}

/** The patch that cures a finding, null when none does. */
export function patchOf(outcome: Outcome, finding: OutcomeFinding): OutcomePatch | null {
  return standing(outcome).find((patch) => patch.findings.includes(finding.fingerprint)) ?? null;
}

/** Findings with a severity, in the order of the outcome. */
export function withSeverity(outcome: Outcome, severity: Severity): OutcomeFinding[] {
  return outcome.findings.filter((finding) => finding.severity === severity);
}

/** A finding that no patch cures, and why or what a person does about it. */
export interface Open {
  rule: string;
  path: string;
  line: number;
  /** A person has to; else the text is the reason why its patch is missing. */
  byHand: boolean;
  isAdvice: boolean;
  /** Only the patched tree has it. */
  patchedOnly: boolean;
  text: string;
}

/** What is not fixed. A fix by hand is told by what the finding says to do, and its steps. */
export function openFindings(outcome: Outcome, language: Language): Open[] {
  const reasons = new Map(outcome.skipped.map((skip) => [skip.fingerprint, skip]));
  const open = outcome.findings.filter((finding) => patchOf(outcome, finding) === null);
  return open.map(({ rule, severity, path, line, fix, fingerprint, message, patchedOnly }) => {
    const isAdvice = severity === 'advice';
    const reason = reasons.get(fingerprint);
    if (reason !== undefined && isAutomatic(fix)) {
      return {
        rule,
        path,
        line: reason.line,
        byHand: false,
        isAdvice,
        patchedOnly,
        text: reason.reason[language],
      };
    }
    const steps = outcome.manual.filter((step) => step.fingerprint === fingerprint);
    const told = [message.todo, ...steps.map(({ step }) => step)].map((step) => step[language]);
    return { rule, path, line, byHand: true, isAdvice, patchedOnly, text: [...new Set(told)].join(' ') };
  });
}

/** What a person does on the platform beside the patches: the steps of the findings they cure, each once. */
export function platformSteps(outcome: Outcome): Outcome['manual'] {
  const cured = new Set(standing(outcome).flatMap((patch) => patch.findings));
  const key = (step: Outcome['manual'][number]) => [step.service, step.platform, step.step.en].join('\n');
  const steps = outcome.manual.filter((step) => cured.has(step.fingerprint));
  return [...new Map(steps.map((step) => [key(step), step])).values()];
}

function isAutomatic(fix: OutcomeFinding['fix']): boolean {
  return fix === 'safe' || fix === 'review';
}

/** Files that could not be read and may be part of a service: source code and manifests. */
export function unreadParts(outcome: Outcome): string[] {
  const isPart = (path: string) =>
    (languageOf(path) !== null && isProductionSource(path)) ||
    isManifestPath(path) !== null ||
    /(^|\/)(requirements[\w.-]*\.txt|pyproject\.toml|Pipfile|setup\.cfg|package\.json)$/.test(path);
  return [...new Set(outcome.unread.map(({ path }) => path).filter(isPart))];
}

/** How many parts of services nothing is known about; '' where all were read. */
export function unknownParts(outcome: Outcome, language: Language): string {
  const { length } = unreadParts(outcome);
  return length === 0 ? '' : `${length} ${wordsIn(language)(length > 1 ? 'unknownParts' : 'unknownPart')}`;
}

/**
 * Whether all rules ran over all that a service may hold, patches were applied, all of them passed their recheck, and
 * nothing critical remains.
 */
export function isReady(outcome: Outcome): boolean {
  const patches = standing(outcome);
  const checked = patches.every((patch) => patch.state === 'applied' && patch.rechecked);
  const whole = outcome.rules.leftOut.length === 0 && unreadParts(outcome).length === 0;
  return whole && patches.length > 0 && checked && outcome.stats.remaining.critical === 0;
}

/** What is still to be done by a person before a deploy, beside findings that are critical. */
export interface Rest {
  /** Steps beside patches, and findings above advice that a person cures. */
  steps: number;
  /** Variables that the service fails without and that no manifest declares, with the service. */
  variables: { service: string; names: string[] }[];
}

/** A variable that a step names already is that step. */
export function restOf(outcome: Outcome, language: Language): Rest {
  const steps = platformSteps(outcome);
  const isNamed = (service: string, name: string) =>
    steps.some((step) => isOfStep(outcome, step.service, service) && step.step.en.includes(`\`${name}\``));
  const open = openFindings(outcome, language).filter(({ byHand, isAdvice }) => byHand && !isAdvice);
  const services = [...new Set(outcome.variables.map(({ service }) => service))];
  const variables = services.map((service) => ({
    service,
    names: outcome.variables
      .filter((one) => one.service === service && one.need === 'required' && one.declared === null)
      .map(({ name }) => name)
      .filter((name) => !isNamed(service, name)),
  }));
  return { steps: steps.length + open.length, variables: variables.filter(({ names }) => names.length > 0) };
}

/** Steps name their service by its root, variables by its name. */
function isOfStep(outcome: Outcome, key: string, name: string): boolean {
  return key === name || outcome.services.some((service) => service.name === name && service.root === key);
}

/** How much is left for a person: `2 steps, 3 variables`; '' where nothing is. */
export function restCount(outcome: Outcome, language: Language): string {
  const words = wordsIn(language);
  const { steps, variables } = restOf(outcome, language);
  const names = variables.flatMap(({ names }) => names).length;
  const counted = [
    steps > 0 ? `${steps} ${words(steps > 1 ? 'steps' : 'step')}` : '',
    names > 0 ? `${names} ${words(names > 1 ? 'variablesToSet' : 'variableToSet')}` : '',
  ].filter((text) => text !== '');
  return counted.length === 0 ? '' : `${words('restToDo')}${words('colon')} ${counted.join(', ')}`;
}

/** How far a patch has come. */
export function stateWord(
  patch: OutcomePatch,
): 'planned' | 'plannedRechecked' | 'applied' | 'rechecked' | 'rolledBack' {
  if (patch.state === 'skipped') return 'rolledBack';
  if (patch.state === 'planned') return patch.rechecked ? 'plannedRechecked' : 'planned';
  return patch.rechecked ? 'rechecked' : 'applied';
}
