import * as expressions from './ecmascript/expressions.ts';
import * as imports from './ecmascript/imports.ts';
import * as methods from './ecmascript/methods.ts';
import * as properties from './ecmascript/properties.ts';
import * as remove from './ecmascript/remove.ts';
import * as statements from './ecmascript/statements.ts';
import * as style from './ecmascript/style.ts';
import type { Tree } from './ecmascript/tree.ts';
import type { Edit } from './edit.ts';
import type { TextSpan } from './lines.ts';

/*
 * Codemods of TypeScript and JavaScript. The path's extension chooses the parser, which is loaded at the first
 * use: both are heavy, and a run that edits nothing must not pay for them. Spans are those of whole nodes, in UTF-16
 * offsets. Each codemod answers no edit where the text already says what is asked, and rejects with
 * a SyntaxError when the text does not parse, or a RangeError when the span is no such node.
 */

const TYPESCRIPT = ['.ts', '.tsx', '.mts', '.cts'];
const JAVASCRIPT = ['.js', '.jsx', '.mjs', '.cjs'];

/**
 * Sets an argument of the call or `new` at a span: replaces it, or appends it.
 *
 * @throws RangeError when the call has fewer than `index` arguments, or a spread makes the position unknown.
 */
export async function setArgument(
  path: string,
  text: string,
  call: TextSpan,
  index: number,
  value: string,
): Promise<Edit[]> {
  return expressions.setArgument(await treeOf(path, text), call, index, value);
}

/**
 * Inserts an argument before the one at `index`, which moves on by one; nothing where that one reads the same.
 *
 * @throws RangeError as `setArgument` does.
 */
export async function insertArgument(
  path: string,
  text: string,
  call: TextSpan,
  index: number,
  value: string,
): Promise<Edit[]> {
  return expressions.insertArgument(await treeOf(path, text), call, index, value);
}

/** Sets a property of the object literal at a span: replaces its value, or adds it at the end. */
export async function setProperty(
  path: string,
  text: string,
  object: TextSpan,
  name: string,
  value: string,
): Promise<Edit[]> {
  return properties.setProperty(await treeOf(path, text), object, name, value);
}

/**
 * Replaces an expression, in parentheses where its new neighbours would otherwise bind a part of it.
 *
 * @throws SyntaxError when the value is not an expression.
 */
export async function replaceExpression(
  path: string,
  text: string,
  span: TextSpan,
  value: string,
): Promise<Edit[]> {
  return expressions.replaceExpression(await treeOf(path, text), span, value);
}

/**
 * Makes an array element depend on a condition: `A` becomes `...(condition ? [A] : [])`.
 * The condition must bind tighter than `? :` does.
 */
export async function makeElementConditional(
  path: string,
  text: string,
  element: TextSpan,
  condition: string,
): Promise<Edit[]> {
  return expressions.makeElementConditional(await treeOf(path, text), element, condition);
}

/** Adds an element at the end of the array literal at a span. */
export async function appendElement(
  path: string,
  text: string,
  array: TextSpan,
  value: string,
): Promise<Edit[]> {
  return expressions.appendElement(await treeOf(path, text), array, value);
}

/** Takes the array element at a span out, with its comma, and its lines where it has them for itself. */
export async function removeElement(path: string, text: string, element: TextSpan): Promise<Edit[]> {
  return remove.removeElement(await treeOf(path, text), element);
}

/** Takes a property out of the object literal at a span, with its comma, and its lines where it has them for itself. */
export async function removeProperty(
  path: string,
  text: string,
  object: TextSpan,
  name: string,
): Promise<Edit[]> {
  return remove.removeProperty(await treeOf(path, text), object, name);
}

/**
 * Takes a name out of the import of a module, and the import with its last name. The caller knows that nothing uses it.
 * A default import beside it stays, and the name with it.
 */
export async function removeImport(
  path: string,
  text: string,
  module: string,
  name: string,
): Promise<Edit[]> {
  return remove.removeImport(await treeOf(path, text), module, name);
}

