import { detectAll, type IdentifiedFinding, SEVERITIES } from '../detect.ts';
import type { Bilingual, Safety } from '../outcome.ts';
import { type Finding, type Fix, type Rule, STAGES } from '../rule.ts';
import { both } from '../text.ts';
import { findAgain, tryFix } from './attempt.ts';
import type { Workspace } from './workspace.ts';

/** A patch of the plan: the state before and after it, and what it cures. */
export interface PlannedPatch {
  fixes: { rule: string; fix: Fix }[];
  findings: IdentifiedFinding[];
  before: Workspace;
  after: Workspace;
  paths: string[];
}

export interface SkippedFinding {
  finding: IdentifiedFinding;
  reason: Bilingual;
}

/** The ordered patches and the skipped findings with their reasons. */
export interface Plan {
  findings: IdentifiedFinding[];
  patches: PlannedPatch[];
  skipped: SkippedFinding[];
  start: Workspace;
  end: Workspace;
}

/** A patch can uncover a finding that another rule can fix; more rounds than this mean that two rules fight. */
const ROUNDS = 4;

/** Plans the patches of a repository, each proved in memory: it parses, and a new detection no longer finds what it cures. */
export async function makePlan(start: Workspace, rules: readonly Rule[], safety: Safety): Promise<Plan> {
  const plan: Plan = { findings: detectAll(start.model, rules), patches: [], skipped: [], start, end: start };
  const known = new Set(plan.findings.map(({ fingerprint }) => fingerprint));
  let open = plan.findings;
  for (let round = 0; round < ROUNDS && open.length > 0; round++) {
    const before = plan.patches.length;
    for (const group of groups(open, rules)) await patchGroup(plan, group, rules, safety);
    const found = detectAll(plan.end.model, rules);
    const uncovered = found
      .filter(({ fingerprint }) => !known.has(fingerprint))
      .map((finding): IdentifiedFinding => ({ ...finding, patchedOnly: true }));
    for (const finding of uncovered) known.add(finding.fingerprint);
    plan.findings = [...plan.findings, ...uncovered];
    const isLast = round === ROUNDS - 1;
    open = [...uncovered, ...(plan.patches.length > before && !isLast ? takenAgain(plan, found) : [])];
  }
  creditLater(plan, rules);
  return plan;
}

/** What was refused and is still found, no longer counted as refused: a patch since may have written what its fix needs. */
function takenAgain(plan: Plan, found: readonly IdentifiedFinding[]): IdentifiedFinding[] {
  const fixable = found.filter(({ fix }) => fix !== null && fix !== 'manual');
  const left = new Map(fixable.map((finding) => [finding.fingerprint, finding]));
  const again = plan.skipped.flatMap(({ finding }) => left.get(finding.fingerprint) ?? []);
  plan.skipped = plan.skipped.filter(({ finding }) => !left.has(finding.fingerprint));
  return again;
}

/** A finding whose own fix was refused may be gone by the end: the patches cured it all the same. */
function creditLater(plan: Plan, rules: readonly Rule[]): void {
  if (plan.patches.length === 0 || plan.skipped.length === 0) return;
  const left = new Set(detectAll(plan.end.model, rules).map(({ identity }) => identity));
  const isGone = ({ finding }: SkippedFinding) => !left.has(finding.identity);
  creditEarlier(
    plan,
    plan.skipped.filter(isGone).map(({ finding }) => finding),
  );
  plan.skipped = plan.skipped.filter((skipped) => !isGone(skipped));
}

/**
 * Findings that one patch cures: by default those of the same stage in one file for code, of one rule elsewhere. Those of
 * one rule stand together, so that the paragraphs of a patch come in the order of the catalogue.
 */
function groups(findings: readonly IdentifiedFinding[], rules: readonly Rule[]): IdentifiedFinding[][] {
  const stageOf = (finding: Finding) => rules.find(({ id }) => id === finding.rule)?.stage ?? 'code';
  const found = new Map<string, IdentifiedFinding[]>();
  for (const stage of STAGES) {
    const here = findings.filter((entry) => stageOf(entry) === stage);
    // Of two files of a stage that make each other needless, the one for the graver finding is written.
    here.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    for (const finding of here) {
      const key =
        finding.group ??
        (stage === 'code'
          ? `${stage}:${finding.span.path}`
          : `${finding.rule}:${finding.service}:${finding.span.path}`);
      const group = found.get(key);
      if (group) group.push(finding);
      else found.set(key, [finding]);
    }
  }
  const ordered = inOrder(rules);
  const order = (finding: Finding) => ordered.findIndex(({ id }) => id === finding.rule);
  // Of findings that only their order tells apart the last comes first: its fix leaves the others their number.
  const compare = (a: IdentifiedFinding, b: IdentifiedFinding) =>
    order(a) - order(b) || (a.identity === b.identity ? b.ordinal - a.ordinal : 0);
  return [...found.values()].map((group) => group.sort(compare));
}

