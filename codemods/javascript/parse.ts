import jscodeshift, { type ASTNode, type Collection } from 'jscodeshift';
import babylon from 'jscodeshift/parser/babylon.js';
import tsx from 'jscodeshift/parser/tsx.js';

/** Sloppy mode: old CommonJS files may have octal literals. */
const SCRIPT = { sourceType: 'script', allowReturnOutsideFunction: true, plugins: ['jsx'] };

/** JavaScript with Flow and JSX; the TypeScript parser for its decorators of parameters; sloppy scripts. */
const PARSERS = [babylon, tsx, () => babylon(SCRIPT)] as const;

/**
 * Parses with the first parser that can read the text. The parser is called directly: `jscodeshift(text)` normalises
 * tabs and line ends first, and its offsets are then not those of the text.
 *
 * @throws SyntaxError of the first parser when none can read the text.
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
  const [first, ...others] = PARSERS;
  try {
    return first().parse(text);
  } catch (error) {
    for (const parser of others) {
      try {
        return parser().parse(text);
      } catch {
        // The first parser knows most files: its error is the one to tell.
      }
    }
    throw error;
  }
}
