import { ensureImport, replaceExpression } from '@unblock/codemods/python/index';
import type { Expression, Model, Service, Span, Value } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { literalPlace } from '@unblock/engine/literal-place';
import { isDeclared } from '@unblock/engine/started';
import { isGiven } from '@unblock/engine/variables';
import { type DebugEvidence, PATCH, paragraph } from './words.ts';

/**
 * Debug mode that is on: by a literal, by the text of a variable, which is true whatever it says, or by a comparison
 * that holds as long as nobody sets the variable.
 */
export interface Switch {
  kind: 'literal' | 'text' | 'default';
  /** The variable: the one whose text is taken for a truth value, else `DEBUG`. */
  variable: string;
  /** What the patch replaces. */
  span: Span;
  /** What it writes there; by default the reading of the variable. */
  text?: string;
}

/** What an expression gives debug mode; null where it is off, well read, or not known. */
export function switchOf(expression: Expression, model: Model): Switch | null {
  const read = textRead(expression, model, 0);
  if (read) return { kind: 'text', variable: read.name, span: read.span };
  const unset = onWhenUnset(expression, model);
  if (unset) return { kind: 'default', variable: unset, span: expression.span };
  const value = model.resolve(expression);
  if (expression.kind === 'call' && value.kind === 'environment') return libraryDefault(value, expression);
  const isOn = value.kind === 'literal' && (value.value === true || value.value === 1);
  if (!isOn) return null;
  // The settings of another file are the place where people look for the switch.
  const isHere = value.declared.path === expression.span.path;
  const span = isHere ? literalPlace(value, expression.span, model) : value.declared;
  return { kind: 'literal', variable: 'DEBUG', span };
}

/** `config("DEBUG", default=True, cast=bool)`, `env.bool("DEBUG", True)`: on as long as nobody sets the variable. */
function libraryDefault(
  { name, fallback }: Extract<Value, { kind: 'environment' }>,
  { span }: Expression,
): Switch | null {
  const isLiteral = fallback?.kind === 'literal' && /^(true|1|yes|on)$/i.test(String(fallback.value));
  const place = fallback?.declared;
  if (!isLiteral || !place || place.path !== span.path || place.start < span.start || place.end > span.end)
    return null;
  const text = typeof fallback.value === 'string' ? '"False"' : 'False';
  return { kind: 'default', variable: name, span: place, text };
}

/** The variable of `os.getenv("DEBUG", "True") == "True"` or `os.getenv("DEBUG") != "False"`; null for one that is off. */
function onWhenUnset(expression: Expression, model: Model): string | null {
  if (expression.kind !== 'derived' || !expression.comparison) return null;
  const [left, right] = expression.from;
  const isFolded = left?.kind === 'derived' && left.from.length === 1;
  const read = isFolded ? left.from[0] : left;
  const expected = right ? model.resolve(right) : null;
  if (read?.kind !== 'env' || expected?.kind !== 'literal') return null;
  const fallback = read.fallback ? model.resolve(read.fallback) : null;
  if (fallback && fallback.kind !== 'literal') return null;
  // `.lower()` and `.strip()` change letters and space only.
  const plain = (value: unknown) => (isFolded ? String(value).trim().toLowerCase() : String(value));
  const holds = plain(fallback?.value ?? null) === plain(expected.value);
  return (expression.comparison === '==') === holds ? read.name : null;
}

/** `os.getenv("DEBUG", True)`, `bool(os.getenv("DEBUG"))`: any text is true, `False` and `0` included. */
function textRead(expression: Expression, model: Model, depth: number): { name: string; span: Span } | null {
  if (expression.kind === 'name' && depth < 4) {
    const bound = expression.local ?? model.module(expression.span.path)?.bindings[expression.name];
    return bound ? textRead(bound, model, depth + 1) : null;
  }
  const inner = expression.kind === 'convert' && expression.to === 'boolean' ? expression.value : expression;
  return inner.kind === 'env' ? { name: inner.name, span: expression.span } : null;
}

/**
 * A manifest, a platform or a file that settings libraries read sets the variable: then it is on only by that value, which
 * its own finding tells.
 */
export function isTurnedOff({ kind, variable }: Switch, service: Service, model: Model): boolean {
  return (
    kind === 'default' &&
    (isGiven(variable) || isDeclared(service, variable) || isInFile(variable, service, model))
  );
}

/** `DEBUG=False` in a `.env` or `settings.ini` of the repository. */
function isInFile(variable: string, { root }: Service, model: Model): boolean {
  const names = ['.env', 'settings.ini'].flatMap((name) => [name, `${root}/${name}`]);
  return names.some((path) => new RegExp(`^\\s*${variable}\\s*=`, 'm').test(model.read(path) ?? ''));
}

/** Reads a switch from the environment, off by default. */
export function reading(variable: string): string {
  return `os.environ.get("${variable}", "").lower() in {"1", "true", "yes"}`;
}

/** Replaces the switch where it is declared. */
export function readSwitch(
  { span, variable, text: written }: Switch,
  evidence: DebugEvidence,
  model: Model,
): ReturnType<Entry['fix']> {
  const { path } = span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const edits = written
    ? replaceExpression(text, span, written)
    : [...ensureImport(text, span.start, 'os'), ...replaceExpression(text, span, reading(variable))];
  return { safety: 'review', title: PATCH, paragraph: paragraph(evidence), edits: [{ path, edits }] };
}
