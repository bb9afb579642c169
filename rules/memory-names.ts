import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { calleeOf, functionAround, type Node } from '@unblock/engine/python/tree';

/** A name that holds something a process keeps: of a module, of a class, or of a function around others. */
export interface Held {
  key: string;
  name: string;
  path: string;
  /** The class whose objects hold it; null for a plain name. */
  owner: string | null;
  /** It is the class's own: all objects share it. */
  isOfClass: boolean;
  /** It is a variable of a function. */
  isLocal: boolean;
}

/** Calls that make something which holds other things. */
const MAKERS =
  /(^|\.)(dict|list|set|defaultdict|deque|OrderedDict|Counter|ChainMap|WeakSet|Weak(Key|Value)Dictionary|(Simple|Lifo|Priority)?Queue|TTLCache|LRUCache|LFUCache)$/;
const LITERALS =
  /^(dictionary|list|set|dictionary_comprehension|list_comprehension|set_comprehension|integer|float|string|true|false)$/;

/** What a module, or a function in it, binds a name to; null where that is nothing that can be filled or counted up. */
export function heldAt(model: Model, path: string, name: string, scope: Node | null): Held | null {
  const text = model.read(path) ?? '';
  const root = scope ?? (text.includes(name) ? treeOf(text) : null);
  if (!root) return null;
  const values = assignmentsTo(root, name).filter(
    (assignment) => functionAround(assignment)?.id() === scope?.id() && !isInClass(assignment),
  );
  const isPlain = values.some((assignment) => holds(assignment.field('right')));
  // A number or a text is bound anew, which a function says.
  const isFilled = values.some((assignment) => isContainer(assignment.field('right')));
  if (!isPlain || !(isFilled || new RegExp(`\\b(global|nonlocal)\\s[^\\n]*\\b${name}\\b`).test(text)))
    return null;
  const at = scope ? `:${scope.range().start.index}` : '';
  return { key: `${path}${at}:${name}`, name, path, owner: null, isOfClass: false, isLocal: scope !== null };
}

/** What a class, or its `__init__`, binds an attribute to. */
export function heldBy(model: Model, owner: { path: string; name: string }, name: string): Held | null {
  const text = model.read(owner.path) ?? '';
  if (!text.includes(owner.name) || !text.includes(name)) return null;
  const around = treeOf(text)
    .findAll({ rule: { kind: 'class_definition' } })
    .find((node) => node.field('name')?.text() === owner.name);
  if (!around) return null;
  const own = assignmentsTo(around, name).filter((assignment) => functionAround(assignment) === null);
  const inside = assignmentsTo(around, `self.${name}`).filter((assignment) =>
    /^__(init|new)__$/.test(functionAround(assignment)?.field('name')?.text() ?? ''),
  );
  const isOfClass = own.some((assignment) => isContainer(assignment.field('right')));
  if (!isOfClass && !inside.some((assignment) => isContainer(assignment.field('right')))) return null;
  const key = `${owner.path}:${owner.name}.${name}`;
  return { key, name, path: owner.path, owner: owner.name, isOfClass, isLocal: false };
}

/** The function that keeps a variable: `own` for the one it is used in, null where it is no variable of a function. */
export function localScope(node: Node): Node | 'own' | null {
  const name = node.text();
  const first = functionAround(node);
  for (let scope = first; scope; scope = functionAround(scope)) {
    const inner = scope.id();
    const isGlobal = scope
      .findAll({ rule: { kind: 'global_statement' } })
      .some((line) => line.namedChildren().some((child) => child.text() === name));
    if (isGlobal) return null;
    const isNonlocal = scope
      .findAll({ rule: { kind: 'nonlocal_statement' } })
      .some((line) => line.namedChildren().some((child) => child.text() === name));
    const isBound =
      assignmentsTo(scope, name).some((assignment) => functionAround(assignment)?.id() === inner) ||
      isOther(scope, name);
    if (isBound && !isNonlocal) return inner === first?.id() ? 'own' : scope;
  }
  return null;
}

/** A parameter, or a name that a loop or a `with` gives a value. */
function isOther(scope: Node, name: string): boolean {
  const parameters = scope.field('parameters')?.findAll({ rule: { kind: 'identifier', regex: `^${name}$` } });
  const loops = scope
    .findAll({ rule: { any: [{ kind: 'for_statement' }, { kind: 'for_in_clause' }] } })
    .flatMap((loop) => loop.field('left') ?? []);
  const named = scope
    .findAll({ rule: { kind: 'as_pattern_target' } })
    .some((target) => target.text() === name);
  return (
    (parameters ?? []).length > 0 ||
    named ||
    loops.some((left) =>
      left
        .text()
        .split(/[\s,()]+/)
        .includes(name),
    )
  );
}

function assignmentsTo(root: Node, left: string): Node[] {
  return root
    .findAll({ rule: { kind: 'assignment' } })
    .filter((assignment) => assignment.field('left')?.text() === left);
}

function isInClass(assignment: Node): boolean {
  return (
    functionAround(assignment) === null &&
    assignment.ancestors().some((up) => up.kind() === 'class_definition')
  );
}

function holds(value: Node | null): boolean {
  return value !== null && (LITERALS.test(String(value.kind())) || isContainer(value));
}

function isContainer(value: Node | null): boolean {
  if (!value) return false;
  if (value.kind() !== 'call') return /^(dictionary|list|set)/.test(String(value.kind()));
  const callee = calleeOf(value);
  return MAKERS.test(callee) || (/(^|\.)field$/.test(callee) && /\b(dict|list|set)\b/.test(value.text()));
}

/** Names of one file are asked for one after the other: its tree is kept until another one's is wanted. */
let last: { text: string; tree: Node } | null = null;

function treeOf(text: string): Node {
  if (last?.text !== text) last = { text, tree: parsePython(text) };
  return last.tree;
}
