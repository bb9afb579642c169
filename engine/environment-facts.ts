import type { EnvironmentNeed, Expression, Span } from './facts.ts';

/**
 * A Python call that may read a variable through a settings library or a function of the repository: `config("X")`,
 * `env.bool("X", False)`. Whose function it is, its origin tells: see `environmentFacts`.
 */
export interface EnvironmentCall {
  kind: 'environment-call';
  span: Span;
  expression: Extract<Expression, { kind: 'call' }>;
  /** What `with env.prefixed("APP_"):` around it puts in front of the name; null where that is not written in place. */
  prefix: string | null;
  /** What the code does where the call gives no value. */
  missing: EnvironmentNeed;
  /** Loading the file runs it. */
  always: boolean;
}

/** A class with `BaseSettings` among its bases. */
export interface SettingsClass {
  kind: 'settings-class';
  span: Span;
  name: string;
}

/** A function that reads a variable whose name is not written there: what it reads, its callers tell. */
export interface EnvironmentHelper {
  kind: 'environment-helper';
  span: Span;
}

/** A function of the repository that reads the variable named by one of its parameters. */
export interface EnvironmentReader {
  /** The parameter that names the variable. */
  variable: { name: string; position: number };
  /** The parameter that stands in for a missing variable, with its own default. */
  fallback: { name: string; position: number; value: Expression | null } | null;
  /** What it does without the variable and without a fallback. */
  need: EnvironmentNeed;
  /** What it returns then, where that is written in place. */
  otherwise: Expression | null;
}
