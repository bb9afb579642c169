import { detectIn, type IdentifiedFinding } from '../detect.ts';
import type { Safety } from '../outcome.ts';
import type { Fix, Rule, Skip } from '../rule.ts';
import { both } from '../text.ts';
import { PatchRefused, type Workspace } from './workspace.ts';

/** What a rule finds now of the identity of a finding. */
function matching(
  workspace: Workspace,
  { service, identity }: IdentifiedFinding,
  rule: Rule,
): IdentifiedFinding[] {
  return workspace.model.services
    .filter(({ root }) => root === service)
    .flatMap((candidate) => detectIn(workspace.model, candidate, [rule]))
    .filter((finding) => finding.identity === identity);
}

/** A finding as it stands after the patches so far; null when it is gone. */
export function findAgain(
  workspace: Workspace,
  finding: IdentifiedFinding,
  rule: Rule,
): IdentifiedFinding | null {
  return matching(workspace, finding, rule).find(({ ordinal }) => ordinal === finding.ordinal) ?? null;
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

/** Applies a rule's fix in memory and proves it: every file parses, and the rule finds one less than before. */
export async function tryFix(
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
    const before = matching(workspace, finding, rule).length;
    if (matching(applied.workspace, finding, rule).length >= before) {
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
    return { skip: both(`rolled back: ${error.reason.en}`, `annulé : ${error.reason.fr}`) };
  }
}
