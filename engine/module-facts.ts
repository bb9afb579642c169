import type { EnvironmentReader } from './environment-facts.ts';
import type { Span } from './facts.ts';

/**
 * An expression of the source, reduced to what can be followed. Plain data, the same for Python and JavaScript, so that
 * one resolver serves both and a file's facts can be cached. Whatever is not one of these forms is `unknown`.
 */
export type Expression = { span: Span } & (
  | { kind: 'literal'; value: string | number | boolean | null }
  /** `local` is the expression it was bound to inside the function around it; module-level names have none. */
  | { kind: 'name'; name: string; local: Expression | null }
  | { kind: 'member'; object: Expression; property: string }
  | { kind: 'call'; callee: Expression; arguments: Expression[]; keywords: Record<string, Expression> }
  | { kind: 'env'; name: string; fallback: Expression | null; required: boolean }
  | { kind: 'convert'; value: Expression; to: 'number' | 'string' | 'boolean' }
  | { kind: 'either'; first: Expression; second: Expression }
  /** `plus`: joined by `+`, which adds where both are numbers. */
  | { kind: 'concat'; parts: Expression[]; plus?: true }
  | { kind: 'object'; properties: Record<string, Expression> }
  /** ECMAScript: a short array without spreads. */
  | { kind: 'list'; items: Expression[] }
  /** Computed from these parts in a way that is not followed: a comparison, a condition, a method call. */
  | { kind: 'derived'; from: Expression[]; comparison?: '==' | '!=' }
  | { kind: 'unknown' }
);

/** A class with its fields: a settings class where `settings` is true. */
export interface ClassSummary {
  name: string;
  span: Span;
  bases: string[];
  /** `env_prefix` that the class itself gives, '' without one. */
  envPrefix: string;
  /** Python: `env_nested_delimiter` that the class itself gives, '' without one. */
  nestedDelimiter?: string;
  /** Methods and properties: they hide inherited fields of the same name. */
  methods: string[];
  fields: Record<string, ClassField>;
  /** Python: what an instance has beside its fields: what `__init__` gives it once and for certain, and what a property returns. */
  attributes?: Record<string, Expression>;
  /** Python: methods that read the variable they are asked for. */
  readers?: Record<string, EnvironmentReader>;
}

/** An assigned or annotated name of a class. */
export interface ClassField {
  span: Span;
  fallback: Expression | null;
  /** The variable's name where the field gives one of its own. */
  alias: string | null;
  /** Further names that serve as well: `AliasChoices("A", "B")`. */
  others?: string[];
  /** Its annotation, where it has one: `str | None`. */
  type?: string;
}

/** One imported name: `from module import name as local`, `import module as local` with `name` null. */
export interface ImportSummary {
  local: string;
  module: string;
  name: string | null;
  span: Span;
  /** Python: under a condition, or in a `try` that catches its failure. */
  conditional?: true;
}

/** What a module gives the configuration of a Flask application: `app.config.from_object(Config)`, `app.config["X"] = …`. */
export interface Configured {
  objects: Expression[];
  items: Record<string, Expression>;
  /** More may be in it than is seen. */
  isOpen: boolean;
}

/** What other files may need to know of a module in order to follow a value through it. */
export interface ModuleSummary {
  /** Module-level names that are assigned once. */
  bindings: Record<string, Expression>;
  imports: ImportSummary[];
  /** Imports inside functions: they bind nothing here, but the other module runs too. */
  innerImports: ImportSummary[];
  classes: Record<string, ClassSummary>;
  /** Functions with one return statement: what they return. */
  returns: Record<string, Expression>;
  /** Python: functions that read the variable they are asked for. */
  readers?: Record<string, EnvironmentReader>;
  /** Python: configurations, by the name of their application. */
  configured?: Record<string, Configured>;
  /** ECMAScript: exported name to local name. Python exports every name. */
  exports: Record<string, string>;
}
