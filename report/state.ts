import type { Outcome, OutcomeFinding, OutcomePatch, Severity } from '@unblock/engine/outcome';

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

/** Findings that neither a patch cures nor a reason skips: a person has to. */
export function byHand(outcome: Outcome): OutcomeFinding[] {
  const skipped = new Set(outcome.skipped.map((skip) => skip.fingerprint));
  return outcome.findings.filter(
    (finding) => patchOf(outcome, finding) === null && !skipped.has(finding.fingerprint),
  );
}

/** Whether patches were applied, all of them passed their recheck, and nothing critical remains. */
export function isReady(outcome: Outcome): boolean {
  const patches = standing(outcome);
  const checked = patches.every((patch) => patch.state === 'applied' && patch.rechecked);
  return patches.length > 0 && checked && outcome.stats.remaining.critical === 0;
}

/** How far a patch has come. */
export function stateWord(
  patch: OutcomePatch,
): 'planned' | 'plannedRechecked' | 'applied' | 'rechecked' | 'rolledBack' {
  if (patch.state === 'skipped') return 'rolledBack';
  if (patch.state === 'planned') return patch.rechecked ? 'plannedRechecked' : 'planned';
  return patch.rechecked ? 'rechecked' : 'applied';
}
