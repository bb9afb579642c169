import { detectAll, detectIn, type IdentifiedFinding } from '../detect.ts';
import type { Bilingual, Safety } from '../outcome.ts';
import { type Finding, type Fix, type Rule, type Skip, STAGES } from '../rule.ts';
import { both } from '../text.ts';
import { PatchRefused, type Workspace } from './workspace.ts';

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
    for (const group of groups(open, rules)) await patchGroup(plan, group, rules, safety);
    open = detectAll(plan.end.model, rules).filter(({ fingerprint }) => !known.has(fingerprint));
    for (const finding of open) known.add(finding.fingerprint);
    plan.findings = [...plan.findings, ...open];
  }
  return plan;
}

/**
 * Findings that one patch cures: by default those of the same stage in one file for code, of one rule elsewhere. Those of
 * one rule stand together, so that the paragraphs of a patch come in the order of the catalogue.
 */
function groups(findings: readonly IdentifiedFinding[], rules: readonly Rule[]): IdentifiedFinding[][] {
  const stageOf = (finding: Finding) => rules.find(({ id }) => id === finding.rule)?.stage ?? 'code';
  const found = new Map<string, IdentifiedFinding[]>();
  for (const stage of STAGES) {
    for (const finding of findings.filter((entry) => stageOf(entry) === stage)) {
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
  const order = (finding: Finding) => rules.findIndex(({ id }) => id === finding.rule);
  return [...found.values()].map((group) => group.sort((a, b) => order(a) - order(b)));
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
    const current = find(patch.after, finding, rule);
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
  plan.patches.push(patch);
  plan.end = patch.after;
}

/** Findings that vanished through an earlier patch belong to it. */
function creditEarlier(plan: Plan, findings: readonly IdentifiedFinding[]): void {
  plan.patches.at(-1)?.findings.push(...findings);
}

function find(workspace: Workspace, finding: IdentifiedFinding, rule: Rule): IdentifiedFinding | null {
  const service = workspace.model.services.find(
    ({ root, language }) => root === finding.service && owns(workspace, root, language, finding),
  );
  const services = service
    ? [service]
    : workspace.model.services.filter(({ root }) => root === finding.service);
  for (const candidate of services) {
    const found = detectIn(workspace.model, candidate, [rule]).find(
      ({ fingerprint }) => fingerprint === finding.fingerprint,
    );
    if (found) return found;
  }
  return null;
}

function owns(workspace: Workspace, root: string, language: string, finding: IdentifiedFinding): boolean {
  return workspace.model.services.some(
    (service) =>
      service.root === root && service.language === language && service.files.includes(finding.span.path),
  );
}

/** A codemod that cannot edit a shape throws; that is a reason to skip. A programming error is none and is passed on. */
async function askFix(rule: Rule, finding: IdentifiedFinding, workspace: Workspace): Promise<Fix | Skip> {
  try {
    return (
      (await rule.fix?.(finding, workspace.model)) ?? {
        skip: both('no automatic patch', 'pas de patch automatique'),
      }
    );
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError)
      throw error;
    return {
      skip: both(
        `the edit was refused: ${error.message}`,
        `la modification a été refusée : ${error.message}`,
      ),
    };
  }
}

type Attempt = { workspace: Workspace; fix: Fix; paths: string[] } | Skip;

async function tryFix(
  workspace: Workspace,
  finding: IdentifiedFinding,
  rule: Rule,
  safety: Safety,
): Promise<Attempt> {
  if (!rule.fix || finding.fix === null || finding.fix === 'manual') {
    return {
      skip: both(
        'no automatic patch: the steps are listed for a person',
        'pas de patch automatique : les étapes sont décrites pour une personne',
      ),
    };
  }
  const fix = await askFix(rule, finding, workspace);
  if ('skip' in fix) return fix;
  if (safety === 'safe' && fix.safety === 'review') {
    return {
      skip: both(
        'the patch needs a review; run with --safety review',
        'le patch demande une relecture ; relancer avec --safety review',
      ),
    };
  }
  try {
    const applied = await workspace.apply(fix);
    if (find(applied.workspace, finding, rule)) {
      return {
        skip: both(
          'rolled back: the recheck still finds it after the patch',
          'annulé : la vérification le trouve encore après le patch',
        ),
      };
    }
    return { workspace: applied.workspace, fix, paths: applied.paths };
  } catch (error) {
    if (!(error instanceof PatchRefused)) throw error;
    return { skip: both(`rolled back: ${error.message}`, `annulé : ${error.message}`) };
  }
}
