import type { NapiConfig, SgNode } from '@ast-grep/napi';
import { parsePython, pythonSyntaxError } from '@unblock/codemods/python/parse';
import { escaped } from './escaped.ts';
import type { Fact, FileFacts, ModuleSummary } from './facts.ts';
import { languageOf } from './inventory/classify.ts';
import { EXPOSED } from './node/exposed.ts';
import { extractNode, NODE_KINDS, NODE_LITERALS, NODE_LOCAL, NODE_ROUTERS } from './node/facts.ts';
import { importsOfNode, summarizeNode } from './node/module.ts';
import { parseNode } from './node/parse.ts';
import { extractPython, PYTHON_KINDS, PYTHON_LITERALS, PYTHON_ROUTERS, PYTHON_RUN } from './python/facts.ts';
import type { ModuleImports } from './python/imports.ts';
import { summarizePython } from './python/module.ts';

const HINTS = {
  python: new RegExp(`${hint(PYTHON_LITERALS)}|${PYTHON_RUN.source}`),
  node: new RegExp(`${hint(NODE_LITERALS)}|${EXPOSED.source}|${NODE_LOCAL.source}`),
};

const ROUTERS = { python: new RegExp(hint(PYTHON_ROUTERS)), node: new RegExp(hint(NODE_ROUTERS)) };

/** One walk through a tree finds what facts begin at, and what does not parse. */
const KINDS = { python: ofKinds(PYTHON_KINDS), node: ofKinds(NODE_KINDS) };

function ofKinds(kinds: readonly string[]): NapiConfig {
  return { rule: { any: [...kinds, 'ERROR'].map((kind) => ({ kind })) } };
}

function hint(literals: readonly string[]): string {
  return literals.map(escaped).join('|');
}

/** What a source text can hold, told without parsing it: routes are wanted less often than all other facts. */
export function promiseOf(path: string, text: string): 'facts' | 'routes' | 'nothing' {
  const language = languageOf(path);
  if (language === null || isMinified(text)) return 'nothing';
  if (HINTS[language].test(text)) return 'facts';
  return ROUTERS[language].test(text) ? 'routes' : 'nothing';
}

/** A bundle, whatever its name and folder: nobody writes lines of this length. */
function isMinified(text: string): boolean {
  return text.length > 20_000 && text.length / text.split('\n').length > 500;
}

/** What one source file says; parses it once. Null when the file is in no language Unblock reads. */
export function extractFacts(path: string, text: string): FileFacts | null {
  try {
    return extract(path, text);
  } catch (error) {
    const language = languageOf(path);
    if (!language || !isTooDeep(error)) throw error;
    return {
      path,
      language,
      facts: [],
      syntaxError: 0,
      module: null,
      unusable: 'nested too deeply to be read',
    };
  }
}

/** Expressions are followed by recursion: one nested thousands deep is generated, and costs its own file only. */
function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && /call stack/.test(error.message);
}

function extract(path: string, text: string): FileFacts | null {
  const language = languageOf(path);
  if (!language) return null;
  const root = language === 'python' ? parsePython(text) : parseNode(path, text);
  const found = root.findAll(KINDS[language]);
  const missing = language === 'python' ? pythonSyntaxError(text, root) : null;
  const syntaxError = missing ?? errorOffset(found.filter((node) => node.kind() === 'ERROR'));
  const read = language === 'python' ? extractPython : extractNode;
  const facts: Fact[] = syntaxError === null ? read(path, root, found) : [];
  const module = facts.some(isFollowed) ? summarizeTree(path, language, root) : null;
  return { path, language, facts, syntaxError, module };
}

/** The names of one module, for other files that follow a value through it; null when it has a syntax error. */
export function summarize(path: string, text: string): ModuleSummary | null {
  const language = languageOf(path);
  if (!language) return null;
  try {
    const root = language === 'python' ? parsePython(text) : parseNode(path, text);
    const errors = root.findAll({ rule: { kind: 'ERROR' } });
    const missing = language === 'python' ? pythonSyntaxError(text, root) : null;
    if ((missing ?? errorOffset(errors)) !== null) return null;
    return summarizeTree(path, language, root);
  } catch (error) {
    if (isTooDeep(error)) return null;
    throw error;
  }
}

/** The imports of one ECMAScript module; null when it has a syntax error. */
export function nodeImports(path: string, text: string): ModuleImports | null {
  try {
    const root = parseNode(path, text);
    const errors = root.findAll({ rule: { kind: 'ERROR' } });
    return errorOffset(errors) === null ? importsOfNode(path, root) : null;
  } catch (error) {
    if (isTooDeep(error)) return null;
    throw error;
  }
}

function summarizeTree(path: string, language: 'python' | 'node', root: SgNode): ModuleSummary {
  return language === 'python' ? summarizePython(path, root) : summarizeNode(path, root);
}

/** Whether values lead to or from a fact: then the tree is worth a second look while it is there. */
function isFollowed(fact: Fact): boolean {
  return (
    fact.kind === 'application' ||
    fact.kind === 'server-call' ||
    fact.kind === 'settings-class' ||
    fact.kind === 'environment-helper' ||
    (fact.kind === 'environment-read' && fact.via === 'settings')
  );
}

/**
 * Offset of the first syntax error. Inside JSX none counts: the grammar does not know a bare `&` in text, which is no
 * mistake, and it recovers behind the element.
 */
function errorOffset(errors: readonly SgNode[]): number | null {
  const real = errors.find((error) => !error.ancestors().some((up) => String(up.kind()).startsWith('jsx_')));
  return real?.range().start.index ?? null;
}
