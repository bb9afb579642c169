import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import type { Span } from '@unblock/engine/facts';
import { importedFiles } from '@unblock/engine/imported';
import { callersOf, runsAtStart, type Site, type Started } from '@unblock/engine/python/at-start';
import { migrationCalls } from '@unblock/engine/python/migration-calls';
import { calleeOf, keyword, type Node, spanOf } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import { expand } from '@unblock/engine/services/start';
import type { Contract } from '@unblock/platforms';

/** A migration in Python code whose failure is only written to the log. */
export interface Handled {
  /** The migration: `command.upgrade(config, "head")`. */
  written: string;
  /** The clause that catches the failure, or the call whose result nobody looks at. */
  span: Span;
  /** `except Exception as error`; null for a program whose result nobody looks at. */
  clause: string | null;
  /** The last statement of the clause, or the call. */
  end: Span;
  contracts: Contract[];
}

/** Follows calls of calls to the `try` around one of them. */
const DEPTH = 3;
/** What a file with a migration call has in it. */
const CALLS =
  /(?<!def )\bupgrade\(|call_command\(\s*["']migrate|\b(alembic|manage\.py|flask)\b[^\n]{0,40}\b(upgrade|migrate)\b/;
const CAUGHT =
  /^(\w+\.)*(Exception|BaseException|CalledProcessError|SubprocessError|CommandError|SQLAlchemyError|DBAPIError|OperationalError|ProgrammingError|DatabaseError)$/;

/** The migrations of a service's start whose failure its Python code swallows, each place once. */
export function findHandled(service: Service, model: Model): Handled[] {
  if (service.language !== 'python') return [];
  const contracts = contractsOf(service, model);
  if (contracts.length === 0) return [];
  const mains = startedFiles(service, model);
  const files = new Set([...webFiles(model, service), ...mains]);
  for (const path of mains) for (const file of importedFiles(model, path)) files.add(file);
  if (![...files].some((path) => CALLS.test(model.read(path) ?? ''))) return [];
  const started = { files, mains };
  const found = new Map<string, Handled>();
  for (const { span, text } of migrationCalls(model, files)) {
    const node = nodeAt(parsePython(model.read(span.path) ?? ''), span, ['call']);
    for (const handled of swallowedFrom(model, started, { path: span.path, node }, text))
      found.set(`${handled.span.path}:${handled.span.start}`, { ...handled, contracts });
  }
  return [...found.values()];
}

/** The platforms that start the service with a server; all where nothing says how it starts. */
function contractsOf(service: Service, model: Model): Contract[] {
  const servers = model.contracts.filter(({ runs }) => runs.value === 'server');
  const named = servers.filter(({ id }) => service.starts.some(({ platforms }) => platforms.includes(id)));
  return named.length > 0 ? named : servers;
}

/** The Python files that commands before and at the start run: `python migrate.py`, `python -m app.prestart`. */
function startedFiles(service: Service, model: Model): Set<string> {
  const context = { root: service.root, paths: model.paths, read: (path: string) => model.read(path) };
  const before = service.deployables.flatMap(({ preDeploy }) =>
    preDeploy ? expand(context, preDeploy, 0) : [],
  );
  const commands = [...before, ...service.starts.flatMap((start) => start.commands)];
  return new Set(
    commands.flatMap(({ command, folder }) => {
      const [program, ...rest] = command.words.map(({ value }) => value ?? '');
      if (!/^(.*\/)?python[\d.]*$/.test(program ?? '')) return [];
      const at = rest.findIndex((word) => !/^-[uOBEsS]+$/.test(word));
      const module = rest[at] === '-m' ? `${(rest[at + 1] ?? '').replaceAll('.', '/')}.py` : rest[at];
      const path = folder ? `${folder}/${module}` : `${module}`;
      return path.endsWith('.py') && model.paths.has(path) ? [path] : [];
    }),
  );
}

/** The clauses that swallow what a call raises, where it stands or where its function is called. */
function swallowedFrom(
  model: Model,
  started: Started,
  site: Site,
  written: string,
  depth = DEPTH,
): Omit<Handled, 'contracts'>[] {
  const caught = catching(site.node);
  if (caught === 'unknown') return [];
  if (caught) {
    if (!runsAtStart(model, started, site)) return [];
    const last = caught.statements.at(-1);
    const span = { path: site.path, ...spanOf(caught.clause) };
    const clause = caught.clause.text().split(':')[0]?.replace(/\s+/g, ' ') ?? '';
    return last ? [{ written, span, clause, end: { path: site.path, ...spanOf(last) } }] : [];
  }
  if (depth === DEPTH && isUnchecked(site.node)) {
    const span = { path: site.path, ...spanOf(site.node) };
    return runsAtStart(model, started, site) ? [{ written, span, clause: null, end: span }] : [];
  }
  if (depth === 0) return [];
  return callersOf(model, started, site).flatMap((call) =>
    swallowedFrom(model, started, call, written, depth - 1),
  );
}

interface Catch {
  clause: Node;
  statements: Node[];
}

/** The clause around a call that only logs; null where nothing catches, `unknown` where it does something else or tries again. */
function catching(node: Node): Catch | 'unknown' | null {
  let inner = node;
  for (const up of node.ancestors()) {
    const kind = String(up.kind());
    if (kind === 'function_definition' || kind === 'lambda') return null;
    // What is tried again, or done for one of several, is a story of its own.
    if (/^(for_statement|while_statement|except_clause|with_statement)$/.test(kind) && isRepeated(up, kind))
      return 'unknown';
    if (kind === 'try_statement' && up.field('body')?.id() === inner.id()) {
      const clauses = up.namedChildren().filter((child) => child.kind() === 'except_clause');
      const broad = clauses.filter(isBroad);
      const isPlain = up.namedChildren().every((child) => child.kind() !== 'else_clause');
      const [clause] = broad;
      if (!clause) return clauses.length > 0 ? 'unknown' : null;
      const statements = bodyOf(clause);
      if (statements.some((statement) => statement.find({ rule: { kind: 'raise_statement' } }) !== null))
        return null;
      return broad.length === 1 && isPlain && statements.every(isSilent) ? { clause, statements } : 'unknown';
    }
    inner = up;
  }
  return null;
}

function isRepeated(node: Node, kind: string): boolean {
  return kind !== 'with_statement' || /\bsuppress\(|attempt|retry/i.test(node.text().split('\n')[0] ?? '');
}

/** `except:`, `except Exception as error:`, or the errors of a failed migration. */
function isBroad(clause: Node): boolean {
  const [first] = clause.namedChildren().filter((child) => child.kind() !== 'comment');
  if (!first || first.kind() === 'block') return true;
  const value = first.kind() === 'as_pattern' ? first.namedChildren()[0] : first;
  const names = value?.kind() === 'tuple' ? value.namedChildren() : value ? [value] : [];
  return names.some((name) => CAUGHT.test(name.text()));
}

function bodyOf(clause: Node): Node[] {
  const block = clause.namedChildren().find((child) => child.kind() === 'block');
  return block?.namedChildren().filter((child) => child.kind() !== 'comment') ?? [];
}

const LOGS =
  /^(print|pprint|(\w+\.)*(log|logger|logging|_logger|LOG|LOGGER|console|app\.logger)\.\w+|(\w+\.)*(debug|info|warning|warn|error|exception|critical|print_exc|capture_exception|capture_message|secho|echo|stdout\.write|stderr\.write))$/;

/** Writes to the log, or does nothing. */
function isSilent(statement: Node): boolean {
  if (statement.kind() === 'pass_statement' || /^return( None)?$/.test(statement.text())) return true;
  if (statement.kind() !== 'expression_statement') return false;
  const [only] = statement.namedChildren();
  return only?.kind() === 'string' || (only?.kind() === 'call' && LOGS.test(calleeOf(only)));
}

/** `subprocess.run([...])` as a statement: it raises only when it is asked to. */
function isUnchecked(node: Node): boolean {
  const isRun = /^subprocess\.run$/.test(calleeOf(node));
  return isRun && node.parent()?.kind() === 'expression_statement' && keyword(node, 'check') === null;
}
