import { createInterface } from 'node:readline/promises';

/** Where a command reads and writes. Tests give their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether standard output shows colour. */
  colour: boolean;
  /** Whether standard error does. */
  errColour: boolean;
  /** Whether a person can answer a question. */
  interactive: boolean;
  /** The folder that relative paths are meant from. */
  cwd: string;
  /** Shows one line that replaces the last one; absent where nobody watches. */
  progress?: (text: string) => void;
  /** Removes the progress line. */
  endProgress(): void;
  /** Asks on standard error and waits for a line; '' when the input ends. */
  ask(question: string): Promise<string>;
}

/** Milliseconds before progress is shown at all, and between two updates. */
const PATIENCE = 1000;
const INTERVAL = 100;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const line = progressLine(
    (text) => stderr.write(text),
    stderr.columns ?? 80,
    () => performance.now(),
  );
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    colour: wantsColour(process.env, stdout.isTTY === true),
    errColour: wantsColour(process.env, stderr.isTTY === true),
    interactive: stdin.isTTY === true,
    cwd: process.cwd(),
    progress: stderr.isTTY ? line.show : undefined,
    endProgress: line.clear,
    ask,
  };
}

/** Colour on a terminal only; `NO_COLOR` and `FORCE_COLOR` decide before that. */
export function wantsColour(env: Record<string, string | undefined>, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}

/** A line that appears only when the work takes more than a second. `now` gives milliseconds. */
export function progressLine(write: (text: string) => void, columns: number, now: () => number) {
  const start = now();
  let last = 0;
  return {
    show(text: string): void {
      const time = now();
      if (time - start < PATIENCE || time - last < INTERVAL) return;
      last = time;
      write(`\r\u001b[K${text.slice(0, columns - 1)}`);
    },
    clear(): void {
      if (last > 0) write('\r\u001b[K');
      last = 0;
    },
  };
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const answer = await Promise.race([lines.question(question), ended]);
  lines.close();
  return answer.trim();
}
