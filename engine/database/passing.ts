import { calleeOf, type Node } from '../python/tree.ts';

/** A validator of a settings class that returns a text as it is given one. */
export interface PassingValidator {
  /** The decorated method. */
  node: Node;
  /** The fields it is for, as its decorator names them. */
  fields: string[];
  /** The text it returns: `v`. */
  returned: Node;
  /** The value is certainly a text there, and no other type was made of it before. */
  isText: boolean;
}

/**
 * The validators that begin with `if isinstance(v, str): return v`, or with `if v: return v`: a URL that is set leaves them
 * unchanged, whatever they build where none is.
 */
export function passingValidators(root: Node): PassingValidator[] {
  return root.findAll({ rule: { kind: 'decorated_definition' } }).flatMap((node): PassingValidator[] => {
    const decorator = node
      .findAll({ rule: { kind: 'call' } })
      .find(
        (call) => call.parent()?.kind() === 'decorator' && /(^|\.)(field_)?validator$/.test(calleeOf(call)),
      );
    const method = node.field('definition');
    const value = method?.field('parameters')?.namedChildren()[1];
    const name = value?.kind() === 'identifier' ? value.text() : value?.namedChildren()[0]?.text();
    const [first] = (method?.field('body')?.namedChildren() ?? []).filter(
      (statement) => !/^(string|comment)$/.test(String((statement.namedChildren()[0] ?? statement).kind())),
    );
    if (!decorator || !name || first?.kind() !== 'if_statement') return [];
    const condition = first.field('condition')?.text() ?? '';
    const isText = condition === `isinstance(${name}, str)`;
    const [only, ...more] = first.field('consequence')?.namedChildren() ?? [];
    const returned = only?.kind() === 'return_statement' ? only.namedChildren()[0] : undefined;
    if (more.length > 0 || returned?.text() !== name) return [];
    if (!isText && ![name, `${name} is not None`].includes(condition)) return [];
    const strings = decorator.field('arguments')?.namedChildren() ?? [];
    const fields = strings.filter((one) => one.kind() === 'string').map((one) => one.text().slice(1, -1));
    const isBefore = /mode\s*=\s*["']before["']|pre\s*=\s*True/.test(decorator.text());
    return [{ node, fields, returned, isText: isText && isBefore }];
  });
}
