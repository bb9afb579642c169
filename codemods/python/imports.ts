import type { SgNode } from '@ast-grep/napi';
import { type Edit, lineEnding } from '../edit.ts';
import { lineEnd, lineStart, nextLine, startsLine } from '../lines.ts';
import { appendItem, insertItemBefore } from '../list.ts';
import { assertUsable } from './bindings.ts';
import { isString } from './guard.ts';
import { itemListOf, itemsOf } from './items.ts';
import { indentUnitOf } from './layout.ts';
import { parsePython, spanOf } from './parse.ts';
import { statementsOf } from './statement.ts';

/**
 * Makes a name available at module level: `import module`, or `from module import name`. It goes into the first import
 * block, sorted where that block is sorted, after the docstring and the `__future__` imports. Changes nothing where the
 * module imports it already above the use; an alias, an import in a function or under `try` or `if` does not count.
 *
 * @param use offset of the place that needs the name.
 * @throws Error where the name means something else at that place.
 */
export function ensureImport(text: string, use: number, module: string, name?: string): Edit[] {
  const root = parsePython(text);
  assertUsable(root, use, module, name);
  const all = statementsOf(root);
  // An import below the use would come too late for it.
  const statements = all.filter((statement) => !isImport(statement) || spanOf(statement).end <= use);
  if (statements.some((statement) => provides(statement, module, name))) return [];
  const joined = name === undefined ? null : joinImport(text, root, statements, module, name);
  if (joined) return joined;

  const line = name === undefined ? `import ${module}` : `from ${module} import ${name}`;
  const eol = lineEnding(text);
  const header = headerOf(statements);
  const start = statements.slice(header.length).findIndex(isImport);
  // An import below other code would come too late for that code.
  if (start !== 0) return newBlock(text, header, statements, line + eol, eol);
  const block = importBlock(text, statements.slice(header.length));
  const neighbour = neighbourOf(
    block,
    module,
    name === undefined ? 'import_statement' : 'import_from_statement',
  );
  const [first] = block;
  if (neighbour) return [insertAt(endOfLogicalLine(text, neighbour), eol + line)];
  return first ? [insertAt(lineStart(text, spanOf(first).start), line + eol)] : [];
}

function provides(statement: SgNode, module: string, name: string | undefined): boolean {
  if (name === undefined) {
    const modules = statement.kind() === 'import_statement' ? statement.fieldChildren('name') : [];
    // `import os.path` binds `os` as well.
    return modules.some((node) => node.text() === module || node.text().startsWith(`${module}.`));
  }
  if (!importsFrom(statement, module)) return false;
  return statement.fieldChildren('name').some((node) => node.text() === name);
}

function importsFrom(statement: SgNode, module: string): boolean {
  return statement.kind() === 'import_from_statement' && statement.field('module_name')?.text() === module;
}

/** Adds the name to a `from module import ...` that stands on one line, null without one. */
function joinImport(text: string, root: SgNode, all: SgNode[], module: string, name: string): Edit[] | null {
  const statement = all.find(
    (node) =>
      importsFrom(node, module) && !node.text().includes('\n') && node.fieldChildren('name').length > 0,
  );
  if (!statement) return null;
  const nodes = statement.children();
  const keyword = nodes.findIndex((node) => node.kind() === 'import');
  const inside = nodes.slice(keyword + 1);
  const list = itemListOf(inside, spanOf(statement).start, indentUnitOf(text, root));
  const names = itemsOf(inside);
  const following = isSorted(names.map((node) => node.text()))
    ? names.find((node) => compare(node.text(), name) > 0)
    : undefined;
  return following ? insertItemBefore(text, list, spanOf(following), name) : appendItem(text, list, name);
}

/** The module docstring and `__future__` imports. */
function headerOf(statements: SgNode[]): SgNode[] {
  const docstring = statements[0] && isString(statements[0]) ? 1 : 0;
  let length = docstring;
  while (statements[length]?.kind() === 'future_import_statement') length++;
  return statements.slice(0, length);
}

/** The imports from the first one on, up to other code or a blank line. */
function importBlock(text: string, statements: SgNode[]): SgNode[] {
  const block: SgNode[] = [];
  for (const statement of statements) {
    const previous = block.at(-1);
    const between = previous ? text.slice(spanOf(previous).end, spanOf(statement).start) : '';
    if (
      !isImport(statement) ||
      between
        .split('\n')
        .slice(1, -1)
        .some((line) => line.trim() === '')
    )
      break;
    block.push(statement);
  }
  return block;
}

function isImport(statement: SgNode): boolean {
  return statement.kind() === 'import_statement' || statement.kind() === 'import_from_statement';
}

/** The import after which a sorted block wants the new one, undefined where it belongs before the first. */
function neighbourOf(block: SgNode[], module: string, kind: string): SgNode | undefined {
  const alike = block.filter((node) => node.kind() === kind);
  const modules = alike.map(moduleOf);
  if (!isSorted(modules)) return undefined;
  const neighbour = alike.findLast((node) => compare(moduleOf(node), module) < 0);
  if (neighbour || kind === 'import_statement') return neighbour;
  // A block that is sorted by kind has its plain imports first.
  return block.filter((node) => node.kind() === 'import_statement').at(-1);
}

function moduleOf(statement: SgNode): string {
  const node = statement.field('module_name') ?? statement.fieldChildren('name')[0];
  return (node?.field('name') ?? node)?.text() ?? '';
}

/** A new import block below the header, or below the comments a file without header begins with. */
function newBlock(text: string, header: SgNode[], all: SgNode[], line: string, eol: string): Edit[] {
  const last = header.at(-1);
  if (last) {
    const end = endOfLogicalLine(text, last);
    const rest = text.slice(end);
    const blankFollows = rest.trim() === '' || /^\r?\n[ \t]*\r?\n/.test(rest);
    return [insertAt(end, eol + eol + (blankFollows ? line.trimEnd() : line))];
  }
  let position = 0;
  while (text[position] === '#') position = nextLine(text, position);
  if (position > 0 && text[position - 1] !== '\n') return [insertAt(position, eol + line)];
  while (position < text.length && text.slice(position, lineEnd(text, position)).trim() === '') {
    position = nextLine(text, position);
  }
  return [insertAt(position, all.length > 0 || position < text.length ? line + eol : line)];
}

/** End of the line on which a statement and those after its semicolons end. */
function endOfLogicalLine(text: string, statement: SgNode): number {
  let end = spanOf(statement).end;
  for (const node of statement.nextAll()) {
    if (node.kind() !== 'comment' && startsLine(text, spanOf(node).start)) break;
    end = Math.max(end, lineStart(text, spanOf(node).start) <= end ? spanOf(node).end : end);
  }
  return lineEnd(text, end);
}

function isSorted(names: string[]): boolean {
  return names.every((name, index) => index === 0 || compare(names[index - 1] ?? '', name) <= 0);
}

/** Alphabetical without regard to case, by code unit so that it never depends on the machine's language. */
function compare(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

function insertAt(offset: number, text: string): Edit {
  return { start: offset, end: offset, text };
}