/**
 * Makes names of a module available: joins its import, or adds one (`require` in a CommonJS file).
 *
 * @throws Error when the file already declares one of the names as something else, or imports it as a type only.
 */
export async function ensureImport(
  path: string,
  text: string,
  module: string,
  names: readonly string[],
): Promise<Edit[]> {
  return imports.ensureImport(await treeOf(path, text), module, names);
}

/**
 * Makes a statement the first of a method, constructor or arrow-function property.
 *
 * @throws RangeError when the class has no such method with a body, or more than one.
 */
export async function guardMethodBody(
  path: string,
  text: string,
  className: string,
  method: string,
  statement: string,
): Promise<Edit[]> {
  return methods.guardMethodBody(await treeOf(path, text), className, method, statement);
}

/**
 * Puts a decorator in front of a method and its other decorators, on a line of its own.
 *
 * @throws RangeError when the class has no such method with a body, or more than one.
 */
export async function addDecorator(
  path: string,
  text: string,
  className: string,
  method: string,
  decorator: string,
): Promise<Edit[]> {
  return methods.addDecorator(await treeOf(path, text), className, method, decorator);
}

/** Inserts statements behind the imports, or the first `require` block; nothing where they already stand. */
export async function insertStatementAfterImports(path: string, text: string, code: string): Promise<Edit[]> {
  return statements.insertStatementAfterImports(await treeOf(path, text), code);
}

/** Inserts statements before the outermost statement that holds a span, above its comments; nothing where they stand there. */
export async function insertStatementBefore(
  path: string,
  text: string,
  span: TextSpan,
  code: string,
): Promise<Edit[]> {
  return statements.insertStatementBefore(await treeOf(path, text), span, code);
}

/**
 * Inserts statements behind the innermost statement of a block, or of the file, that holds a span; nothing where they
 * stand there.
 *
 * @throws RangeError when no statement of a block or of the file holds the span.
 */
export async function insertStatementAfter(
  path: string,
  text: string,
  span: TextSpan,
  code: string,
): Promise<Edit[]> {
  return statements.insertStatementAfter(await treeOf(path, text), span, code);
}

/**
 * Puts an `if` in front of the innermost statement around a span, which has to be no declaration; nothing where it stands
 * there.
 *
 * @throws RangeError when no statement of a block or of the file holds the span.
 */
export async function guardStatement(
  path: string,
  text: string,
  span: TextSpan,
  condition: string,
): Promise<Edit[]> {
  return statements.guardStatement(await treeOf(path, text), span, condition);
}

/** Offset of the first syntax error, null where the text parses. Types are not checked. */
export async function syntaxError(path: string, text: string): Promise<number | null> {
  if (languageOf(path) === 'typescript') {
    return (await import('./typescript/tree.ts')).typescriptSyntaxError(path, text);
  }
  return (await import('./javascript/tree.ts')).javascriptSyntaxError(text);
}

/** Whether the file's outermost scope gives a name, a global one such as `process`, to something of its own. */
export async function declares(path: string, text: string, name: string): Promise<boolean> {
  return (await treeOf(path, text)).declares(name);
}

/** The quote most string literals of a file use; the single one where they are even. */
export async function quoteStyle(path: string, text: string): Promise<"'" | '"'> {
  return style.quoteStyle(await treeOf(path, text));
}

/** Whether a file ends its statements with semicolons; true where none tells. */
export async function semicolons(path: string, text: string): Promise<boolean> {
  return style.semicolons(await treeOf(path, text));
}

async function treeOf(path: string, text: string): Promise<Tree> {
  if (languageOf(path) === 'typescript') {
    return (await import('./typescript/tree.ts')).typescriptTree(path, text);
  }
  return (await import('./javascript/tree.ts')).javascriptTree(path, text);
}

function languageOf(path: string): 'typescript' | 'javascript' {
  if (TYPESCRIPT.some((extension) => path.endsWith(extension))) return 'typescript';
  if (JAVASCRIPT.some((extension) => path.endsWith(extension))) return 'javascript';
  throw new RangeError(`${path} is neither TypeScript nor JavaScript`);
}