/** The rules in the order of the catalogue, each behind those whose fixes it builds on. */
function inOrder(rules: readonly Rule[]): Rule[] {
  const ordered: Rule[] = [];
  const add = (rule: Rule) => {
    if (ordered.includes(rule)) return;
    for (const first of rules.filter(({ id }) => rule.after?.includes(id))) add(first);
    ordered.push(rule);
  };
  for (const rule of rules) add(rule);
  return ordered;
}

async function patchGroup(
  plan: Plan,
  group: readonly IdentifiedFinding[],
  rules: readonly Rule[],
  safety: Safety,
): Promise<void> {
  const patch: PlannedPatch = { fixes: [], findings: [], before: plan.end, after: plan.end, paths: [] };
  const skipped: SkippedFinding[] = [];
  for (const finding of group) {
    const rule = rules.find(({ id }) => id === finding.rule);
    if (!rule) continue;
    renewSteps(plan, finding, rule);
    const current = findAgain(patch.after, finding, rule);
    // An edit of the same patch, or of an earlier one, cured it too.
    if (!current) {
      patch.findings.push(finding);
      continue;
    }
    const result = await tryFix(patch.after, current, rule, safety);
    if ('skip' in result) {
      skipped.push({ finding, reason: result.skip });
      continue;
    }
    patch.after = result.workspace;
    patch.fixes.push({ rule: rule.id, fix: result.fix });
    patch.findings.push(finding);
    patch.paths = [...new Set([...patch.paths, ...result.paths])];
  }
  plan.skipped.push(...skipped);
  if (patch.fixes.length === 0) {
    creditEarlier(plan, patch.findings);
    return;
  }
  const returned = broughtBack(plan, patch, rules);
  if (returned) {
    const reason = both(
      `rolled back: the patch brings ${returned.rule} back in ${returned.span.path}`,
      `annulé : le patch fait revenir ${returned.rule} dans ${returned.span.path}`,
    );
    plan.skipped.push(...patch.findings.map((finding) => ({ finding, reason })));
    return;
  }
  plan.patches.push(patch);
  plan.end = patch.after;
}

/** What is left for a person may be less after the patches so far: a package is installed, a version pinned. */
function renewSteps(plan: Plan, finding: IdentifiedFinding, rule: Rule): void {
  const current = finding.steps && plan.patches.length > 0 ? findAgain(plan.end, finding, rule) : null;
  if (!current) return;
  plan.findings = plan.findings.map((entry) =>
    entry.fingerprint === finding.fingerprint ? { ...entry, steps: current.steps ?? [] } : entry,
  );
}

/** A finding that an earlier patch cured and that this one brings back. */
function broughtBack(plan: Plan, patch: PlannedPatch, rules: readonly Rule[]): IdentifiedFinding | null {
  const cured = plan.patches.flatMap(({ findings }) => findings);
  const concerned = rules.filter(({ id }) => cured.some(({ rule }) => rule === id));
  if (concerned.length === 0) return null;
  return uncured(detectAll(patch.after.model, concerned), plan.findings, [...cured, ...patch.findings]);
}

/** The first of the cured findings of whose kind more is found than cures leave. */
export function uncured(
  found: readonly IdentifiedFinding[],
  before: readonly IdentifiedFinding[],
  cured: readonly IdentifiedFinding[],
): IdentifiedFinding | null {
  const count = (findings: readonly IdentifiedFinding[], identity: string) =>
    findings.filter((finding) => finding.identity === identity).length;
  return (
    cured.find(({ identity }) => count(found, identity) > count(before, identity) - count(cured, identity)) ??
    null
  );
}

/** Findings that vanished through an earlier patch belong to it. */
function creditEarlier(plan: Plan, findings: readonly IdentifiedFinding[]): void {
  plan.patches.at(-1)?.findings.push(...findings);
}
