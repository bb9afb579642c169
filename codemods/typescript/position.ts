import { type BinaryExpression, Node, SyntaxKind } from 'ts-morph';
import type { Position } from '../ecmascript/tree.ts';

const DELIMITED = new Set([
  SyntaxKind.ArrayLiteralExpression,
  SyntaxKind.BindingElement,
  SyntaxKind.DoStatement,
  SyntaxKind.EnumMember,
  SyntaxKind.ExportAssignment,
  SyntaxKind.IfStatement,
  SyntaxKind.JsxExpression,
  SyntaxKind.Parameter,
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.PropertyAssignment,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.ReturnStatement,
  SyntaxKind.SpreadAssignment,
  SyntaxKind.SpreadElement,
  SyntaxKind.SwitchStatement,
  SyntaxKind.TemplateSpan,
  SyntaxKind.ThrowStatement,
  SyntaxKind.VariableDeclaration,
  SyntaxKind.WhileStatement,
]);

/** Parents whose child looks like an expression and is none. */
const NAMES_ONLY = new Set([
  SyntaxKind.ExportDeclaration,
  SyntaxKind.ExportSpecifier,
  SyntaxKind.ExternalModuleReference,
  SyntaxKind.ImportClause,
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ImportSpecifier,
  SyntaxKind.LabeledStatement,
  SyntaxKind.LiteralType,
  SyntaxKind.NamespaceImport,
  SyntaxKind.TypeReference,
]);

const TIGHT = new Set([
  SyntaxKind.ArrayLiteralExpression,
  SyntaxKind.CallExpression,
  SyntaxKind.ElementAccessExpression,
  SyntaxKind.FalseKeyword,
  SyntaxKind.Identifier,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.NullKeyword,
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.PropertyAccessExpression,
  SyntaxKind.StringLiteral,
  SyntaxKind.TemplateExpression,
  SyntaxKind.ThisKeyword,
  SyntaxKind.TrueKeyword,
]);

/** Of these, `({ a: b } = c)` builds its pattern. */
const PATTERN = new Set([
  SyntaxKind.ArrayLiteralExpression,
  SyntaxKind.ObjectLiteralExpression,
  SyntaxKind.PropertyAssignment,
  SyntaxKind.ShorthandPropertyAssignment,
  SyntaxKind.SpreadAssignment,
  SyntaxKind.SpreadElement,
]);

/** What surrounds an expression; undefined where the node is none. */
export function positionOf(node: Node): Position | undefined {
  const parent = node.getParent();
  if (!parent || !Node.isExpression(node) || NAMES_ONLY.has(parent.getKind())) return undefined;
  if (Node.isJsxAttribute(parent)) return Node.isStringLiteral(node) ? 'attribute' : undefined;
  if (isTarget(node, parent)) return undefined;
  if (Node.isShorthandPropertyAssignment(parent)) return 'shorthand';
  if (isNameOf(node, parent)) return undefined;
  if (Node.isArrowFunction(parent) || Node.isExpressionStatement(parent)) return 'body';
  if (isDelimited(node, parent)) return 'delimited';
  const statement = node.getFirstAncestorByKind(SyntaxKind.ExpressionStatement);
  return statement?.getStart() === node.getStart() ? 'leading' : 'operand';
}

export function expressionShape(node: Node | undefined): 'tight' | 'loose' | 'comma' {
  if (Node.isBinaryExpression(node) && node.getOperatorToken().getKind() === SyntaxKind.CommaToken) {
    return 'comma';
  }
  return node && TIGHT.has(node.getKind()) ? 'tight' : 'loose';
}

function isNameOf(node: Node, parent: Node): boolean {
  return 'getNameNode' in parent && typeof parent.getNameNode === 'function' && parent.getNameNode() === node;
}

/** Whether something is assigned to the node, or it is the key of a destructuring pattern. */
function isTarget(node: Node, parent: Node): boolean {
  if (Node.isBindingElement(parent)) return parent.getPropertyNameNode() === node;
  if (Node.isForInStatement(parent) || Node.isForOfStatement(parent)) return parent.getInitializer() === node;
  if (Node.isPostfixUnaryExpression(parent)) return true;
  if (Node.isPrefixUnaryExpression(parent)) {
    const operator = parent.getOperatorToken();
    return operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken;
  }
  const around = node.getParentWhile((one) => PATTERN.has(one.getKind())) ?? node;
  const assignment = around.getParent();
  return Node.isBinaryExpression(assignment) && assignment.getLeft() === around && isAssignment(assignment);
}

function isAssignment(node: BinaryExpression): boolean {
  const operator = node.getOperatorToken().getKind();
  return operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment;
}

function isDelimited(node: Node, parent: Node): boolean {
  if (DELIMITED.has(parent.getKind())) return true;
  if (Node.isCallExpression(parent) || Node.isNewExpression(parent)) return parent.getExpression() !== node;
  if (Node.isElementAccessExpression(parent)) return parent.getArgumentExpression() === node;
  if (Node.isConditionalExpression(parent)) return parent.getCondition() !== node;
  return Node.isBinaryExpression(parent) && parent.getRight() === node && isAssignment(parent);
}
