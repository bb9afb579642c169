import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import type { Model, Service } from '@unblock/engine';
import type { Span } from '@unblock/engine/facts';
import { importedFiles } from '@unblock/engine/imported';
import { callersOf, runsAtStart, type Site, type Started } from '@unblock/engine/python/at-start';
import { catching, statementsOf } from '@unblock/engine/python/caught';
import { migrationCalls } from '@unblock/engine/python/migration-calls';
import { calleeOf, keyword, type Node, spanOf } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import { expand } from '@unblock/engine/services/start';
import type { Contract } from '@unblock/platforms';
import { isHeeded } from './heeded.ts';

/** A migration in Python code whose failure is only written to the log. */
export interface Handled {
  /** The migration: `command.upgrade(config, "head")`. */
  written: string;
  /** The first clause that catches the failure, or the call whose result nobody looks at. */
  span: Span;
  /** `except Exception as error`; none for a program whose result nobody looks at. */
  clauses: string[];
  /** The last statement of each clause, or the call. */
  ends: Span[];
  /** The code tells its caller of the failure: that the server starts all the same is meant. */
  isMeant: boolean;
  contracts: Contract[];
}

/** Follows calls of calls to the `try` around one of them. */
const DEPTH = 3;
/** What a file with a migration call has in it. */
const CALLS =
  /(?<!def )\bupgrade\(|call_command\(\s*["']migrate|\b(alembic|manage\.py|flask)\b[^\n]{0,40}\b(upgrade|migrate)\b/;
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
    if (!runsAtStart(model, started, site) || (caught.tells && isHeeded(model, started, site))) return [];
    const { path } = site;
    const [first] = caught.clauses;
    const clauses = caught.clauses.map((clause) => clause.text().split(':')[0]?.replace(/\s+/g, ' ') ?? '');
    const ends = caught.clauses.flatMap((clause) => statementsOf(clause).at(-1) ?? []);
    return first
      ? [
          {
            written,
            clauses,
            isMeant: caught.tells,
            span: { path, ...spanOf(first) },
            ends: ends.map((end) => ({ path, ...spanOf(end) })),
          },
        ]
      : [];
  }
  if (depth === DEPTH && isUnchecked(site.node)) {
    const span = { path: site.path, ...spanOf(site.node) };
    return runsAtStart(model, started, site)
      ? [{ written, span, clauses: [], ends: [span], isMeant: false }]
      : [];
  }
  if (depth === 0) return [];
  return callersOf(model, started, site).flatMap((call) =>
    swallowedFrom(model, started, call, written, depth - 1),
  );
}

/** `subprocess.run([...])` as a statement: it raises only when it is asked to. */
function isUnchecked(node: Node): boolean {
  const isRun = /^subprocess\.run$/.test(calleeOf(node));
  return isRun && node.parent()?.kind() === 'expression_statement' && keyword(node, 'check') === null;
}
