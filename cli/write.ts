import { closeSync, existsSync, openSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './errors.ts';
import type { Terminal } from './terminal.ts';

/**
 * Makes sure that a file the user named can be written, before anything else is done. It keeps its text; a new one is
 * not left behind.
 * @throws {UsageError} when the place cannot be written
 */
export function assertWritable(file: string, terminal: Terminal): void {
  const path = resolve(terminal.cwd, file);
  const isNew = !existsSync(path);
  attempt(file, () => closeSync(openSync(path, 'a')));
  // Of a link that led nowhere, what it leads to.
  if (isNew) rmSync(realpathSync(path));
}

/**
 * Writes a file that the user named.
 * @throws {UsageError} when the place cannot be written
 */
export function writeNamed(file: string, text: string, terminal: Terminal): void {
  attempt(file, () => writeFileSync(resolve(terminal.cwd, file), text));
}

function attempt(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`cannot write ${file} (${reason})`, `impossible d'écrire ${file} (${reason})`);
  }
}
