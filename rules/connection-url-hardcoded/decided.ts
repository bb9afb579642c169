import type { Model, Service } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { flowOf } from '@unblock/engine/python/flow';
import { isUnderMain } from '@unblock/engine/python/scheduler';
import type { Node } from '@unblock/engine/python/tree';

/** Words of conditions that tell one machine from another. */
const MACHINE =
  /env|debug|prod|\bdev|test|local|stag|settings|config|docker|platform|heroku|render|railway|fly|\bos\.|sys\.|args|url|host|dsn|uri/i;

/** Whether production runs a place for certain: no branch chooses it for one machine, nothing catches what came before. */
export function isCertain(node: Node, service: Service, model: Model): boolean {
  if (isUnderMain(node)) return false;
  let inner = node;
  for (const up of node.ancestors()) {
    if (isChoice(up, inner)) return false;
    inner = up;
  }
  return flowOf(node).within.every((name) => isUsed(name, service, model));
}

/** Something beside its definition names a function: a call, a decorator of the definition, a list of handlers. */
function isUsed(name: string, { files, starts }: Service, model: Model): boolean {
  if (/^(create_app|make_app)$/.test(name) || starts.some(({ command }) => command.text.includes(name)))
    return true;
  const word = new RegExp(`\\b${escaped(name)}\\b`, 'g');
  const decorated = new RegExp(
    `^[ \\t]*@[^\\n]+\\n([ \\t]*@[^\\n]+\\n)*[ \\t]*(async[ \\t]+)?def ${escaped(name)}\\b`,
    'm',
  );
  let count = 0;
  for (const path of files) {
    const text = path.endsWith('.py') ? model.read(path) : null;
    count += text?.match(word)?.length ?? 0;
    if (count > 1 || (text && decorated.test(text))) return true;
  }
  return false;
}

/** A `try` around it goes on without what it gives. */
export function isOptional(node: Node): boolean {
  const around = node
    .ancestors()
    .find((up) => up.kind() === 'try_statement' || up.kind() === 'function_definition');
  if (around?.kind() !== 'try_statement') return false;
  return !around
    .findAll({ rule: { kind: 'except_clause' } })
    .some(
      (clause) =>
        clause.find({ rule: { kind: 'raise_statement' } }) !== null || /\bexit\(/.test(clause.text()),
    );
}

function isChoice(up: Node, inner: Node): boolean {
  switch (up.kind()) {
    case 'except_clause':
    case 'except_group_clause':
    case 'match_statement':
      return true;
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
      return MACHINE.test(up.field('condition')?.text() ?? '');
    case 'else_clause':
      return true;
    case 'conditional_expression':
      return true;
    case 'boolean_operator':
      return up.field('left')?.id() !== inner.id();
    case 'block':
    case 'module':
      return earlierExits(up, inner);
    default:
      return false;
  }
}

/** A branch above it that leaves for the sake of the machine. */
function earlierExits(block: Node, inner: Node): boolean {
  for (const statement of block.namedChildren()) {
    if (statement.id() === inner.id()) return false;
    if (statement.kind() !== 'if_statement' || !MACHINE.test(statement.field('condition')?.text() ?? ''))
      continue;
    if (statement.find({ rule: { any: [{ kind: 'return_statement' }, { kind: 'raise_statement' }] } }))
      return true;
  }
  return false;
}
