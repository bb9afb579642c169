import type { Edit } from '@unblock/codemods';
import type { Contract, PlatformId } from '@unblock/platforms';
import type { Span } from './facts.ts';
import type { Model, Service } from './model.ts';
import type { Bilingual, Paragraph, Safety, Severity } from './outcome.ts';

/** One occurrence of a blocker, with its evidence. */
export interface Finding {
  rule: string;
  severity: Severity;
  /** Root of the service it belongs to. */
  service: string;
  /** The evidence: what an editor would underline. */
  span: Span;
  title: Bilingual;
  message: { what: Bilingual; why: Bilingual; todo: Bilingual };
  /** What a fix would be: null where there is none. The fix itself may still refuse, with a reason. */
  fix: Safety | 'manual' | null;
  /** Tells findings of one rule in one file apart, whatever lines move around it: `uvicorn.run host`. */
  key: string;
  platforms: PlatformId[];
  /** Steps for a person when the fix is manual, or that remain after the fix. */
  steps?: Bilingual[];
  /** Findings with the same group are cured by one patch, apart from those whose fix refuses. Default: by stage and file. */
  group?: string;
}

/** The edits that cure one finding. Paths are relative to the repository. */
export interface Fix {
  safety: Safety;
  title: Bilingual;
  paragraph: Paragraph;
  edits: { path: string; edits: Edit[] }[];
  /** Files to create; refused where the path exists. */
  creates?: { path: string; text: string }[];
}

/** Why a finding is not fixed. */
export interface Skip {
  skip: Bilingual;
}

/** Knows one blocker: detects it, explains it, fixes it. Pure functions over the model. */
export interface Rule {
  /** Names the defect, not the remedy; the name of the rule's folder. */
  id: string;
  severity: Severity;
  /** One line for the catalogue. */
  summary: Bilingual;
  /** The order of application: earlier stages make facts that later ones build on (a requirement before a manifest). */
  stage: Stage;
  /** Rules whose fixes come first where one patch holds findings of both: this one's fix builds on theirs. */
  after?: readonly string[];
  /** Whether the blocker exists under a contract. */
  platforms: (contract: Contract) => boolean;
  detect(service: Service, model: Model): Finding[];
  fix?(finding: Finding, model: Model): Fix | Skip | Promise<Fix | Skip>;
}

/** Stages of a plan, applied in this order. */
export const STAGES = ['code', 'configuration', 'dependencies', 'manifest'] as const;
export type Stage = (typeof STAGES)[number];

/** Declares a rule; the identity function that gives the object its type. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
