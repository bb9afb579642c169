export { applyEdits, type Edit, lineEnding, OverlapError } from './edit.ts';
export type { TextSpan } from './lines.ts';
