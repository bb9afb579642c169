export { applyEdits, type Edit, lineEnding, OverlapError } from './edit.ts';
