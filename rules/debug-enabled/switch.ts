import type { Edit } from '@unblock/codemods';
import { ensureImport, replaceExpression, setKeywordArgument } from '@unblock/codemods/python/index';
import type { Expression, Model, Service, Span, Value } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { escaped } from '@unblock/engine/escaped';
import { literalPlace } from '@unblock/engine/literal-place';
import { isDeclared } from '@unblock/engine/started';
import { isGiven } from '@unblock/engine/variables';
import type { Contract } from '@unblock/platforms';
import {
  askInstead,
  castInstead,
  type DebugEvidence,
  defaultInstead,
  PATCH,
  paragraph,
  type Remedy,
  readInstead,
} from './words.ts';

/**
 * Debug mode that is on: by a literal, by the text of a variable, which is true whatever it says, by a comparison
 * that holds as long as nobody sets the variable, or by one that holds with the value that a platform gives the variable.
 */
export interface Switch {
  kind: 'literal' | 'text' | 'default' | 'given';
  /** The variable: the one whose text is taken for a truth value, else `DEBUG`. */
  variable: string;
  /** What the patch replaces. */
  span: Span;
  /** Where a library reads the variable: what has to change in its call. */
  library?: LibraryChange;
  /** The value that platforms give the variable, the one that the code waits for, and those platforms. */
  given?: { value: string; expected: string; contracts: Contract[] };
}

/** A call of a settings library that gives no truth value, or one that is on as long as nobody sets the variable. */
interface LibraryChange {
  addsCast: boolean;
  fallback: { span: Span; text: string } | null;
}

/** What an expression gives debug mode; null where it is off, well read, or not known. */
export function switchOf(expression: Expression, model: Model): Switch | null {
  const read = textRead(expression, model, 0);
  if (read) return { kind: 'text', variable: read.name, span: read.span };
  const given = onWhenGiven(expression, model);
  if (given) return given;
  const unset = onWhenUnset(expression, model);
  if (unset) return { kind: 'default', variable: unset, span: expression.span };
  const value = model.resolve(expression);
  if (expression.kind === 'call' && value.kind === 'environment') return inLibrary(value, expression, model);
  const isOn = value.kind === 'literal' && (value.value === true || value.value === 1);
  if (!isOn) return null;
  // The settings of another file are the place where people look for the switch.
  const isHere = value.declared.path === expression.span.path;
  const span = isHere ? literalPlace(value, expression.span, model) : value.declared;
  return { kind: 'literal', variable: 'DEBUG', span };
}

/** `config("DEBUG", default=True, cast=bool)`, `env.bool("DEBUG", True)`; `config("DEBUG")`, which gives its text. */
function inLibrary(
  { name, fallback }: Extract<Value, { kind: 'environment' }>,
  expression: Extract<Expression, { kind: 'call' }>,
  model: Model,
): Switch | null {
  const { span } = expression;
  const place = fallback?.declared;
  const isInside = place?.path === span.path && place.start >= span.start && place.end <= span.end;
  const isOn = isInside && fallback?.kind === 'literal' && /^(true|1|yes|on)$/i.test(String(fallback.value));
  const text = typeof (fallback?.kind === 'literal' && fallback.value) === 'string' ? '"False"' : 'False';
  const library = { addsCast: isUncast(expression, model), fallback: isOn ? { span: place, text } : null };
  if (!library.addsCast && !library.fallback) return null;
  return { kind: library.addsCast ? 'text' : 'default', variable: name, span, library };
}

/** python-decouple casts by its third argument only: https://github.com/HBNetwork/python-decouple */
function isUncast(expression: Extract<Expression, { kind: 'call' }>, model: Model): boolean {
  const { arguments: given, keywords } = expression;
  const isCast = given.length > 2 || 'cast' in keywords || '**' in keywords;
  return !isCast && model.producer(expression)?.module === 'decouple';
}

/** A variable compared with a literal: `os.getenv("DEBUG", "True").lower() == "true"`. */
interface Comparison {
  read: Extract<Expression, { kind: 'env' }>;
  expected: unknown;
  isEqual: boolean;
  /** Letters and space that the code does not look at are left out. */
  plain: (value: unknown) => string;
}

function comparisonOf(expression: Expression, model: Model): Comparison | null {
  if (expression.kind !== 'derived' || !expression.comparison) return null;
  const [left, right] = expression.from;
  const isFolded = left?.kind === 'derived' && left.from.length === 1;
  const read = isFolded ? left.from[0] : left;
  const expected = right ? model.resolve(right) : null;
  if (read?.kind !== 'env' || expected?.kind !== 'literal') return null;
  return {
    read,
    expected: expected.value,
    isEqual: expression.comparison === '==',
    // `.lower()` and `.strip()` change letters and space only.
    plain: (value) => (isFolded ? String(value).trim().toLowerCase() : String(value)),
  };
}

