import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { expressionOf } from '@unblock/engine/python/expression';
import { classOf, targetOf } from '@unblock/engine/python/names';
import { argumentsOf, functionAround, type Node } from '@unblock/engine/python/tree';
import { type Held, heldAt, heldBy, localScope } from './memory-names.ts';
import { type Defined, definitionOf } from './python-definitions.ts';

/** Something that a process keeps in its memory, and that some work shares with other code of the process. */
export interface SharedMemory {
  /** `SESSIONS`, or `manager.sockets` as `Manager.sockets`. */
  name: string;
  /** The file that binds it. */
  path: string;
  /** The function beside the work that uses it, with its file. */
  user: string;
  userPath: string;
}

/** More functions than this are not followed: what they share is then told by those that were. */
const MOST = 200;
/** Functions that prepare a process: another process of the same application runs them too. */
const PREPARES = /^(lifespan|create_app|make_app|build_app|get_app|create_application|__init__|__new__)$/;
const HOOK = /on_event\(|before_serving|after_serving|before_first_request|teardown|asynccontextmanager/;

/**
 * What a function works on in the memory of its process, and other functions of the web process too: a dictionary, list or
 * set of a module, of an object that a module keeps, or of the function around both. It has to be seen to change: what is
 * only looked up is the same in each process. Null where nothing of the kind is found.
 */
export function sharedMemory(
  model: Model,
  files: ReadonlySet<string>,
  work: readonly Defined[],
): SharedMemory | null {
  const reached = functionsReached(model, work);
  const inside = reached.flatMap(({ path, node }) => usesIn(model, path, node.findAll(IDENTIFIER)));
  const known = new Set(reached.map(({ path, node }) => keyOf(path, node)));
  for (const held of new Map(inside.map((use) => [use.held.key, use.held])).values()) {
    const others = usesBeside(model, files, held, known);
    const [user] = others.filter(({ around }) => !isPreparation(around));
    const isChanged = [...inside, ...others].some((use) => use.held.key === held.key && use.changes);
    if (!user || !isChanged || !isKept(model, files, held)) continue;
    return {
      name: held.owner ? `${held.owner}.${held.name}` : held.name,
      path: held.path,
      user: user.around.field('name')?.text() ?? '',
      userPath: user.path,
    };
  }
  return null;
}

/** The functions of the repository that some functions call, those themselves first. */
function functionsReached(model: Model, work: readonly Defined[]): Defined[] {
  const reached = new Map(work.map((one) => [keyOf(one.path, one.node), one]));
  for (const { path, node } of reached.values()) {
    for (const call of node.findAll({ rule: { kind: 'call' } })) {
      // Functions are handed to others too: `asyncio.to_thread(work)`.
      for (const named of [call.field('function'), ...argumentsOf(call)]) {
        const found = definitionOf(model, path, named);
        if (found && reached.size < MOST) reached.set(keyOf(found.path, found.node), found);
      }
    }
  }
  return [...reached.values()];
}

interface Use {
  held: Held;
  path: string;
  around: Node;
  changes: boolean;
}

const IDENTIFIER = { rule: { kind: 'identifier' } };

function usesIn(model: Model, path: string, identifiers: readonly Node[]): Use[] {
  return identifiers.flatMap((node) => {
    const around = functionAround(node);
    const held = around && heldOf(model, path, node);
    return held ? [{ held, path, around, changes: isChange(node, held) }] : [];
  });
}

/** The uses of one thing in functions that are none of the work's. */
function usesBeside(model: Model, files: ReadonlySet<string>, held: Held, known: ReadonlySet<string>): Use[] {
  const word = new RegExp(`\\b${escaped(held.name)}\\b`);
  return [...files].sort().flatMap((path) => {
    const text = path.endsWith('.py') ? (model.read(path) ?? '') : '';
    if (!word.test(text)) return [];
    const identifiers = parsePython(text).findAll(IDENTIFIER);
    const near = identifiers.filter(
      (node) => node.text() === held.name || node.parent()?.field('attribute')?.text() === held.name,
    );
    return usesIn(model, path, near).filter(
      (use) =>
        use.held.key === held.key &&
        ![use.around, ...use.around.ancestors()].some((up) => known.has(keyOf(path, up))),
    );
  });
}

/** What an identifier stands for, where that is something a process keeps: also the first word of `manager.sockets`. */
function heldOf(model: Model, path: string, node: Node): Held | null {
  const parent = node.parent();
  const isPart =
    parent?.field('attribute')?.id() === node.id() ||
    (parent?.kind() === 'keyword_argument' && parent.field('name')?.id() === node.id());
  if (isPart) return null;
  const attribute = parent?.kind() === 'attribute' ? (parent.field('attribute')?.text() ?? '') : null;
  if (/^(self|cls)$/.test(node.text())) {
    const around = node.ancestors().find((up) => up.kind() === 'class_definition');
    const owner = around?.field('name')?.text();
    return owner && attribute ? heldBy(model, { path, name: owner }, attribute) : null;
  }
  const scope = localScope(node);
  if (scope) return scope === 'own' ? null : heldAt(model, path, node.text(), scope);
  const target = targetOf(model, path, node.text());
  if (target?.kind === 'module') return attribute ? heldAt(model, target.path, attribute, null) : null;
  if (target?.kind !== 'definition') return null;
  const direct = heldAt(model, target.path, target.name, null);
  if (direct || !attribute) return direct;
  const made = classOf(model, expressionOf(path, node)) ?? target;
  return made.kind === 'definition' ? heldBy(model, made, attribute) : null;
}

const CHANGES =
  /^(append|appendleft|extend|insert|add|update|setdefault|pop|popleft|popitem|clear|remove|discard|put|put_nowait|get_nowait|push)$/;

/** Whether a use changes what it names: a part of it is set or deleted, it is bound anew, or a method adds to it. */
function isChange(node: Node, held: Held): boolean {
  let use = node;
  for (let up = use.parent(); up; up = use.parent()) {
    const isMore =
      (up.kind() === 'attribute' && up.field('object')?.id() === use.id()) ||
      (up.kind() === 'subscript' && up.field('value')?.id() === use.id());
    if (!isMore) break;
    use = up;
  }
  const parent = use.parent();
  const method = use.kind() === 'attribute' ? (use.field('attribute')?.text() ?? '') : '';
  if (parent?.kind() === 'call' && parent.field('function')?.id() === use.id()) return CHANGES.test(method);
  if (parent?.kind() === 'delete_statement') return true;
  const isSet =
    /^(augmented_)?assignment$/.test(String(parent?.kind())) && parent?.field('left')?.id() === use.id();
  // The one binding of a name in the function that keeps it is its beginning.
  return isSet && !(use.id() === node.id() && held.isLocal);
}

/** An object's own lists are shared only where a module, or the application, keeps the object. */
function isKept(model: Model, files: ReadonlySet<string>, { owner, isOfClass }: Held): boolean {
  if (!owner || isOfClass) return true;
  const keeps = new RegExp(
    `^(\\w+|.*\\.state\\.\\w+)[ \\t]*(:[^=\\n]+)?=[ \\t]*(\\w+\\.)*${escaped(owner)}\\(`,
    'm',
  );
  return [...files].some((path) => path.endsWith('.py') && keeps.test(model.read(path) ?? ''));
}

function isPreparation(around: Node): boolean {
  const holder = around.parent();
  const decorators = holder?.kind() === 'decorated_definition' ? holder.children() : [];
  return (
    PREPARES.test(around.field('name')?.text() ?? '') ||
    decorators.some((child) => child.kind() === 'decorator' && HOOK.test(child.text()))
  );
}

function keyOf(path: string, node: Node): string {
  return `${path}:${node.range().start.index}:${node.range().end.index}`;
}
