import type { SgNode } from '@ast-grep/napi';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '../model.ts';
import { enclosingFunction } from './expression.ts';
import { flowOf } from './flow.ts';
import { placeOf } from './scheduler.ts';

/** How far calls of calls are followed. */
const DEPTH = 4;

/**
 * Whether a place in the code runs whenever the web process starts: at import, in a handler of the start, or in a function
 * that such code calls. Nothing that a request, a command line or a condition decides.
 *
 * @param files the files of the web process.
 */
export function runsAtStart(model: Model, files: ReadonlySet<string>, node: SgNode, depth = DEPTH): boolean {
  const flow = flowOf(node);
  if (flow.conditional || flow.within.length > 1) return false;
  const scope = enclosingFunction(node);
  const place = placeOf(node, scope);
  if (place !== 'function') return place !== 'main';
  const name = scope?.field('name')?.text();
  // A decorator hands it to something that calls it at a time of its own.
  if (!scope || !name || depth === 0 || isHandedOver(scope)) return false;
  return callsOf(model, files, name).some((call) => runsAtStart(model, files, call, depth - 1));
}

function isHandedOver(scope: SgNode): boolean {
  const holder = scope.parent();
  const decorators = holder?.kind() === 'decorated_definition' ? holder.children() : [];
  return decorators.some((child) => child.kind() === 'decorator' && !/contextmanager\b/.test(child.text()));
}

/** The calls of a function by its name, and the places that hand it over as what runs at the start. */
function callsOf(model: Model, files: ReadonlySet<string>, name: string): SgNode[] {
  return [...files].sort().flatMap((path) => {
    const text = model.read(path) ?? '';
    if (!text.includes(name)) return [];
    return parsePython(text)
      .findAll({ rule: { kind: 'identifier', regex: `^${name}$` } })
      .filter((node) => isCallee(node) || isHandler(node));
  });
}

function isCallee(node: SgNode): boolean {
  const parent = node.parent();
  const member =
    parent?.kind() === 'attribute' && parent.field('attribute')?.id() === node.id() ? parent : node;
  const call = member.parent();
  return call?.kind() === 'call' && call.field('function')?.id() === member.id();
}

/** `lifespan=name`, `on_startup=[name]`, `add_event_handler("startup", name)`. */
function isHandler(node: SgNode): boolean {
  const keyword = node.ancestors().find((up) => up.kind() === 'keyword_argument');
  if (/^(lifespan|on_startup)$/.test(keyword?.field('name')?.text() ?? '')) return true;
  const list = node.parent();
  return list?.kind() === 'argument_list' && /^\(\s*["']startup["']/.test(list.text());
}
