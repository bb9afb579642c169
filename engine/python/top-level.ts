import type { SgNode } from '@ast-grep/napi';
import { parsePython, pythonSyntaxError } from '@unblock/codemods/python/parse';

/** Ways by which a module gets names that its text does not show. */
const DYNAMIC =
  /(?<![.\w])(globals|locals|vars|exec|setattr)\s*\(|\b__getattr__\b|\bsys\.modules\b|\bimport(?:[ \t]*\([ \t]*|[ \t]+)\*/;
/** What stands in them is bound inside, and not in the module. */
const SCOPES: ReadonlySet<string> = new Set(['function_definition', 'lambda', 'class_definition']);

/**
 * Whether a module may have a name once something has imported it. False is certain: the text parses, hides nothing, and
 * says the name nowhere at its top level, or only in the block for whoever runs the file.
 */
export function mayHaveName(text: string, name: string): boolean {
  if (DYNAMIC.test(text.replace(/^[ \t]*#.*$/gm, ''))) return true;
  const root = parsePython(text);
  if (pythonSyntaxError(text, root) !== null) return true;
  const uses = root
    .findAll({ rule: { kind: 'identifier' } })
    .filter((node) => node.text() === name && !isForRunning(node));
  return uses.some((use) => {
    const scopes = use.ancestors().filter((up) => SCOPES.has(String(up.kind())));
    const [own] = scopes;
    if (use.ancestors().some((up) => up.kind() === 'global_statement')) return true;
    // The name of a function or class belongs to what is around it.
    const isDefined = own?.field('name')?.id() === use.id();
    return scopes.length === (isDefined ? 1 : 0);
  });
}

/** In the block for whoever runs the file: what stands behind its `else` runs on import. */
function isForRunning(node: SgNode): boolean {
  const inside = [node, ...node.ancestors()];
  return inside.some((up, index) => {
    const around = inside[index + 1];
    const condition = around?.kind() === 'if_statement' ? (around.field('condition')?.text() ?? '') : '';
    return (
      /^\(?\s*__name__\s*==\s*["']__main__["']\s*\)?$/.test(condition) &&
      around?.field('consequence')?.id() === up.id()
    );
  });
}
