import type { SgNode } from '@ast-grep/napi';
import { calleeOf } from './tree.ts';

/** What catches an error and hides it. */
export interface Catch {
  /** The clauses that take it, in their order. */
  clauses: SgNode[];
  /** A clause gives back `False`: a caller may look at it. */
  tells: boolean;
}

const CAUGHT =
  /^(\w+\.)*(Exception|BaseException|CalledProcessError|SubprocessError|CommandError|SQLAlchemyError|DBAPIError|OperationalError|ProgrammingError|DatabaseError)$/;

/**
 * The clauses around a call that only log its failure, in the call's own function; null where nothing catches it, `unknown`
 * where something else is done, or it is tried again.
 */
export function catching(node: SgNode): Catch | 'unknown' | null {
  let inner = node;
  for (const up of node.ancestors()) {
    const kind = String(up.kind());
    if (kind === 'function_definition' || kind === 'lambda') return null;
    // What is tried again, or done for one of several, is a story of its own.
    if (/^(for_statement|while_statement|except_clause|with_statement)$/.test(kind) && isRepeated(up, kind))
      return 'unknown';
    if (kind === 'try_statement' && up.field('body')?.id() === inner.id()) {
      const all = up.namedChildren().filter((child) => child.kind() === 'except_clause');
      const clauses = all.filter(isBroad);
      const isPlain = up.namedChildren().every((child) => child.kind() !== 'else_clause');
      if (clauses.length === 0) return all.length > 0 ? 'unknown' : null;
      const statements = clauses.flatMap(statementsOf);
      if (statements.some((statement) => statement.find({ rule: { kind: 'raise_statement' } }) !== null))
        return null;
      const tells = statements.some((statement) => FALSE.test(statement.text()));
      return isPlain && statements.every(isSilent) ? { clauses, tells } : 'unknown';
    }
    inner = up;
  }
  return null;
}

function isRepeated(node: SgNode, kind: string): boolean {
  return kind !== 'with_statement' || /\bsuppress\(|attempt|retry/i.test(node.text().split('\n')[0] ?? '');
}

/** `except:`, `except Exception as error:`, or the errors of a failed migration. */
function isBroad(clause: SgNode): boolean {
  const [first] = clause.namedChildren().filter((child) => child.kind() !== 'comment');
  if (!first || first.kind() === 'block') return true;
  const value = first.kind() === 'as_pattern' ? first.namedChildren()[0] : first;
  const names = value?.kind() === 'tuple' ? value.namedChildren() : value ? [value] : [];
  return names.some((name) => CAUGHT.test(name.text()));
}

/** What stands in a clause, without comments. */
export function statementsOf(clause: SgNode): SgNode[] {
  const block = clause.namedChildren().find((child) => child.kind() === 'block');
  return block?.namedChildren().filter((child) => child.kind() !== 'comment') ?? [];
}

const LOGS =
  /^(print|pprint|(\w+\.)*(log|logger|logging|_logger|LOG|LOGGER|console|app\.logger)\.\w+|(\w+\.)*(debug|info|warning|warn|error|exception|critical|print_exc|capture_exception|capture_message|secho|echo|stdout\.write|stderr\.write))$/;

const FALSE = /^return False$/;

/** Writes to the log, or does nothing. */
export function isSilent(statement: SgNode): boolean {
  if (statement.kind() === 'pass_statement' || /^return( None)?$/.test(statement.text())) return true;
  if (FALSE.test(statement.text())) return true;
  if (statement.kind() !== 'expression_statement') return false;
  const [only] = statement.namedChildren();
  return only?.kind() === 'string' || (only?.kind() === 'call' && LOGS.test(calleeOf(only)));
}
