import { parsePython } from '@unblock/codemods/python/parse';
import { calleeOf, type Node, spanOf } from '../python/tree.ts';
import { type At, follow, followReturns } from './trace.ts';

/** A member of an object that a class of the repository makes: a field, or a property and what it returns. False where it is none. */
export function classLeaf(at: At, node: Node): boolean {
  const isCall = node.kind() === 'call';
  const member = isCall ? node.field('function') : node;
  const object = member?.kind() === 'attribute' ? member.field('object') : null;
  const name = member?.field('attribute')?.text();
  const holder = object && name ? classOf(at, object) : null;
  if (!holder || !name) return false;
  at.trace.code.push({ path: holder.path, ...spanOf(holder.node) });
  const inside = { ...at, path: holder.path, root: holder.root };
  const body = holder.node.field('body');
  for (const line of body?.namedChildren() ?? []) {
    const definition = line.kind() === 'decorated_definition' ? line.field('definition') : line;
    if (definition?.kind() === 'function_definition' && definition.field('name')?.text() === name) {
      followReturns(inside, definition);
      return true;
    }
    const assignment = line.kind() === 'expression_statement' ? line.namedChildren()[0] : null;
    if (isCall || assignment?.kind() !== 'assignment' || assignment.field('left')?.text() !== name) continue;
    const value = assignment.field('right');
    if (!value || isSettings(at, holder)) {
      at.trace.reads.push({
        name: name.toUpperCase(),
        span: { path: holder.path, ...spanOf(assignment) },
        isPart: at.isPart,
      });
      return true;
    }
    follow(inside, value);
    return true;
  }
  return false;
}

interface Holder {
  path: string;
  root: Node;
  node: Node;
}

function isSettings({ model }: At, { path, node }: Holder): boolean {
  const summary = model.module(path)?.classes[node.field('name')?.text() ?? ''];
  return summary !== undefined && model.isSettings(summary, path);
}

/** The class that made an object: `settings = Settings()`, `get_settings()`, `self`, the class itself. */
function classOf(at: At, object: Node, depth = 0): Holder | null {
  const { model, path, root } = at;
  if (depth > 6) return null;
  if (/^(self|cls)$/.test(object.text())) {
    const node = object.ancestors().find((up) => up.kind() === 'class_definition');
    return node ? { path, root, node } : null;
  }
  const name =
    object.kind() === 'call' ? calleeOf(object) : object.kind() === 'identifier' ? object.text() : '';
  if (!/^\w+$/.test(name)) return null;
  const own = definitionOf(root, name);
  if (own?.kind() === 'class_definition') return { path, root, node: own };
  if (own && object.kind() === 'call') {
    const value = own.find({ rule: { kind: 'return_statement' } })?.namedChildren()[0];
    return value ? classOf(at, value, depth + 1) : null;
  }
  const assigned = root
    .findAll({ rule: { kind: 'assignment' } })
    .filter((node) => node.field('left')?.text() === name)
    .map((node) => node.field('right'));
  const [value] = assigned;
  if (object.kind() === 'identifier' && value && assigned.length === 1) return classOf(at, value, depth + 1);
  const entry = model.module(path)?.imports.find(({ local }) => local === name);
  const target = entry?.name ? model.locate(path, entry.module) : null;
  const text = target ? model.read(target) : null;
  if (!target || !entry?.name || text === null) return null;
  const other = parsePython(text);
  const stand = object.kind() === 'call' ? `${entry.name}()` : entry.name;
  const node = parsePython(stand).find({ rule: { kind: object.kind() as string } });
  return node ? classOf({ ...at, path: target, root: other }, node, depth + 1) : null;
}

function definitionOf(root: Node, name: string): Node | null {
  return (
    root
      .findAll({ rule: { any: [{ kind: 'class_definition' }, { kind: 'function_definition' }] } })
      .find((node) => node.field('name')?.text() === name) ?? null
  );
}
