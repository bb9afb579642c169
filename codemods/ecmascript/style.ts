import type { Statement, Tree } from './tree.ts';

/** The quote most strings of a file use; the single one where they are even. */
export function quoteStyle(tree: Tree): "'" | '"' {
  const double = tree.quotes().filter((quote) => quote === '"').length;
  const single = tree.quotes().filter((quote) => quote === "'").length;
  return double > single ? '"' : "'";
}

/** Whether a file ends its statements with semicolons; true where none tells. */
export function semicolons(tree: Tree): boolean {
  const ends = tree.statements.map((statement) => tree.text[statement.end - 1]);
  const withSemicolon = ends.filter((end) => end === ';').length;
  const without = ends.filter((end) => end !== ';' && end !== '}').length;
  return withSemicolon >= without;
}

/** A string literal in the quotes of the file. */
export function stringLiteral(tree: Tree, value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
  const quote = quoteStyle(tree);
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}

/**
 * Whether two neighbouring statements would be read as one: the first leaves its end to the line break,
 * and the second begins with a character that continues an expression.
 */
export function wouldJoin(first: string, second: string): boolean {
  if (first.trimEnd().endsWith(';') || second.startsWith('//') || second.startsWith('/*')) return false;
  return second !== '' && '([`/+-'.includes(second.charAt(0));
}

/** Source text of a statement. */
export function sourceOf(tree: Tree, statement: Statement): string {
  return tree.text.slice(statement.start, statement.end);
}
