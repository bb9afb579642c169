import type { Edit } from '@unblock/codemods';
import { ensureImport, replaceExpression } from '@unblock/codemods/python/index';
import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import { argumentsOf, calleeOf, type Node, spanOf } from '@unblock/engine/python/tree';

/** Takes the literal out that stands in for a variable, so that the read fails without it; null where its form is another one. */
export function takenOut(text: string, literal: Pick<Edit, 'start' | 'end'>): Edit[] | null {
  const node = nodeAt(parsePython(text), literal);
  const holder = node.parent();
  if (holder?.kind() === 'assignment') return withoutValue(holder, node);
  const argument = holder?.kind() === 'keyword_argument' ? holder : node;
  const call = argument.parent()?.kind() === 'argument_list' ? argument.parent()?.parent() : null;
  if (!call || call.find({ rule: { kind: 'comment' } })) return null;
  const all = argumentsOf(call);
  const [name] = all;
  if (/^(os\.)?(getenv|environ\.get)$/.test(calleeOf(call))) {
    const read = `os.environ[${name?.text() ?? ''}]`;
    return all.length === 2
      ? [...ensureImport(text, spanOf(call).start, 'os'), ...replaceExpression(text, spanOf(call), read)]
      : null;
  }
  const index = all.findIndex((one) => one.id() === argument.id());
  const [before, after] = [all[index - 1], all[index + 1]];
  const isDefault = argument !== node ? argument.field('name')?.text() === 'default' : index === 1;
  if (!isDefault) return null;
  const { start, end } = spanOf(argument);
  // With the comma that parts it from its neighbour.
  if (after) return [{ start, end: spanOf(after).start, text: '' }];
  return [{ start: before ? spanOf(before).end : start, end, text: '' }];
}

/** A field of a settings class without a value is needed: `url: str`. */
function withoutValue(assignment: Node, value: Node): Edit[] | null {
  const type = assignment.field('type');
  return type ? [{ start: spanOf(type).end, end: spanOf(value).end, text: '' }] : null;
}
