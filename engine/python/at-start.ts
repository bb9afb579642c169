import type { SgNode } from '@ast-grep/napi';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '../model.ts';
import { enclosingFunction } from './expression.ts';
import { flowOf } from './flow.ts';
import { placeOf } from './scheduler.ts';

/** A place in the code. */
export interface Site {
  path: string;
  node: SgNode;
}

/** The files of a process, and those of them that a command starts: only their main blocks run. */
export interface Started {
  files: ReadonlySet<string>;
  mains?: ReadonlySet<string>;
}

/** How far calls of calls are followed. */
const DEPTH = 4;

/**
 * Whether a place in the code runs whenever the process starts: at import, in a handler of the start, or in a function
 * that such code calls. Nothing that a request, a command line or a condition decides.
 */
export function runsAtStart(
  model: Model,
  started: Started,
  site: Site,
  depth = DEPTH,
  tried = new Map<string, number>(),
): boolean {
  const flow = flowOf(site.node);
  if (flow.conditional || flow.within.length > 1) return false;
  const scope = enclosingFunction(site.node);
  const place = placeOf(site.node, scope);
  if (place === 'main') return started.mains?.has(site.path) === true;
  if (place !== 'function') return true;
  const name = plainName(scope);
  // Calls are found by the name alone: one that led nowhere leads nowhere from another function either.
  if (!name || (tried.get(name) ?? 0) >= depth) return false;
  tried.set(name, depth);
  return callersOf(model, started, site).some((call) => runsAtStart(model, started, call, depth - 1, tried));
}

/** Words by which a function is handed to what calls it. */
const HANDS_OVER = /\b(to_thread|run_in_executor|run_sync|run_in_threadpool|lifespan|on_startup|startup)\b/;

/** The calls of the function around a place by its name, and the places that hand it over as what runs at the start. */
export function callersOf(model: Model, { files }: Started, { node }: Site): Site[] {
  const name = plainName(enclosingFunction(node));
  if (!name) return [];
  const called = new RegExp(`(?<!\\w|\\bdef\\s+)${name}[\\s\\\\]*\\(`);
  return [...files].sort().flatMap((path) => {
    const text = model.read(path) ?? '';
    // Where it is neither called nor handed over, the name need not be looked for in the tree.
    if (!text.includes(name) || !(called.test(text) || HANDS_OVER.test(text))) return [];
    return parsePython(text)
      .findAll({ rule: { kind: 'identifier', regex: `^${name}$` } })
      .filter((found) => isCallee(found) || isHandler(found))
      .map((found) => ({ path, node: found }));
  });
}

/** The name by which a function is called; null for one that a decorator hands to something with a time of its own. */
function plainName(scope: SgNode | null): string | null {
  return scope && !isHandedOver(scope) ? (scope.field('name')?.text() ?? null) : null;
}

function isHandedOver(scope: SgNode): boolean {
  const holder = scope.parent();
  const decorators = holder?.kind() === 'decorated_definition' ? holder.children() : [];
  return decorators.some((child) => child.kind() === 'decorator' && !/contextmanager\b/.test(child.text()));
}

function isCallee(node: SgNode): boolean {
  const parent = node.parent();
  const member =
    parent?.kind() === 'attribute' && parent.field('attribute')?.id() === node.id() ? parent : node;
  const call = member.parent();
  if (call?.kind() === 'call' && call.field('function')?.id() === member.id()) return true;
  // `asyncio.to_thread(migrate)`, `loop.run_in_executor(None, migrate)`.
  const outer = member.parent()?.parent();
  return (
    member.parent()?.kind() === 'argument_list' &&
    /(^|\.)(to_thread|run_in_executor|run_sync|run_in_threadpool)$/.test(
      outer?.field('function')?.text() ?? '',
    )
  );
}

/** `lifespan=name`, `on_startup=[name]`, `add_event_handler("startup", name)`. */
function isHandler(node: SgNode): boolean {
  const keyword = node.ancestors().find((up) => up.kind() === 'keyword_argument');
  if (/^(lifespan|on_startup)$/.test(keyword?.field('name')?.text() ?? '')) return true;
  const list = node.parent();
  return list?.kind() === 'argument_list' && /^\(\s*["']startup["']/.test(list.text());
}
