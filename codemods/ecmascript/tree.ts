import type { TextSpan } from '../lines.ts';

/** One entry of a list; `spread` where it stands for any number of entries. */
export interface Item extends TextSpan {
  spread: boolean;
}

/** A comma-separated list: `open` just after its opening bracket, `close` at its closing one. */
export interface List<T extends Item = Item> {
  open: number;
  close: number;
  items: readonly T[];
}

/** A property of an object literal. `name` is unknown for a spread or a computed name. */
export interface Property extends Item {
  name: string | undefined;
  /** Absent for a method, an accessor or a spread; the name itself for a shorthand. */
  value: TextSpan | undefined;
  shorthand: boolean;
}

/** What surrounds an expression, which decides how another may take its place. */
export type Position =
  /** Between delimiters: any expression but a comma sequence fits. */
  | 'delimited'
  /** Where an expression that starts with a brace would be read as a block. */
  | 'body'
  /** Operand of another expression: anything loose needs parentheses. */
  | 'operand'
  /** Operand a statement begins with: a parenthesis there could call the statement before it. */
  | 'leading'
  /** The `port` of `{ port }`. */
  | 'shorthand'
  /** The string of a JSX attribute. */
  | 'attribute';

/** An entry of an array literal, and the condition it already depends on. */
export interface Element extends TextSpan {
  condition: string | undefined;
}

export interface ImportedName extends Item {
  imported: string;
  local: string;
  typeOnly: boolean;
}

/** An import declaration, or the declaration `const … = require('…')`. */
export interface Import {
  module: string;
  /** Absent where the import has no list of names, and where it imports types only. */
  names: List<ImportedName> | undefined;
  /** Where a list of names may be added after a default import. */
  defaultEnd: number | undefined;
}

export interface Statement extends TextSpan {
  kind: 'directive' | 'import' | 'require' | 'other';
}

/** The body of a method: a block, or the expression of an arrow function. */
export interface MethodBody extends TextSpan {
  /** Where the method and its class begin: their lines tell the indentation. */
  method: number;
  class: number;
  block: readonly Statement[] | undefined;
}

/** What the codemods ask of a parsed file. Each span must be that of one node exactly. */
export interface Tree {
  text: string;
  /** Offset behind a hashbang line's last character, 0 where there is none. */
  hashbang: number;
  statements: readonly Statement[];
  moduleKind: 'esm' | 'commonjs';
  imports(): Import[];
  /** Whether the file's outermost scope declares the name. */
  declares(name: string): boolean;
  /** Arguments of the call or `new` at the span. */
  callArguments(span: TextSpan): List | undefined;
  properties(span: TextSpan): List<Property> | undefined;
  /** The innermost statement of a block, or of the file, that holds a span, and the one behind it. */
  statementAround(span: TextSpan): { statement: Statement; next: Statement | undefined } | undefined;
  position(span: TextSpan): Position | undefined;
  element(span: TextSpan): Element | undefined;
  /** Elements of the array literal that has one at the span. */
  arrayAround(span: TextSpan): List | undefined;
  /** Elements of the array literal at the span. */
  array(span: TextSpan): List | undefined;
  methods(className: string, method: string): MethodBody[];
  /** First character of each string literal outside JSX. */
  quotes(): string[];
  /** How an expression binds: `tight` ones can be operands, a `comma` sequence needs parentheses anywhere. */
  expressionShape(expression: string): 'tight' | 'loose' | 'comma';
}

/** The line, from 1, of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The error for a span that is not the wanted node: its caller's facts are older than the text. */
export function notFound(wanted: string, text: string, span: TextSpan): RangeError {
  return new RangeError(`no ${wanted} spans ${span.start}-${span.end} (line ${lineOf(text, span.start)})`);
}
