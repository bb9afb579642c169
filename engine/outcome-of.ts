import { type IdentifiedFinding, SEVERITIES } from './detect.ts';
import type { Commit } from './inventory/git.ts';
import type { Inventory } from './inventory/inventory.ts';
import { position } from './lines.ts';
import type { Model, Service } from './model.ts';
import {
  type Bilingual,
  OUTCOME_SCHEMA,
  type Outcome,
  type OutcomeFinding,
  type OutcomePatch,
  type Severity,
} from './outcome.ts';
import { displayDiff, type FileChange } from './plan/diff.ts';
import type { Plan, PlannedPatch } from './plan/plan.ts';
import { patchedVariables, sameService } from './plan/variables.ts';
import type { Workspace } from './plan/workspace.ts';
import { maskSecrets } from './secrets.ts';

/** The parts of a run that the outcome is made of. */
export interface RunParts {
  version: string;
  name: string;
  commit: Commit | null;
  rules: Outcome['rules'];
  findings: readonly IdentifiedFinding[];
  /** The model before any patch. */
  model: Model;
  inventory: Inventory;
  plan: Plan | null;
  state: 'planned' | 'applied' | 'skipped';
}

/** Writes everything a run learned as one document. The same input gives the same document. */
export function outcomeOf({
  version,
  name,
  commit,
  rules,
  findings,
  model,
  inventory,
  plan,
  state,
}: RunParts): Outcome {
  const cured = new Set(
    state === 'skipped'
      ? []
      : (plan?.patches ?? []).flatMap((patch) => patch.findings.map(({ fingerprint }) => fingerprint)),
  );
  const remaining = findings.filter(({ fingerprint }) => !cured.has(fingerprint));
  const standing = state === 'skipped' ? null : plan;
  return {
    schema: OUTCOME_SCHEMA,
    tool: { name: 'unblock', version },
    repository: { commit: commit?.hash ?? null, date: commit?.date.slice(0, 10) ?? null, name },
    platforms: model.contracts.map(({ id }) => id),
    rules,
    services: model.services.map((service) => ({
      name: service.name,
      root: service.root,
      language: service.language,
      framework: service.framework,
      role: service.role,
      startCommand: startCommand(service),
      patchedStartCommand: startCommand(sameService(standing?.end.model ?? model, service) ?? service),
      manifests: [...new Set(service.deployables.map(({ path }) => path))].sort(),
    })),
    findings: findings.map((finding) => outcomeFinding(finding, textBefore(plan, finding, model), model)),
    patches: (plan?.patches ?? []).map((patch, index) => outcomePatch(patch, index, state)),
    skipped: (plan?.skipped ?? []).map(({ finding, reason }) => ({
      rule: finding.rule,
      path: finding.span.path,
      line: position(textBefore(plan, finding, model), finding.span.start).line,
      reason: masked(reason),
      fingerprint: finding.fingerprint,
    })),
    unread: [...inventory.unread].sort((a, b) =>
      a.path < b.path ? -1 : a.path > b.path ? 1 : a.reason < b.reason ? -1 : 1,
    ),
    variables: patchedVariables(model, standing),
    manual: findings.flatMap((finding) =>
      (finding.steps ?? []).map((step) => ({
        service: finding.service,
        platform: finding.platforms[0] ?? 'generic',
        step: masked(step),
        fingerprint: finding.fingerprint,
      })),
    ),
    stats: {
      files: inventory.paths.size,
      parsed: model.services.reduce(
        (sum, service) => sum + service.files.filter((path) => model.isParsed(path)).length,
        0,
      ),
      services: model.services.length,
      findings: count(findings.filter(({ patchedOnly }) => !patchedOnly)),
      remaining: count(remaining),
    },
  };
}

/** The command that starts a service, secrets masked. */
function startCommand({ starts: [first] }: Service): string | null {
  return first ? maskSecrets(first.command.text) : null;
}

/** The text a finding's offsets count in: of a later round, the state in which it was found. */
function textBefore(plan: Plan | null, finding: IdentifiedFinding, model: Model): string {
  const original = model.read(finding.span.path);
  const later = plan?.end.model.read(finding.span.path) ?? null;
  return original ?? later ?? '';
}

function outcomeFinding(finding: IdentifiedFinding, text: string, model: Model): OutcomeFinding {
  const start = position(text, finding.span.start);
  const end = position(text, finding.span.end);
  const { path } = finding.span;
  const inRoot = model.services.filter(({ root }) => root === finding.service);
  const service =
    inRoot.find(({ files }) => files.includes(path)) ??
    // Services of two languages share a root: a file of requirements tells whose it is.
    inRoot.find(({ dependencies }) => dependencies.entries.some((entry) => entry.path === path)) ??
    model.service(finding.service);
  return {
    rule: finding.rule,
    severity: finding.severity,
    service: service?.name ?? finding.service,
    path: finding.span.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    title: masked(finding.title),
    message: {
      what: masked(finding.message.what),
      why: masked(finding.message.why),
      todo: masked(finding.message.todo),
    },
    fix: finding.fix,
    patchedOnly: finding.patchedOnly ?? false,
    fingerprint: finding.fingerprint,
    platforms: finding.platforms,
  };
}

function outcomePatch(patch: PlannedPatch, index: number, state: OutcomePatch['state']): OutcomePatch {
  const changes = changesBetween(patch.before, patch.after, patch.paths);
  const titles = patch.fixes.map(({ fix }) => fix.title);
  const join = (language: keyof Bilingual) =>
    [...new Set(titles.map((title) => title[language]))].join(language === 'fr' ? '\u00a0; ' : '; ');
  return {
    id: `P${index + 1}`,
    rules: [...new Set(patch.findings.map(({ rule }) => rule))].sort(),
    title: masked({ en: join('en'), fr: join('fr') }),
    safety: patch.fixes.some(({ fix }) => fix.safety === 'review') ? 'review' : 'safe',
    state,
    files: changes.map(({ path, before }) => ({ path, status: before === null ? 'added' : 'modified' })),
    paragraphs: patch.fixes.map(({ fix: { paragraph } }) => ({
      now: masked(paragraph.now),
      effect: masked(paragraph.effect),
      change: masked(paragraph.change),
      guarantee: masked(paragraph.guarantee),
    })),
    diff: displayDiff(changes),
    findings: patch.findings.map(({ fingerprint }) => fingerprint),
    rechecked: state !== 'skipped',
  };
}

/** What changed in some files from one state to a later one, with byte order marks. */
export function changesBetween(before: Workspace, after: Workspace, paths: readonly string[]): FileChange[] {
  const text = (workspace: Workspace, path: string) => {
    const source = workspace.inventory.source(path);
    return source ? (source.bom ? '\ufeff' : '') + source.text : null;
  };
  return [...new Set(paths)].sort().flatMap((path) => {
    const [old, next] = [text(before, path), text(after, path)];
    return next === null || next === old ? [] : [{ path, before: old, after: next }];
  });
}

function masked(text: Bilingual): Bilingual {
  return { en: maskSecrets(text.en), fr: maskSecrets(text.fr) };
}

function count(findings: readonly IdentifiedFinding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, important: 0, advice: 0 };
  for (const severity of SEVERITIES)
    counts[severity] = findings.filter((finding) => finding.severity === severity).length;
  return counts;
}
