import {
  parseShell,
  type Sequence,
  ShellError,
  type SimpleCommand,
  sequencesOf,
} from '@unblock/codemods/shell/index';

/** The commands of a text; none where no shell would run it. */
export function parseQuietly(text: string): SimpleCommand[] {
  return quietly(() => parseShell(text));
}

/** The scripts in a text; none where no shell would run it. */
export function sequencesIn(text: string): Sequence[] {
  return quietly(() => sequencesOf(text));
}

function quietly<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof ShellError) return [];
    throw error;
  }
}
