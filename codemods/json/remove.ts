import type { Edit } from '../edit.ts';
import { type JsonPath, nodeAt, parseJson } from './read.ts';

/**
 * Removes the property at a path, with the comma that sets it apart. No edit where it is not there. Comments between the
 * property and its neighbour go with it.
 *
 * @throws SyntaxError when the document does not parse.
 */
export function removeJsonPath(text: string, path: JsonPath): Edit[] {
  const parent = nodeAt(parseJson(text), path.slice(0, -1));
  const children = parent?.type === 'object' ? (parent.children ?? []) : [];
  const index = children.findLastIndex((property) => property.children?.[0]?.value === path.at(-1));
  const property = children[index];
  if (!parent || !property) return [];
  const [before, next] = [children[index - 1], children[index + 1]];
  if (next) return [{ start: property.offset, end: next.offset, text: '' }];
  const start = before ? before.offset + before.length : parent.offset + 1;
  const end = before ? property.offset + property.length : parent.offset + parent.length - 1;
  return [{ start, end, text: '' }];
}
