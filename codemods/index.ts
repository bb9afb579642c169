export * as ecmascript from './ecmascript.ts';
export { applyEdits, type Edit, lineEnding, OverlapError } from './edit.ts';
export { jsonStringSpan } from './json/read.ts';
