export * as ecmascript from './ecmascript.ts';
export { applyEdits, type Edit, lineEnding, OverlapError } from './edit.ts';
export { type JsonPath, type JsonResult, jsonStringSpan, readJson } from './json/read.ts';
export { setJsonPath } from './json/set.ts';
export type { TextSpan } from './lines.ts';
