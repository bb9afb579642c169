import type * as unbash from 'unbash';
import { parse } from 'unbash';
import { type Assignment, assignmentOf, expands, innerScript, type Word, wordOf } from './word.ts';
import { isAssignment, scriptIndex, wrapperLength } from './wrappers.ts';

export type Operator = '&&' | '||' | ';' | '|' | '&';

/** One program with its arguments. */
export interface SimpleCommand {
  /** Begins with the real program: wrappers such as `exec` and `poetry run` are left out. Empty for `A=b` alone. */
  words: Word[];
  /** The words of all wrappers around the program, those of an enclosing `sh -c` included. */
  wrappers: Word[];
  /** Variables set for this command alone, by `A=b x`, `env A=b x` or in front of an enclosing `sh -c`. */
  assignments: Assignment[];
  /** What joins it to the command before it; a line break counts as `;`, null for the first command. */
  operator: Operator | null;
  /** Range in the given text, redirections included; -1 where the place is hidden. */
  start: number;
  end: number;
  /** Number of `sh -c` around it. */
  nested: number;
  /** The quotation marks around those scripts, outermost first: inserted text must contain none of them. */
  quotes: string;
}

/** A text that is no shell script. The message is one line. */
export class ShellError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ShellError';
  }
}

/** What the commands of a script have in common. */
interface Frame {
  /** Where the script begins in the outer text; null when its quoting hides that. */
  offset: number | null;
  nested: number;
  quotes: string;
  wrappers: Word[];
  assignments: Assignment[];
}

/**
 * Lists the simple commands of a script in order of execution, all branches included. Bodies of functions and
 * command substitutions are left out. Scripts given to `sh -c` are entered.
 *
 * @param text a command line or script; offsets of the result count in it.
 * @throws ShellError when the text, or a script inside it, has a syntax error.
 */
export function parseShell(text: string): SimpleCommand[] {
  const frame: Frame = { offset: 0, nested: 0, quotes: '', wrappers: [], assignments: [] };
  return new Flattener().script(text, frame, null);
}

class Flattener {
  private readonly found: SimpleCommand[] = [];

  script(text: string, frame: Frame, operator: Operator | null): SimpleCommand[] {
    const script = parse(text);
    const [error] = script.errors ?? [];
    if (error) throw new ShellError(`shell syntax error at character ${error.pos + 1}: ${error.message}`);
    this.statements(script.commands, frame, operator);
    return this.found;
  }

  private statements(list: readonly unbash.Statement[], frame: Frame, operator: Operator | null): void {
    let joint = operator;
    for (const statement of list) {
      this.node(statement.command, frame, joint);
      joint = statement.background ? '&' : ';';
    }
  }

  private node(node: unbash.PipelineNode | unbash.AndOr, frame: Frame, operator: Operator | null): void {
    if (node.type === 'Command') {
      this.command(node, frame, operator);
    } else if (node.type === 'AndOr' || node.type === 'Pipeline') {
      for (const [index, command] of node.commands.entries()) {
        const joint = node.operators[index - 1];
        this.node(command, frame, index === 0 ? operator : joint === '|&' ? '|' : (joint ?? ';'));
      }
    } else if (node.type === 'Redirected') {
      this.node(node.command, frame, operator);
    } else {
      for (const [index, block] of blocksOf(node).entries()) {
        this.statements(block.commands, frame, index === 0 ? operator : ';');
      }
    }
  }

  private command(command: unbash.Command, frame: Frame, operator: Operator | null): void {
    const place = (position: number) => (frame.offset === null ? -1 : frame.offset + position);
    const assignments = [...frame.assignments];
    for (const part of command.prefix) {
      if (part.type === 'Assignment') assignments.push(assignmentOf(part, place));
    }
    const all = [...(command.name ? [command.name] : []), ...command.args].map((part) => wordOf(part, place));
    const first = skipWrappers(all, assignments);
    const wrappers = [...frame.wrappers, ...all.slice(0, first)];
    const words = all.slice(first);
    const index = scriptIndex(words.map((word) => word.value));
    const source = index < 0 ? undefined : command.args[first + index - 1];
    if (source?.type === 'Word') {
      const inner = innerScript(source);
      this.script(
        inner.text,
        {
          offset: inner.verbatim && frame.offset !== null ? frame.offset + inner.start : null,
          nested: frame.nested + 1,
          quotes: frame.quotes + inner.quote,
          wrappers: [...wrappers, ...words.slice(0, index)],
          assignments,
        },
        operator,
      );
      return;
    }
    this.found.push({
      words,
      wrappers,
      assignments,
      operator,
      start: place(command.pos),
      end: place(command.end),
      nested: frame.nested,
      quotes: frame.quotes,
    });
  }
}

/** The word in which a command hands a script to `sh -c`, with the words between the two; null when it does not. */
export function scriptArgument(
  command: unbash.Command,
): { word: unbash.Word; options: string[]; isLiteral: boolean } | null {
  const all = [...(command.name ? [command.name] : []), ...command.args];
  const words = all.map((part) => wordOf(part, (position) => position));
  const first = skipWrappers(words, []);
  const index = scriptIndex(words.slice(first).map(({ value }) => value));
  const word = index < 0 ? undefined : all[first + index];
  if (word?.type !== 'Word') return null;
  const options = words.slice(first + 1, first + index).map(({ raw }) => raw);
  return { word, options, isLiteral: !expands(word.parts) };
}

function blocksOf(node: unbash.CommandNode): readonly unbash.CompoundList[] {
  switch (node.type) {
    case 'Subshell':
    case 'BraceGroup':
    case 'For':
    case 'ArithmeticFor':
    case 'Select':
      return [node.body];
    case 'While':
      return [node.clause, node.body];
    case 'If':
      return [
        node.clause,
        node.then,
        ...node.elif.flatMap((branch) => [branch.clause, branch.then]),
        ...(node.else ? [node.else] : []),
      ];
    case 'Case':
      return node.items.map((item) => item.body);
    default:
      return [];
  }
}

/** Index of the real program; variables that wrappers set are added to `assignments`. */
function skipWrappers(words: readonly Word[], assignments: Assignment[]): number {
  let first = 0;
  for (;;) {
    const length = wrapperLength(words.slice(first).map((word) => word.value ?? word.raw));
    if (length === 0) return first;
    for (const word of words.slice(first, first + length)) {
      if (isAssignment(word.raw)) assignments.push(assignmentOfWord(word));
    }
    first += length;
  }
}

function assignmentOfWord(word: Word): Assignment {
  const equals = word.raw.indexOf('=');
  const value = word.value === null ? null : word.value.slice(equals + 1);
  return { name: word.raw.slice(0, equals), value, start: word.start, end: word.end };
}
