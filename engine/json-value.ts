import { readJson } from '@unblock/codemods/json/read';
import { isRecord } from '@unblock/platforms/reading';
import type { Files } from './locate.ts';

/** The value of a JSON text; null without a text, and where it does not parse. */
export function jsonValue(text: string | null, options: { comments?: boolean } = {}): unknown {
  const reading = text === null ? null : readJson(text, options);
  return reading && 'value' in reading ? reading.value : null;
}

/** The value of a JSON file; null where it is not there or does not parse. */
export function jsonAt(files: Files, path: string, options: { comments?: boolean } = {}): unknown {
  return jsonValue(files.paths.has(path) ? files.read(path) : null, options);
}

/**
 * An object of JSON as a record; an empty one where a value is something else. A key that the repository chose is asked for
 * with `Object.hasOwn`: it may be that of an inherited method.
 */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
