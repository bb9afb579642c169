import { parsePython } from '@unblock/codemods/python/parse';

/** How often a name is used in a Python file, besides its definition and imports. */
export function usesOf(text: string, name: string): number {
  if (!text.includes(name)) return 0;
  return parsePython(text)
    .findAll({ rule: { kind: 'identifier', regex: `^${name}$` } })
    .filter(
      (node) => !/^(function_definition|dotted_name|aliased_import)$/.test(String(node.parent()?.kind())),
    ).length;
}
