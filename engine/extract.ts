import type { SgNode } from '@ast-grep/napi';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Fact, FileFacts, ModuleSummary } from './facts.ts';
import { languageOf } from './inventory/classify.ts';
import { extractNode, NODE_LITERALS } from './node/facts.ts';
import { summarizeNode } from './node/module.ts';
import { parseNode } from './node/parse.ts';
import { extractPython, PYTHON_LITERALS } from './python/facts.ts';
import { summarizePython } from './python/module.ts';

const HINTS = { python: hint(PYTHON_LITERALS), node: hint(NODE_LITERALS) };

function hint(literals: readonly string[]): RegExp {
  return new RegExp(literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
}

/** Whether a source text can hold a fact at all. Tells which files are worth a parse. */
export function mayHoldFacts(path: string, text: string): boolean {
  const language = languageOf(path);
  return language !== null && HINTS[language].test(text);
}

/** What one source file says; parses it once. Null when the file is in no language Unblock reads. */
export function extractFacts(path: string, text: string): FileFacts | null {
  const language = languageOf(path);
  if (!language) return null;
  const root = language === 'python' ? parsePython(text) : parseNode(path, text);
  const syntaxError = errorOffset(root);
  const facts: Fact[] =
    syntaxError !== null ? [] : language === 'python' ? extractPython(path, root) : extractNode(path, root);
  return { path, language, facts, syntaxError };
}

/** The names of one module, for other files that follow a value through it. */
export function summarize(path: string, text: string): ModuleSummary | null {
  const language = languageOf(path);
  if (!language) return null;
  return language === 'python'
    ? summarizePython(path, parsePython(text))
    : summarizeNode(path, parseNode(path, text));
}

/**
 * Offset of the first syntax error. Inside JSX none counts: the grammar does not know a bare `&` in text, which is no
 * mistake, and it recovers behind the element.
 */
function errorOffset(root: SgNode): number | null {
  const errors = root.findAll({ rule: { kind: 'ERROR' } });
  const real = errors.find((error) => !error.ancestors().some((up) => String(up.kind()).startsWith('jsx_')));
  return real?.range().start.index ?? null;
}
