import { parseShell, ShellError, type SimpleCommand } from './parse.ts';
import { type Sequence, sequencesOf } from './sequence.ts';

/** The simple commands of a text; none where no shell would run it. */
export function commandsIn(text: string): SimpleCommand[] {
  return orNone(() => parseShell(text));
}

/** The scripts in a text; none where no shell would run it. */
export function sequencesIn(text: string): Sequence[] {
  return orNone(() => sequencesOf(text));
}

function orNone<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof ShellError) return [];
    throw error;
  }
}
