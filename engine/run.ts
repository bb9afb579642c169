import type { PlatformId } from '@unblock/platforms';
import { detectAll } from './detect.ts';
import { type Commit, headCommit, originName, prefixOf } from './inventory/git.ts';
import { Inventory } from './inventory/inventory.ts';
import { assertFolder } from './inventory/list.ts';
import type { Bilingual, Outcome, Safety } from './outcome.ts';
import { changesBetween, outcomeOf, type RunParts } from './outcome-of.ts';
import { displayDiff, unifiedDiff } from './plan/diff.ts';
import { makePlan, type Plan, uncured } from './plan/plan.ts';
import { Workspace } from './plan/workspace.ts';
import { writeChanges } from './plan/write.ts';
import type { Rule } from './rule.ts';
import { startSecondThread } from './second-thread.ts';
import { maskSecrets } from './secrets.ts';
import { emptyCache, readSources } from './source-facts.ts';

/** What a run is about. */
export interface RunOptions {
  /** The folder of the repository. */
  root: string;
  /** The platforms to check against; empty: those whose manifests are found, else what all have in common. */
  platforms: PlatformId[];
  /** Rule ids to run; all when absent. */
  rules?: string[];
  progress?: (text: string) => void;
  version: string;
}

/** The rules there are, or where they come from: loading them takes its time, which reading files can use. */
export type RuleSource = readonly Rule[] | (() => Promise<readonly Rule[]>);

export interface ScanResult {
  outcome: Outcome;
  /** Text of a file for a code frame, secrets masked; null when it is not there. */
  source(path: string): string | null;
}

export interface PlanResult extends ScanResult {
  /**
   * The whole change as `git apply` takes it anywhere in the work tree, with paths from its top. It holds removed lines
   * as they stand, secrets too.
   */
  diff: string;
  /** The same for people to see: paths from the repository's folder, secrets masked. */
  displayDiff: string;
  /** Number of files that would change. */
  changes: number;
  /** Writes the plan, reads everything again and rechecks it; what fails is put back and listed. */
  apply(): Promise<Outcome>;
}

/** Finds what would stop a repository from being deployed. @throws TargetError when the folder cannot be worked on. */
export async function scan(options: RunOptions, source: RuleSource): Promise<ScanResult> {
  const { start, commit, rules } = await open(options, source, options.platforms);
  const findings = detectAll(start.model, chosen(rules, options));
  return {
    outcome: outcomeOf({ ...parts(options, rules, start, commit), findings, plan: null, state: 'planned' }),
    source: sourceOf(start),
  };
}

/** Plans the patches of a repository without writing anything. @throws TargetError when the folder cannot be worked on. */
export async function plan(
  options: RunOptions & { safety: Safety },
  source: RuleSource,
): Promise<PlanResult> {
  const { start, commit, rules } = await open(options, source, options.platforms);
  const active = chosen(rules, options);
  const made = await makePlan(start, active, options.safety);
  const changes = changesBetween(
    start,
    made.end,
    made.patches.flatMap(({ paths }) => paths),
  );
  const diff = unifiedDiff(changes, await prefixOf(options.root));
  const outcome = (state: RunParts['state'], with_: Plan) =>
    outcomeOf({ ...parts(options, rules, start, commit), findings: with_.findings, plan: with_, state });
  return {
    outcome: outcome('planned', made),
    source: sourceOf(start),
    diff,
    displayDiff: displayDiff(changes),
    changes: changes.length,
    apply: async () => {
      const restore = writeChanges(options.root, changes);
      const failure = await recheck(options, active, made).catch((error) => {
        restore();
        throw error;
      });
      if (failure === null) return outcome('applied', made);
      restore();
      const reason = { en: `rolled back: ${failure.en}`, fr: `annulé : ${failure.fr}` };
      const skipped = made.patches.flatMap(({ findings }) =>
        findings.map((finding) => ({ finding, reason })),
      );
      return outcome('skipped', { ...made, skipped: [...made.skipped, ...skipped] });
    },
  };
}

/** Reads the written repository from the start; a reason when a cured finding is still there. */
async function recheck(options: RunOptions, rules: readonly Rule[], made: Plan): Promise<Bilingual | null> {
  const platforms = made.end.model.contracts.map(({ id }) => id);
  const { start: now } = await open(options, rules, platforms, options.platforms.length > 0);
  const cured = made.patches.flatMap(({ findings }) => findings);
  const left = uncured(detectAll(now.model, rules), made.findings, cured);
  return left
    ? {
        en: `${left.rule} is still found in ${left.span.path} after writing`,
        fr: `${left.rule} est encore trouvé dans ${left.span.path} après l'écriture`,
      }
    : null;
}

/** The repository as it lies on disk. */
async function open(
  { root, progress }: RunOptions,
  source: RuleSource,
  platforms: readonly PlatformId[],
  isAsked?: boolean,
): Promise<{ start: Workspace; commit: Commit | null; rules: readonly Rule[] }> {
  assertFolder(root);
  progress?.('listing files');
  const second = startSecondThread();
  const inventory = await Inventory.of(root);
  const cache = emptyCache();
  const [commit, name, rules] = await Promise.all([
    headCommit(root),
    originName(root),
    typeof source === 'function' ? source() : source,
    readSources(inventory, cache, second, progress),
  ]);
  if (name) inventory.name = name;
  return { start: new Workspace(inventory, platforms, cache, isAsked), commit, rules };
}

function parts(
  options: RunOptions,
  rules: readonly Rule[],
  start: Workspace,
  commit: Commit | null,
): Omit<RunParts, 'findings' | 'plan' | 'state'> {
  return {
    commit,
    rules: {
      ran: chosen(rules, options)
        .map(({ id }) => id)
        .sort(),
      leftOut: rules
        .filter(({ id }) => options.rules?.includes(id) === false)
        .map(({ id }) => id)
        .sort(),
    },
    version: options.version,
    name: start.model.name,
    model: start.model,
    inventory: start.inventory,
  };
}

function chosen(rules: readonly Rule[], options: RunOptions): Rule[] {
  return rules.filter(({ id }) => !options.rules || options.rules.includes(id));
}

function sourceOf(start: Workspace): (path: string) => string | null {
  return (path) => {
    const text = start.inventory.read(path);
    return text === null ? null : maskSecrets(text);
  };
}
