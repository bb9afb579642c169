import type { Edit } from '../edit.ts';
import { appendItem, insertItem, insertion } from './list.ts';
import { placeAfterImports } from './statements.ts';
import { semicolons, stringLiteral } from './style.ts';
import type { Import, Tree } from './tree.ts';

/** @see `ensureImport` in `../ecmascript.ts` */
export function ensureImport(tree: Tree, module: string, names: readonly string[]): Edit[] {
  const imports = tree.imports().filter((declaration) => declaration.module === module);
  const missing = [...new Set(names)].filter((name) => !imports.some((one) => brings(one, name)));
  if (missing.length === 0) return [];
  const taken = missing.find((name) => tree.declares(name));
  if (taken) throw new Error(`cannot import ${taken} from ${module}: the file already declares ${taken}`);

  const list = missing.join(', ');
  const joined = imports.find((declaration) => declaration.names);
  if (joined?.names) {
    const rest = joined.names.items.findIndex((item) => item.spread);
    return rest < 0
      ? appendItem(tree.text, joined.names, list, ' ')
      : insertItem(tree.text, joined.names, rest, list, ' ');
  }
  const plain = imports.find((declaration) => declaration.defaultEnd !== undefined);
  if (plain?.defaultEnd !== undefined) return [insertion(plain.defaultEnd, `, { ${list} }`)];

  const from = stringLiteral(tree, module);
  const end = semicolons(tree) ? ';' : '';
  const code =
    tree.moduleKind === 'commonjs'
      ? `const { ${list} } = require(${from})${end}`
      : `import { ${list} } from ${from}${end}`;
  return placeAfterImports(tree, code, false);
}

function brings(declaration: Import, name: string): boolean {
  return (
    declaration.names?.items.some(
      (item) => item.imported === name && item.local === name && !item.typeOnly,
    ) ?? false
  );
}
