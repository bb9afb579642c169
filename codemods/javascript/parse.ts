import jscodeshift, { type ASTNode, type Collection } from 'jscodeshift';
import babylon from 'jscodeshift/parser/babylon.js';
import tsx from 'jscodeshift/parser/tsx.js';

/**
 * Parses with Babel's JavaScript, Flow and JSX, or, where that fails, with its TypeScript, which knows decorators of
 * parameters. The parser is called directly: `jscodeshift(text)` normalises tabs and line ends first, and its
 * offsets are then not those of the text.
 *
 * @throws SyntaxError of the first parser when neither can read the text.
 */
export function parse(text: string): Collection {
  return jscodeshift(parseNode(text));
}

/** Offset of the first syntax error, null where the text parses. */
export function javascriptSyntaxError(text: string): number | null {
  try {
    parseNode(text);
    return null;
  } catch (error) {
    return offsetOf(error);
  }
}

/** Offset a Babel error points to. Any other error is a defect of ours and goes on. */
export function offsetOf(error: unknown): number {
  if (error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number') return error.pos;
  throw error;
}

function parseNode(text: string): ASTNode {
  try {
    return babylon().parse(text);
  } catch (error) {
    try {
      return tsx().parse(text);
    } catch {
      throw error;
    }
  }
}
