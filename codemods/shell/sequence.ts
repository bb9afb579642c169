import type * as unbash from 'unbash';
import { parse } from 'unbash';
import type { Edit } from '../edit.ts';
import { applyEdits } from '../edit.ts';
import { parseShell, type SimpleCommand, scriptArgument } from './parse.ts';
import { innerScript } from './word.ts';
import { joinWords } from './words.ts';

/** One part of a list joined by `&&` and `||`. Offsets count in the script it stands in. */
export interface Link {
  operator: '&&' | '||' | null;
  /** The program with its arguments; null for anything else: a group, a pipeline, a loop, a call of `sh -c`. */
  command: SimpleCommand | null;
  start: number;
  end: number;
}

/** One statement of a script: a list of commands, of which the status of the last that ran counts. */
export interface Statement {
  links: Link[];
  isBackground: boolean;
  start: number;
  /** Behind the `&` of a statement in the background. */
  end: number;
}

/** The statements of one script, in order: those inside of conditions, loops, groups and functions are left out. */
export interface Sequence {
  text: string;
  statements: Statement[];
  /** Words between the shell and `-c`; empty for the text itself. */
  options: string[];
  /** Range of the script in the given text. */
  start: number;
  end: number;
  /** Number of `sh -c` around it. */
  nested: number;
  /** Turns edits of this script into edits of the given text; null where quoting hides its place. */
  write(edits: readonly Edit[]): Edit[] | null;
}

/**
 * The script and every script it gives to `sh -c` outside of conditions, loops, groups and functions.
 *
 * @throws ShellError when the text, or a script inside it, has a syntax error.
 */
export function sequencesOf(text: string): Sequence[] {
  parseShell(text);
  const outer: Sequence = {
    text,
    statements: [],
    options: [],
    start: 0,
    end: text.length,
    nested: 0,
    write: (edits) => [...edits],
  };
  return collect(outer);
}

function collect(sequence: Sequence): Sequence[] {
  const found = [sequence];
  for (const statement of parse(sequence.text).commands) {
    const { command } = statement;
    const nodes = command.type === 'AndOr' ? command.commands : [command];
    const operators = command.type === 'AndOr' ? command.operators : [];
    const links = nodes.map((node, index): Link => {
      const inner = node.type === 'Command' ? nestedSequence(sequence, node) : null;
      if (inner) found.push(...collect(inner));
      const operator = operators[index - 1] ?? null;
      const isPlain = node.type === 'Command' && !inner;
      const [simple] = isPlain ? parseShell(sequence.text.slice(node.pos, node.end)) : [];
      return { operator, command: simple ?? null, start: node.pos, end: node.end };
    });
    const isBackground = statement.background === true;
    sequence.statements.push({ links, isBackground, start: statement.pos, end: statement.end });
  }
  return found;
}

function nestedSequence(outer: Sequence, node: unbash.Command): Sequence | null {
  const found = scriptArgument(node);
  if (!found) return null;
  const { word, options, isLiteral } = found;
  const inner = innerScript(word);
  const verbatim = inner.verbatim && inner.text !== '';
  return {
    text: verbatim || !isLiteral ? inner.text : word.value,
    statements: [],
    options,
    start: outer.start + word.pos,
    end: outer.start + word.end,
    nested: outer.nested + 1,
    write(edits) {
      if (verbatim && !edits.some((edit) => inner.quote !== '' && edit.text.includes(inner.quote)))
        return outer.write(
          edits.map((edit) => ({
            ...edit,
            start: edit.start + inner.start,
            end: edit.end + inner.start,
          })),
        );
      if (!isLiteral) return null;
      const text = joinWords([applyEdits(word.value, edits)]);
      return outer.write([{ start: word.pos, end: word.end, text }]);
    },
  };
}
