/** What the exit code of the tool says. */
export const EXIT = { clean: 0, findings: 1, usage: 2, bug: 70, tryAgain: 75 } as const;

/** The user asked for something that cannot be done as asked. One clear line; exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Something outside changed or was busy meanwhile; the same command may well succeed. One clear line; exit code 75. */
export class TryAgainError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TryAgainError';
  }
}

/** Errors of the system that pass: too many open files, a full disk, a busy file, no memory. */
const PASSING = new Set(['EMFILE', 'ENFILE', 'ENOSPC', 'EBUSY', 'EAGAIN', 'ENOMEM', 'ETXTBSY']);

/** The exit code and the one line for an error that ends the run. */
export function describeError(error: unknown): { code: number; line: string } {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
  if (error instanceof UsageError) return { code: EXIT.usage, line: `unblock: ${message}` };
  if (error instanceof TryAgainError) return { code: EXIT.tryAgain, line: `unblock: ${message}` };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('commander.')) {
    return { code: EXIT.usage, line: `unblock: ${message.replace(/^error: /, '')}` };
  }
  if (PASSING.has(code)) return { code: EXIT.tryAgain, line: `unblock: ${message}; try again` };
  const help = 'please report it, with what UNBLOCK_DEBUG=1 prints';
  return { code: EXIT.bug, line: `bug in unblock: ${message}; ${help}` };
}
