import { covers } from '@unblock/codemods/lines';
import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import type { Span } from '../facts.ts';
import { named } from './expression.ts';
import { calleeOf, type Node, spanOf } from './tree.ts';

/** What surrounds a call that starts a server, for a command that imports its file instead of running it. */
export interface Surroundings {
  /** The call runs when the file is imported: no `if __name__ == "__main__"` stands around it. */
  runsOnImport: boolean;
  /** The statement that holds the call at its place. */
  statement: { start: number; end: number };
  /** The first statement beside the call that does something the import would leave out; null where none does. */
  lost: string | null;
}

/** Calls that leave nothing behind for the server. */
const IDLE = /^(print|int|str|bool|float|len|logging\.\w+|log(ger)?(\.\w+)?|[\w.]*\.logger\.\w+)$/;
const READS = /^(os\.)?(getenv|environ\.get)$/;

/**
 * What stands around a server call: up to the module's top level, through the functions that are called for it.
 *
 * @param made what makes the application, where the server makes it itself: not lost.
 */
export function surroundingsOf(text: string, call: Span, made: Span | null): Surroundings {
  const root = parsePython(text);
  const found = nodeAt(root, call, ['call']);
  const path = [found, ...found.ancestors()];
  const statement = path.find((node) => isBlock(node.parent())) ?? found;
  const { lost, isGuarded } = climb(root, found, made, 4);
  return { runsOnImport: !isGuarded, statement: spanOf(statement), lost };
}

/** The first statement at the top of a file that does something its functions, classes and imports do not; null without one. */
export function workOf(text: string): string | null {
  const other = named(parsePython(text)).find(
    (statement) =>
      !/^(function_definition|class_definition|comment|future_import_statement)$/.test(
        String(statement.kind()),
      ) &&
      !statement.field('condition')?.text().includes('__name__') &&
      !/^(dotenv\.)?load_dotenv\(/.test(statement.text()) &&
      !isIdle(statement),
  );
  return other ? (other.text().split('\n')[0]?.trim() ?? '') : null;
}

function climb(
  root: Node,
  node: Node,
  made: Span | null,
  depth: number,
): { lost: string | null; isGuarded: boolean } {
  let lost: string | null = null;
  let inner = node;
  for (const up of node.ancestors()) {
    if (up.kind() === 'block') {
      const other = named(up).find(
        (statement) =>
          statement.id() !== inner.id() &&
          statement.kind() !== 'comment' &&
          !isIdle(statement) &&
          !(made && covers(spanOf(statement), made)),
      );
      lost ??= other ? (other.text().split('\n')[0]?.trim() ?? '') : null;
    }
    if (up.kind() === 'function_definition') {
      const name = up.field('name')?.text() ?? '';
      const use = depth > 0 ? callOf(root, name) : null;
      if (!use) return { lost: lost ?? `def ${name}`, isGuarded: true };
      const outer = climb(root, use, made, depth - 1);
      return { lost: lost ?? outer.lost, isGuarded: outer.isGuarded };
    }
    if (up.kind() === 'if_statement' && up.field('condition')?.text().includes('__name__'))
      return { lost, isGuarded: true };
    inner = up;
  }
  return { lost, isGuarded: false };
}

function callOf(root: Node, name: string): Node | null {
  return root.find({ rule: { kind: 'call', has: { field: 'function', regex: `^${name}$` } } });
}

function isBlock(node: Node | null): boolean {
  return node?.kind() === 'block' || node?.kind() === 'module';
}

/** Names bound to what is read or written there, messages, imports and docstrings. */
function isIdle(statement: Node): boolean {
  if (/^(import_statement|import_from_statement|pass_statement)$/.test(String(statement.kind()))) return true;
  if (statement.kind() !== 'expression_statement') return false;
  const [only] = named(statement);
  if (only?.kind() === 'string') return true;
  const isBinding = only?.kind() === 'assignment' && only.field('left')?.kind() === 'identifier';
  if (!isBinding && only?.kind() !== 'call') return false;
  const calls = statement.findAll({ rule: { kind: 'call' } }).map(calleeOf);
  return calls.every((name) => IDLE.test(name) || READS.test(name));
}
