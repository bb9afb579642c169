/** The outcome of a run as other programs read it. All reports are views of this document. */
export const OUTCOME_SCHEMA = 'unblock/outcome/1';

export type Severity = 'critical' | 'important' | 'advice';
export type Safety = 'safe' | 'review';
export type Language = 'en' | 'fr';

/** A text in both languages of the product. */
export interface Bilingual {
  en: string;
  fr: string;
}

/** The four beats of an FI9_NAYEK paragraph, with the concrete values of the finding in place. */
export interface Paragraph {
  /** What stands there now. */
  now: Bilingual;
  /** What that does on the platform. */
  effect: Bilingual;
  /** What the patch changes. */
  change: Bilingual;
  /** What the patch guarantees. */
  guarantee: Bilingual;
}

export interface OutcomeService {
  name: string;
  /** Folder relative to the repository; '' is its root. */
  root: string;
  language: 'python' | 'node';
  framework: string | null;
  role: string;
  startCommand: string | null;
  /** The same in the patched tree. */
  patchedStartCommand: string | null;
  manifests: string[];
}

export interface OutcomeFinding {
  rule: string;
  severity: Severity;
  service: string;
  path: string;
  /** One-based line and column; the end is exclusive. */
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  title: Bilingual;
  message: { what: Bilingual; why: Bilingual; todo: Bilingual };
  fix: Safety | 'manual' | null;
  /** Only the patched tree has it: a scan of the repository as it stands does not show it, and no count of it does. */
  patchedOnly: boolean;
  fingerprint: string;
  platforms: string[];
}

export interface OutcomePatch {
  /** `P1`, `P2`, … in the order of application. */
  id: string;
  rules: string[];
  title: Bilingual;
  safety: Safety;
  state: 'planned' | 'applied' | 'skipped';
  files: { path: string; status: 'added' | 'modified' }[];
  /** The FI9_NAYEK paragraphs of the patch: one for each rule in it. */
  paragraphs: Paragraph[];
  /** Unified diff of this patch alone, as `git apply` takes it. Secrets are masked. */
  diff: string;
  /** Fingerprints of the findings it cures. */
  findings: string[];
  /** Result of the recheck: the cured findings are gone, every touched file parses. */
  rechecked: boolean;
}

/** A variable a service reads, and where its value comes from on the platform. */
export interface OutcomeVariable {
  service: string;
  name: string;
  /** What the code does without it: fails, goes on with nothing, leaves something off, has a value of its own. */
  need: 'required' | 'no-default' | 'optional' | 'defaulted';
  secret: boolean;
  /** Path and line of the first read. */
  path: string;
  line: number;
  /** Declared by a manifest of the repository, or only by one that a patch writes. */
  declared: 'manifest' | 'patch' | null;
  /** The patch that declares it: `P5`. */
  patch: string | null;
  /** The patch by which the code reads it; null where it does so before. Path and line are those of the patched tree then. */
  readSince: string | null;
}

export interface Outcome {
  schema: string;
  tool: { name: string; version: string };
  repository: { commit: string | null; date: string | null; name: string };
  platforms: string[];
  /** Ids of the rules that ran, and of those the user left out: only a run of all of them says something of the whole. */
  rules: { ran: string[]; leftOut: string[] };
  services: OutcomeService[];
  findings: OutcomeFinding[];
  patches: OutcomePatch[];
  skipped: { rule: string; path: string; line: number; reason: Bilingual; fingerprint: string }[];
  unread: { path: string; reason: string }[];
  variables: OutcomeVariable[];
  /**
   * Steps for a person. `fingerprint` is that of the finding: with a patch that cures it they stay to be done on the
   * platform, without one they are how a person fixes it, or belong to a patch that is not there.
   */
  manual: { service: string; platform: string; step: Bilingual; fingerprint: string }[];
  stats: {
    files: number;
    parsed: number;
    services: number;
    findings: Record<Severity, number>;
    remaining: Record<Severity, number>;
  };
}
