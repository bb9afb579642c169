import { bounded } from '../bounded.ts';
import type { Node } from './tree.ts';

/** Nobody nests a condition deeper. */
const DEEPEST = 200;

/** Whether production meets a condition: it runs with DEBUG off, and runs no tests. Null where that is not known. */
export const truth = bounded(DEEPEST, (_condition: Node): boolean | null => null, truthOf);

function truthOf(condition: Node): boolean | null {
  switch (condition.kind()) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'identifier':
      return condition.text() === 'DEBUG' ? false : null;
    case 'parenthesized_expression': {
      const inner = condition.namedChildren()[0];
      return inner ? truth(inner) : null;
    }
    case 'not_operator': {
      const inner = condition.field('argument');
      const value = inner ? truth(inner) : null;
      return value === null ? null : !value;
    }
    case 'boolean_operator': {
      const [left, right] = [condition.field('left'), condition.field('right')];
      const values = [left ? truth(left) : null, right ? truth(right) : null];
      const decisive = condition.field('operator')?.text() === 'or';
      if (values.includes(decisive)) return decisive;
      return values.includes(null) ? null : !decisive;
    }
    case 'comparison_operator':
      if (/^DEBUG (==|is) True$|^["']\w+["'] in sys\.argv$/.test(condition.text())) return false;
      return /^DEBUG (==|is) False$/.test(condition.text()) ? true : null;
    default:
      return null;
  }
}
