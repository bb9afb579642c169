import type { Edit } from '@unblock/codemods';
import { YamlError } from '@unblock/codemods/yaml/index';
import { keepKeys, renderStores } from './render/stores.ts';

/** A key-value store that a manifest declares. */
export interface KeyValueStore {
  name: string;
  /** Where its name stands. */
  place: { start: number; end: number };
  /** What it does with a full memory: `noeviction`, `allkeys-lru`. */
  policy: string;
  /** The manifest says so; else it is what the platform does by itself. */
  isSaid: boolean;
  /** The processes that are given its address, and the variable that holds it. */
  users: { process: string; variable: string }[];
  /** The platform's documentation of what it does with a full memory. */
  docs: string;
}

/** The key-value stores of a manifest; none where its kind declares none. */
export function keyValueStores(path: string, text: string): KeyValueStore[] {
  return isBlueprint(path) ? renderStores(text) : [];
}

/** Makes a store refuse writes with a full memory, where it would drop keys; null where the manifest has no place for it. */
export function keepStore(path: string, text: string, store: string): Edit[] | null {
  try {
    return isBlueprint(path) ? keepKeys(text, store) : null;
  } catch (error) {
    if (error instanceof YamlError) return null;
    throw error;
  }
}

function isBlueprint(path: string): boolean {
  return /(^|\/)render\.ya?ml$/.test(path);
}
