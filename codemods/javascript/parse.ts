import jscodeshift, { type ASTNode, type Collection } from 'jscodeshift';
import babylon from 'jscodeshift/parser/babylon.js';
import tsx from 'jscodeshift/parser/tsx.js';

/**
 * Flow comments stay comments, unlike in jscodeshift's own options: code inserted behind an import that stands in one
 * would never run.
 */
const MODULE = {
  sourceType: 'module',
  allowReturnOutsideFunction: true,
  plugins: ['flow', 'jsx', ['decorators', { decoratorsBeforeExport: false }], 'exportDefaultFrom'],
};

/** Sloppy mode, for old CommonJS files: they may have octal literals. */
const SCRIPT = { ...MODULE, sourceType: 'script' };

/** The TypeScript parser is asked for its decorators of parameters. */
const PARSERS = [() => babylon(MODULE), tsx, () => babylon(SCRIPT)] as const;

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
