import { argumentsOf, calleeOf, type Node, valuesOf } from '@unblock/engine/python/tree';

/** A database URL that stands in the code, and the expression that yields it. */
export interface Origin {
  literal: Node;
  url: string;
  /** What a read of the environment would replace: the literal, or the whole `os.getenv("X", "…")`. */
  expression: Node;
  /** The variable that is read first; null where nothing is. */
  variable: string | null;
  /** One of several addresses between which the code chooses. */
  isChoice: boolean;
}

const DATABASE_URL = /^(postgres(ql)?|mysql|mariadb|mssql|oracle|sqlite|cockroachdb|driver)(\+\w+)?:\/\/./;
const DEEPEST = 12;

/** The URLs written in a file that an expression may yield. What cannot be followed yields none. */
export function originsOf(root: Node, node: Node, depth = 0): Origin[] {
  if (depth > DEEPEST) return [];
  const next = (inner: Node | null | undefined) => (inner ? originsOf(root, inner, depth + 1) : []);
  switch (node.kind()) {
    case 'string': {
      const url = textOf(node);
      if (url === null || !DATABASE_URL.test(url)) return [];
      return [{ literal: node, url, expression: node, variable: null, isChoice: false }];
    }
    case 'parenthesized_expression':
      return next(node.namedChildren()[0]);
    case 'call':
      return fromCall(root, node, next);
    case 'boolean_operator': {
      const variable = variableOf(root, node.field('left'));
      const right = next(node.field('right'));
      if (variable === null) return [...next(node.field('left')), ...right].map(asChoice);
      return right.map((origin) => ({ ...origin, expression: node, variable }));
    }
    case 'conditional_expression': {
      const [first, , last] = node.namedChildren();
      return several(root, first && last ? [first, last] : [], next);
    }
    case 'identifier':
      return several(root, valuesOf(root, node), next);
    default:
      return [];
  }
}

function fromCall(root: Node, call: Node, next: (inner: Node | null | undefined) => Origin[]): Origin[] {
  const variable = variableOf(root, call);
  if (variable !== null)
    return next(argumentsOf(call)[1]).map((origin) => ({ ...origin, expression: call, variable }));
  const callee = call.field('function');
  if (callee?.kind() === 'attribute' && /^(replace|strip)$/.test(callee.field('attribute')?.text() ?? ''))
    return next(callee.field('object'));
  if (calleeOf(call) === 'str' || calleeOf(call).endsWith('make_url')) return next(argumentsOf(call)[0]);
  const definition = root
    .findAll({ rule: { kind: 'function_definition' } })
    .find((node) => node.field('name')?.text() === calleeOf(call));
  const returns = definition?.findAll({ rule: { kind: 'return_statement' } }) ?? [];
  const given = (statements: readonly Node[]) =>
    several(
      root,
      statements.flatMap((statement) => statement.namedChildren().slice(0, 1)),
      next,
    );
  return given(returns.filter(isRegular)).length > 0 ? given(returns) : [];
}

/** Not what a function gives when another source has failed. */
function isRegular(statement: Node): boolean {
  return !statement.ancestors().some((up) => up.kind() === 'except_clause');
}

/** Of several values of one name, or results of one function, only running the file tells which it is. */
function several(root: Node, values: readonly Node[], next: (inner: Node) => Origin[]): Origin[] {
  const origins = values.flatMap(next);
  if (values.length < 2) return origins;
  const read = values.map((value) => variableOf(root, value)).find((variable) => variable !== null) ?? null;
  return origins.map((origin) => ({ ...asChoice(origin), variable: origin.variable ?? read }));
}

function asChoice(origin: Origin): Origin {
  return { ...origin, isChoice: true };
}

/** The variable that `os.getenv("X")`, `os.environ.get("X")` or a name bound to it reads. */
function variableOf(root: Node, node: Node | null): string | null {
  if (node?.kind() === 'identifier') {
    const values = valuesOf(root, node);
    return values.length === 1 && values[0]?.kind() === 'call' ? variableOf(root, values[0]) : null;
  }
  if (node?.kind() === 'subscript') {
    const key = /^(os\.)?environ$/.test(node.field('value')?.text() ?? '') ? node.field('subscript') : null;
    return key && textOf(key);
  }
  if (node?.kind() !== 'call' || !/^(os\.)?(getenv|environ\.get)$/.test(calleeOf(node))) return null;
  const [name] = argumentsOf(node);
  return name ? textOf(name) : null;
}

function textOf(node: Node): string | null {
  if (node.kind() !== 'string' || node.children().some((child) => child.kind() === 'interpolation'))
    return null;
  return /^[rRuU]?(["'])(.*)\1$/s.exec(node.text())?.[2] ?? null;
}