/** The variable of `os.getenv("DEBUG", "True") == "True"` or `os.getenv("DEBUG") != "False"`; null for one that is off. */
function onWhenUnset(expression: Expression, model: Model): string | null {
  const comparison = comparisonOf(expression, model);
  if (!comparison) return null;
  const { read, expected, isEqual, plain } = comparison;
  const fallback = read.fallback ? model.resolve(read.fallback) : null;
  if (fallback && fallback.kind !== 'literal') return null;
  return isEqual === (plain(fallback?.value ?? null) === plain(expected)) ? read.name : null;
}

/** `os.getenv("RENDER") != "1"`, meant to be off on the platform, which gives the variable another text. */
function onWhenGiven(expression: Expression, model: Model): Switch | null {
  const comparison = comparisonOf(expression, model);
  if (!comparison || comparison.isEqual || typeof comparison.expected !== 'string') return null;
  const { read, expected, plain } = comparison;
  const valueOn = ({ environment }: Contract) => environment.value.values?.[read.name];
  const contracts = model.contracts.filter((contract) => {
    const value = valueOn(contract);
    return value !== undefined && plain(value) !== plain(expected);
  });
  const [first] = contracts;
  const value = first && valueOn(first);
  if (value === undefined || typeof expected !== 'string') return null;
  return { kind: 'given', variable: read.name, span: expression.span, given: { value, expected, contracts } };
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
  if (kind === 'given') return isDeclared(service, variable);
  return (
    kind === 'default' &&
    (isGiven(variable) || isDeclared(service, variable) || isInFile(variable, service, model))
  );
}

/**
 * Whether a text taken for a truth value waits for somebody to set it: it is off by default, no manifest gives the variable, and
 * no page or example tells people to give it a text that means "off".
 */
export function isTrapOnly(
  { kind, variable }: Switch,
  debug: Expression,
  service: Service,
  model: Model,
): boolean {
  const read = debug.kind === 'convert' ? debug.value : debug;
  if (kind !== 'text' || read.kind !== 'env' || isDeclared(service, variable)) return false;
  const { fallback } = read;
  if (fallback && !(fallback.kind === 'literal' && !fallback.value)) return false;
  const off = new RegExp(`\\b${escaped(variable)}\\b["'\`]?\\s*[=:]\\s*["'\`]?(False|0|no|off)\\b`, 'i');
  return ![...model.paths].some((path) => TELLS.test(path) && off.test(model.read(path) ?? ''));
}

/** Examples of the variables, and pages. */
const TELLS = /(^|\/)(\.?env[\w.-]*|[\w.-]+\.env|[\w-]+\.(md|rst|txt|ya?ml))$/i;

/** `DEBUG=False` in a `.env` or `settings.ini` of the repository. */
function isInFile(variable: string, { root }: Service, model: Model): boolean {
  const names = ['.env', 'settings.ini'].flatMap((name) => [name, `${root}/${name}`]);
  return names.some((path) =>
    new RegExp(`^[ \\t]*${escaped(variable)}[ \\t]*=`, 'm').test(model.read(path) ?? ''),
  );
}

/** Reads a switch from the environment, off by default. */
function reading(variable: string): string {
  return `os.environ.get("${variable}", "").lower() in {"1", "true", "yes"}`;
}

/** Off wherever the platform sets its variable. */
function absence(variable: string): string {
  return `"${variable}" not in os.environ`;
}

/** What to do about a switch. */
export function remedyOf({ kind, library, variable }: Switch): Remedy {
  if (kind === 'given') return askInstead(absence(variable));
  if (!library) return readInstead(reading(variable));
  return library.addsCast ? castInstead(variable) : defaultInstead(variable);
}

/** Replaces the switch where it is declared. */
export function readSwitch(
  { kind, span, variable, library }: Switch,
  evidence: DebugEvidence,
  model: Model,
): ReturnType<Entry['fix']> {
  const { path } = span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const instead = kind === 'given' ? absence(variable) : reading(variable);
  const edits = library
    ? inCall(text, span, library)
    : [...ensureImport(text, span.start, 'os'), ...replaceExpression(text, span, instead)];
  return { safety: 'review', title: PATCH, paragraph: paragraph(evidence), edits: [{ path, edits }] };
}

function inCall(text: string, call: Span, { addsCast, fallback }: LibraryChange): Edit[] {
  return [
    ...(fallback ? replaceExpression(text, fallback.span, fallback.text) : []),
    ...(addsCast ? setKeywordArgument(text, call, 'cast', 'bool') : []),
  ];
}
