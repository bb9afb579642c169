import { Node, type SourceFile, SyntaxKind } from 'ts-morph';
import { type Element, type Item, type List, lineOf, type Property, type Tree } from '../ecmascript/tree.ts';
import { findMark } from '../ecmascript/trivia.ts';
import type { TextSpan } from '../lines.ts';
import { declares, importsOf, statementOf } from './imports.ts';
import { itemOf, nodesAt, spanOf } from './locate.ts';
import { methodsOf } from './methods.ts';
import { firstSyntaxError, parse } from './parse.ts';
import { expressionShape, positionOf } from './position.ts';

/**
 * The syntax tree of a TypeScript file, as the codemods see it.
 *
 * @throws SyntaxError when the text does not parse.
 */
export function typescriptTree(path: string, text: string): Tree {
  const file = parse(path, text);
  const error = firstSyntaxError(file);
  if (error !== null) throw new SyntaxError(`${path} does not parse: line ${lineOf(text, error)}`);

  const statements = file.getStatements().map(statementOf);
  return {
    text,
    hashbang: file.compilerNode.text.startsWith('#!') ? hashbangEnd(text) : 0,
    statements,
    moduleKind: moduleKind(
      path,
      file,
      statements.some((one) => one.kind === 'require'),
    ),
    imports: () => importsOf(file),
    declares: (name) => declares(file, name),
    callArguments: (span) => callArguments(file, span),
    properties: (span) => propertiesOf(file, span),
    statementAround: (span) => statementAround(file, span),
    position: (span) => {
      const node = nodesAt(file, span).at(-1);
      return node && positionOf(node);
    },
    element: (span) => elementOf(file, span),
    arrayAround: (span) => {
      const element = nodesAt(file, span).find((one) => Node.isArrayLiteralExpression(one.getParent()));
      return listOf(element?.getParent());
    },
    array: (span) => listOf(nodesAt(file, span).find(Node.isArrayLiteralExpression)),
    methods: (className, method) => methodsOf(file, className, method),
    quotes: () =>
      file
        .getDescendantsOfKind(SyntaxKind.StringLiteral)
        .filter((literal) => !Node.isJsxAttribute(literal.getParent()))
        .map((literal) => text.charAt(literal.getStart())),
    expressionShape: (expression) => shapeOf(path, expression),
  };
}

/** Offset of the first syntax error, null where the text parses. */
export function typescriptSyntaxError(path: string, text: string): number | null {
  return firstSyntaxError(parse(path, text));
}

function hashbangEnd(text: string): number {
  return text.split(/\r?\n/, 1)[0]?.length ?? 0;
}

function moduleKind(path: string, file: SourceFile, requires: boolean): Tree['moduleKind'] {
  if (path.endsWith('.mts')) return 'esm';
  const modular = file
    .getStatements()
    .some(
      (one) =>
        Node.isImportDeclaration(one) ||
        (Node.isExportable(one) && one.isExported()) ||
        Node.isExportAssignment(one) ||
        Node.isExportDeclaration(one) ||
        Node.isImportEqualsDeclaration(one),
    );
  return requires && !modular ? 'commonjs' : 'esm';
}

function callArguments(file: SourceFile, span: TextSpan): List | undefined {
  const node = nodesAt(file, span).find((one) => Node.isCallExpression(one) || Node.isNewExpression(one));
  if (!node) return undefined;
  const before = node.getTypeArguments().at(-1) ?? node.getExpression();
  const paren = findMark(file.getFullText(), '(', before.getEnd(), span.end);
  if (paren === undefined) return undefined;
  return { open: paren + 1, close: span.end - 1, items: node.getArguments().map(itemOf) };
}

function statementAround(file: SourceFile, span: TextSpan): ReturnType<Tree['statementAround']> {
  let node: Node | undefined = nodesAt(file, span).at(-1);
  for (; node; node = node.getParent()) {
    const parent = node.getParent();
    const isHolder = Node.isBlock(parent) || Node.isSourceFile(parent) || Node.isModuleBlock(parent);
    if (!Node.isStatement(node) || !isHolder) continue;
    const all = parent.getStatements();
    const next = all[all.indexOf(node) + 1];
    return { statement: statementOf(node), next: next && statementOf(next) };
  }
  return undefined;
}

function propertiesOf(file: SourceFile, span: TextSpan): List<Property> | undefined {
  const node = nodesAt(file, span).find(Node.isObjectLiteralExpression);
  if (!node) return undefined;
  const items = node.getProperties().map((property): Property => {
    const item: Item = itemOf(property);
    if (Node.isSpreadAssignment(property))
      return { ...item, name: undefined, value: undefined, shorthand: false };
    const key = property.getNameNode();
    const name = Node.isStringLiteral(key) ? key.getLiteralText() : key.getText();
    const shorthand = Node.isShorthandPropertyAssignment(property);
    const value = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
    return {
      ...item,
      name: Node.isComputedPropertyName(key) ? undefined : name,
      value: shorthand ? item : value && spanOf(value),
      shorthand,
    };
  });
  return { open: span.start + 1, close: span.end - 1, items };
}

function elementOf(file: SourceFile, span: TextSpan): Element | undefined {
  const node = nodesAt(file, span).find((one) => Node.isArrayLiteralExpression(one.getParent()));
  if (!node) return undefined;
  return { ...span, condition: conditionOf(node) ?? conditionAround(node) };
}

function listOf(node: Node | undefined): List | undefined {
  if (!Node.isArrayLiteralExpression(node)) return undefined;
  return { open: node.getStart() + 1, close: node.getEnd() - 1, items: node.getElements().map(itemOf) };
}

/** The condition of `...(condition ? [] : [])`. */
function conditionOf(node: Node): string | undefined {
  if (!Node.isSpreadElement(node)) return undefined;
  const inner = node.getExpression();
  const conditional = Node.isParenthesizedExpression(inner) ? inner.getExpression() : inner;
  return Node.isConditionalExpression(conditional) ? conditional.getCondition().getText() : undefined;
}

/** The condition that an element of its inner array already depends on. */
function conditionAround(node: Node): string | undefined {
  const conditional = node.getParent()?.getParent();
  if (!Node.isConditionalExpression(conditional) || conditional.getWhenTrue() !== node.getParent()) {
    return undefined;
  }
  const spread = conditional.getParentWhile((parent) => Node.isParenthesizedExpression(parent))?.getParent();
  return Node.isSpreadElement(spread) ? conditional.getCondition().getText() : undefined;
}

function shapeOf(path: string, expression: string): 'tight' | 'loose' | 'comma' {
  const file = parse(path, `(${expression}\n)`);
  const [statement, second] = file.getStatements();
  const outer = Node.isExpressionStatement(statement) ? statement.getExpression() : undefined;
  if (second || firstSyntaxError(file) !== null || !Node.isParenthesizedExpression(outer)) {
    throw new SyntaxError(`not an expression: ${expression}`);
  }
  return expressionShape(outer.getExpression());
}
