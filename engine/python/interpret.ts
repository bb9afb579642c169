import { Evaluator } from './evaluate.ts';
import { named } from './expression.ts';
import { type Frame, type Outcome, UNKNOWN } from './outcomes.ts';
import type { Node } from './tree.ts';

/** Sees every simple statement in the order in which they run. `maybe`: a condition that is not known decides. */
export type Visit = (statement: Node, frame: Frame, maybe: boolean) => void;

const COMPOUND = /^(function_definition|class_definition|decorated_definition|comment)$/;

/** Follows code that chooses a configuration, in one world: assignments, conditions, and what functions return. */
export class Interpreter extends Evaluator {
  /** Runs a block. Gives what it returns; null where it does not. */
  run(block: Node, frame: Frame, visit: Visit, maybe = false, depth = 0): Outcome | null {
    for (const statement of named(block)) {
      const kind = String(statement.kind());
      if (COMPOUND.test(kind)) continue;
      const returned = this.statement(kind, statement, frame, visit, maybe, depth);
      if (returned) return returned;
    }
    return null;
  }

  private statement(
    kind: string,
    statement: Node,
    frame: Frame,
    visit: Visit,
    maybe: boolean,
    depth: number,
  ): Outcome | null {
    switch (kind) {
      case 'return_statement': {
        visit(statement, frame, maybe);
        const [value] = named(statement);
        return maybe || !value ? UNKNOWN : this.value(value, frame, depth);
      }
      case 'raise_statement':
        return maybe ? null : { kind: 'missing' };
      case 'if_statement':
        return this.branch(statement, frame, visit, maybe, depth);
      case 'with_statement': {
        const body = statement.field('body');
        return body && this.run(body, frame, visit, maybe, depth);
      }
      case 'try_statement': {
        const body = statement.field('body');
        if (body && endsOnFailure(statement)) return this.run(body, frame, visit, maybe, depth);
        return this.all(statement, frame, visit, depth);
      }
      case 'for_statement':
      case 'while_statement':
      case 'match_statement':
        return this.all(statement, frame, visit, depth);
      default: {
        visit(statement, frame, maybe);
        const [assignment] = named(statement);
        const left = assignment?.kind() === 'assignment' ? assignment.field('left') : null;
        const right = assignment?.field('right');
        if (left?.kind() === 'identifier')
          frame.names.set(left.text(), right && !maybe ? this.value(right, frame, depth) : UNKNOWN);
        return null;
      }
    }
  }

  private branch(statement: Node, frame: Frame, visit: Visit, maybe: boolean, depth: number): Outcome | null {
    let isOpen = maybe;
    const clauses = [
      statement,
      ...statement.namedChildren().filter((child) => /^(elif|else)_clause$/.test(String(child.kind()))),
    ];
    for (const clause of clauses) {
      const condition = clause.field('condition');
      const holds = condition ? this.holds(condition, frame, depth) : true;
      const body = clause.field('consequence') ?? clause.field('body');
      if (holds === false || !body) continue;
      const isMaybe = isOpen || holds === null;
      const returned = this.run(body, frame, visit, isMaybe, depth);
      // What follows runs only where the branch did not leave.
      if (returned && (returned.kind !== 'missing' || !isMaybe)) return returned;
      if (holds === true) return null;
      isOpen = true;
    }
    return null;
  }

  /** A block of which nobody knows here how much of it runs. */
  private all(statement: Node, frame: Frame, visit: Visit, depth: number): Outcome | null {
    let returned: Outcome | null = null;
    for (const child of named(statement)) {
      if (child.kind() === 'block') returned = this.run(child, frame, visit, true, depth) ?? returned;
      else if (/_clause$/.test(String(child.kind())))
        returned = this.all(child, frame, visit, depth) ?? returned;
    }
    return returned;
  }

  protected body(block: Node, frame: Frame, depth: number): Outcome | null {
    return this.run(block, frame, () => {}, false, depth);
  }
}

/** A `try` that is there to say what is wrong: whatever it catches, it ends the program. */
function endsOnFailure(statement: Node): boolean {
  const handlers = statement.namedChildren().filter((child) => child.kind() !== 'block');
  return (
    handlers.length > 0 &&
    handlers.every((handler) => {
      const last = handler.kind() === 'except_clause' ? named(handler).at(-1)?.namedChildren().at(-1) : null;
      return last?.kind() === 'raise_statement' || /^((sys\.)?exit|quit)\(/.test(last?.text() ?? '');
    })
  );
}
