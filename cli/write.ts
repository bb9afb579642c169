import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './errors.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes a file that the user named.
 * @throws {UsageError} when the place cannot be written
 */
export function writeNamed(file: string, text: string, terminal: Terminal): void {
  try {
    writeFileSync(resolve(terminal.cwd, file), text);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`cannot write ${file} (${reason})`, `impossible d'écrire ${file} (${reason})`);
  }
}
