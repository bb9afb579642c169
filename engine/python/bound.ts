import { nodeAt, parsePython } from '@unblock/codemods/python/parse';
import type { Expression } from '../facts.ts';
import type { Model } from '../model.ts';
import { expressionOf } from './expression.ts';
import { valuesOf } from './tree.ts';

/**
 * The one value that a name gets in its file, also in the block that runs only when the file itself is started: for a place
 * in that block. Null for anything but a name, and where it gets none or several.
 */
export function boundBeside(model: Model, expression: Expression): Expression | null {
  if (expression.kind !== 'name') return null;
  if (expression.local) return expression.local;
  const { path } = expression.span;
  const text = model.read(path);
  if (text === null) return null;
  const root = parsePython(text);
  const [value, ...others] = valuesOf(root, nodeAt(root, expression.span, ['identifier']));
  return value && others.length === 0 ? expressionOf(path, value) : null;
}
