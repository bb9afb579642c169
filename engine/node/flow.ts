import type { SgNode } from '@ast-grep/napi';
import type { Flow } from '../facts.ts';
import { calleeOf, named } from './expression.ts';

/** True whenever production starts the file: the main module, and no test run. */
const ALWAYS =
  /^\(\s*(require\.main\s*===?\s*module|module\s*===?\s*require\.main|!module\.parent|import\.meta\.main|[^&|]*import\.meta\.url[^&|]*|process\.env\.NODE_ENV\s*!==?\s*['"]test['"])\s*\)$/;
const ERROR = /^\(\s*(err|error|e)\s*\)$/;
const NO_ERROR = /^\(\s*!\s*(err|error|e)\s*\)$/;
const READY = /^(open|connect|connected|ready|load|complete|started|init|initialized)$/;
/** Methods whose callback answers an event, a request or a command line. */
const HANDLERS =
  /^(catch|action|command|get|post|put|delete|patch|all|use|route|describe|it|test|before|beforeAll|beforeEach)$/;
const LISTENERS = /^(on|once|addListener|addEventListener)$/;
const FUNCTIONS =
  /^(function_declaration|generator_function_declaration|function_expression|arrow_function|method_definition)$/;

/** Whether an ECMAScript statement always runs when its file does, and which functions have to be called for it. */
export function flowOf(node: SgNode): Flow {
  const flow: Flow = { conditional: false, within: [] };
  let inner = node;
  for (const up of node.ancestors()) {
    flow.conditional ||= isBranch(up, inner) || mayEndBefore(up, inner) || isHandler(up);
    const name = FUNCTIONS.test(String(up.kind())) ? functionName(up) : null;
    if (name) flow.within.push(name);
    inner = up;
  }
  return flow;
}

function isBranch(up: SgNode, inner: SgNode): boolean {
  switch (up.kind()) {
    case 'if_statement': {
      const condition = up.field('condition');
      if (condition?.id() === inner.id()) return false;
      const isThen = up.field('consequence')?.id() === inner.id();
      const text = condition?.text() ?? '';
      return isThen ? !ALWAYS.test(text) && !NO_ERROR.test(text) : !ERROR.test(text);
    }
    case 'binary_expression':
      return (
        /^(&&|\|\||\?\?)$/.test(up.field('operator')?.text() ?? '') && up.field('left')?.id() !== inner.id()
      );
    case 'ternary_expression':
      return up.field('condition')?.id() !== inner.id();
    case 'switch_case':
    case 'switch_default':
    case 'catch_clause':
      return true;
    default:
      return false;
  }
}

/** A function handed to something that calls it on an event, not as the next step of starting. */
function isHandler(node: SgNode): boolean {
  const list = /^(function_expression|arrow_function)$/.test(String(node.kind())) ? node.parent() : null;
  const call = list?.kind() === 'arguments' ? list.parent() : null;
  const callee = call ? calleeOf(call) : null;
  if (!list || !callee) return false;
  const name = (callee.field('property') ?? callee).text();
  const [first, second] = named(list);
  if (name === 'then') return second?.id() === node.id();
  if (LISTENERS.test(name)) return !READY.test(first?.text().slice(1, -1) ?? '');
  return HANDLERS.test(name);
}

/** The name by which a function is called; null for one that is run, or handed on, where it stands. */
function functionName(node: SgNode): string | null {
  const own = node.field('name')?.text() ?? null;
  const holder = node.parent();
  if (holder?.kind() === 'export_statement' && holder.children().some((child) => child.kind() === 'default'))
    return null;
  if (own) return own === 'constructor' ? null : own;
  const target =
    holder?.kind() === 'variable_declarator'
      ? holder.field('name')
      : holder?.kind() === 'pair'
        ? holder.field('key')
        : holder?.kind() === 'public_field_definition' || holder?.kind() === 'field_definition'
          ? (holder.field('name') ?? holder.field('property'))
          : holder?.kind() === 'assignment_expression'
            ? holder.field('left')
            : null;
  const name = (target?.field('property') ?? target)?.text() ?? null;
  return name === 'exports' ? null : name;
}

/** A branch above it in the same block that leaves: what follows runs only otherwise. */
function mayEndBefore(block: SgNode, inner: SgNode): boolean {
  if (block.kind() !== 'statement_block' && block.kind() !== 'program') return false;
  for (const statement of named(block)) {
    if (statement.id() === inner.id()) return false;
    if (statement.kind() === 'if_statement' && exitsOf(statement).some((exit) => !isCheck(statement, exit)))
      return true;
  }
  return false;
}

function exitsOf(statement: SgNode): SgNode[] {
  const kinds = ['return_statement', 'throw_statement', 'call_expression'].map((kind) => ({ kind }));
  return statement
    .findAll({ rule: { any: kinds } })
    .filter((node) => node.kind() !== 'call_expression' || node.field('function')?.text() === 'process.exit')
    .filter((node) => {
      const scope = node
        .ancestors()
        .find((up) => FUNCTIONS.test(String(up.kind())) || up.id() === statement.id());
      return scope?.id() === statement.id();
    });
}

/** `if (err) throw err`, `if (!process.env.KEY) process.exit(1)`: where it leaves, nothing is deployed. */
function isCheck(statement: SgNode, exit: SgNode): boolean {
  const text = statement.field('condition')?.text() ?? '';
  if (ERROR.test(text)) return true;
  const isFailure =
    exit.kind() === 'throw_statement' || (exit.kind() === 'call_expression' && !/\(0?\)$/.test(exit.text()));
  return isFailure && /^\(\s*!/.test(text) && !/debug|dev|local|test/i.test(text);
}
