import jscodeshift, { type Collection, type Program } from 'jscodeshift';
import { type Element, type Item, type List, lineOf, type Property, type Tree } from '../ecmascript/tree.ts';
import { findMark } from '../ecmascript/trivia.ts';
import type { TextSpan } from '../lines.ts';
import { declares, importsOf, statementsOf } from './imports.ts';
import { itemOf, located, pathsAt, spanOf } from './locate.ts';
import { methodsOf } from './methods.ts';
import { offsetOf, parse } from './parse.ts';
import { expressionShape, positionOf } from './position.ts';

export { javascriptSyntaxError } from './parse.ts';

const j = jscodeshift;

/**
 * The syntax tree of a JavaScript file, as the codemods see it.
 *
 * @throws SyntaxError when the text does not parse.
 */
export function javascriptTree(path: string, text: string): Tree {
  const root = parseFile(path, text);
  const program = root.find(j.Program).paths()[0];
  if (!program) throw new TypeError(`${path}: the parser gave no program`);

  return {
    text,
    hashbang: program.node.interpreter ? located(program.node.interpreter).end : 0,
    statements: statementsOf(text, program.node),
    moduleKind: moduleKind(path, root, program.node),
    imports: () => importsOf(text, program.node),
    declares: (name) => declares(program, name),
    callArguments: (span) => callArguments(root, text, span),
    properties: (span) => propertiesOf(root, text, span),
    statementAround: (span) => statementAround(root, text, span),
    position: (span) => {
      const innermost = pathsAt(root, text, span).at(-1);
      return innermost && positionOf(innermost, span);
    },
    element: (span) => elementOf(root, text, span),
    arrayAround: (span) => {
      const element = pathsAt(root, text, span).find((one) => j.ArrayExpression.check(one.parent?.node));
      return listOf(text, element?.parent?.node);
    },
    array: (span) =>
      listOf(
        text,
        pathsAt(root, text, span)
          .map(({ node }) => node)
          .find((node) => j.ArrayExpression.check(node)),
      ),
    methods: (className, method) => methodsOf(root, text, className, method),
    quotes: () => quotesOf(root, text),
    expressionShape: shapeOf,
  };
}

function parseFile(path: string, text: string): Collection {
  try {
    return parse(text);
  } catch (error) {
    throw new SyntaxError(`${path} does not parse: line ${lineOf(text, offsetOf(error))}`, { cause: error });
  }
}

/** Without any import, export or `await` of its own, a `.js` file is what Node takes it for: CommonJS. */
function moduleKind(path: string, root: Collection, program: Program): Tree['moduleKind'] {
  if (path.endsWith('.mjs')) return 'esm';
  if (path.endsWith('.cjs')) return 'commonjs';
  const modular = program.body.some(
    (one) =>
      j.ImportDeclaration.check(one) ||
      j.ExportNamedDeclaration.check(one) ||
      j.ExportDefaultDeclaration.check(one) ||
      j.ExportAllDeclaration.check(one),
  );
  if (modular) return 'esm';
  const awaits = root.find(j.AwaitExpression).filter((path) => j(path).closest(j.Function).length === 0);
  return awaits.length > 0 ? 'esm' : 'commonjs';
}

function callArguments(root: Collection, text: string, span: TextSpan): List | undefined {
  for (const { node } of pathsAt(root, text, span)) {
    const isCall =
      j.CallExpression.check(node) || j.OptionalCallExpression.check(node) || j.NewExpression.check(node);
    if (!isCall) continue;
    const types: unknown = node.typeArguments;
    const behind = j.TypeParameterInstantiation.check(types) ? located(types).end : located(node.callee).end;
    const { end } = located(node);
    const first: unknown = node.arguments[0];
    const paren = findMark(text, '(', behind, first ? spanOf(text, first).start : end);
    if (paren === undefined) return undefined;
    return { open: paren + 1, close: end - 1, items: node.arguments.map((one) => itemOf(text, one)) };
  }
  return undefined;
}

function statementAround(
  root: Collection,
  text: string,
  span: TextSpan,
): ReturnType<Tree['statementAround']> {
  for (let path = pathsAt(root, text, span).at(-1); path; path = path.parent) {
    const holder: unknown = path.parent?.node;
    if (!j.BlockStatement.check(holder) && !j.Program.check(holder)) continue;
    const all = statementsOf(text, holder);
    const { start } = located(path.node);
    const index = all.findIndex((one) => one.start === start);
    const statement = all[index];
    return statement && { statement, next: all[index + 1] };
  }
  return undefined;
}

function propertiesOf(root: Collection, text: string, span: TextSpan): List<Property> | undefined {
  const node = pathsAt(root, text, span)
    .map((path) => path.node)
    .find((one) => j.ObjectExpression.check(one));
  if (!j.ObjectExpression.check(node)) return undefined;
  const { start, end } = located(node);
  return { open: start + 1, close: end - 1, items: node.properties.map((one) => propertyOf(text, one)) };
}

function propertyOf(text: string, property: unknown): Property {
  const item: Item = itemOf(text, property);
  const value = j.ObjectProperty.check(property) ? spanOf(text, property.value) : undefined;
  const shorthand = j.ObjectProperty.check(property) && property.shorthand === true;
  return { ...item, name: propertyName(property), value, shorthand };
}

function propertyName(property: unknown): string | undefined {
  if (!j.ObjectProperty.check(property) && !j.ObjectMethod.check(property)) return undefined;
  if (property.computed) return undefined;
  if (j.Identifier.check(property.key)) return property.key.name;
  const { key } = property;
  return j.StringLiteral.check(key) || j.NumericLiteral.check(key) ? String(key.value) : undefined;
}

function elementOf(root: Collection, text: string, span: TextSpan): Element | undefined {
  const path = pathsAt(root, text, span).find((one) => j.ArrayExpression.check(one.parent?.node));
  if (!path) return undefined;
  const inner: unknown = j.SpreadElement.check(path.node) ? path.node.argument : path.parent.parent?.node;
  const outermost: unknown = j.SpreadElement.check(path.node) ? path.node : path.parent.parent?.parent?.node;
  const guarded = j.ConditionalExpression.check(inner) && j.SpreadElement.check(outermost);
  const { start, end } = spanOf(text, path.node);
  return { start, end, condition: guarded ? sourceOf(text, inner.test) : undefined };
}

function listOf(text: string, node: unknown): List | undefined {
  if (!j.ArrayExpression.check(node)) return undefined;
  const { start, end } = located(node);
  const items = node.elements.flatMap((one) => (one ? [itemOf(text, one)] : []));
  return { open: start + 1, close: end - 1, items };
}

function quotesOf(root: Collection, text: string): string[] {
  const literals = root
    .find(j.StringLiteral)
    .filter((path) => !j.JSXAttribute.check(path.parent?.node))
    .paths();
  const directives = root.find(j.Directive).paths();
  return [...literals, ...directives].map(({ node }) => text.charAt(located(node).start));
}

function shapeOf(expression: string): 'tight' | 'loose' | 'comma' {
  const source = `(${expression}\n)`;
  let program: Program | undefined;
  try {
    program = parse(source).find(j.Program).nodes()[0];
  } catch (error) {
    offsetOf(error);
  }
  const [statement, second] = program?.body ?? [];
  const node = j.ExpressionStatement.check(statement) ? statement.expression : undefined;
  if (!node || second || located(node).extra?.parenStart !== 0) {
    throw new SyntaxError(`not an expression: ${expression}`);
  }
  return expressionShape(node);
}

function sourceOf(text: string, node: unknown): string {
  const { start, end } = spanOf(text, node);
  return text.slice(start, end);
}
