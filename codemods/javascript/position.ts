import jscodeshift, { type ASTPath, type Node } from 'jscodeshift';
import type { Position } from '../ecmascript/tree.ts';
import type { TextSpan } from '../lines.ts';
import { located } from './locate.ts';

const j = jscodeshift;

/** Fields that hold an expression between delimiters, by the type of the parent. */
const DELIMITED = new Set([
  'ArrayExpression.elements',
  'AssignmentExpression.right',
  'AssignmentPattern.right',
  'CallExpression.arguments',
  'ClassPrivateProperty.value',
  'ClassProperty.value',
  'ConditionalExpression.alternate',
  'ConditionalExpression.consequent',
  'DoWhileStatement.test',
  'ExportDefaultDeclaration.declaration',
  'IfStatement.test',
  'JSXExpressionContainer.expression',
  'NewExpression.arguments',
  'ObjectProperty.value',
  'OptionalCallExpression.arguments',
  'ReturnStatement.argument',
  'SpreadElement.argument',
  'SwitchStatement.discriminant',
  'TemplateLiteral.expressions',
  'ThrowStatement.argument',
  'VariableDeclarator.init',
  'WhileStatement.test',
]);

/** Fields that hold a name or a module: what looks like an expression there is none. */
const NAMES = new Set([
  'exported',
  'id',
  'imported',
  'key',
  'label',
  'local',
  'meta',
  'param',
  'params',
  'source',
  'typeAnnotation',
]);

const TIGHT = new Set([
  'ArrayExpression',
  'BooleanLiteral',
  'CallExpression',
  'Identifier',
  'MemberExpression',
  'NullLiteral',
  'OptionalCallExpression',
  'OptionalMemberExpression',
  'StringLiteral',
  'TemplateLiteral',
  'ThisExpression',
]);

/** What surrounds an expression at a span, which may hold its parentheses; undefined where the node is none. */
export function positionOf(path: ASTPath<Node>, span: TextSpan): Position | undefined {
  const { node } = path;
  const parent: unknown = path.parent?.node;
  if (!j.Expression.check(node) || !j.Node.check(parent)) return undefined;
  const parentType = located(parent).type;
  const field = fieldOf(path);

  if (j.ObjectProperty.check(parent) && parent.shorthand) {
    return path.parent.parent?.node?.type === 'ObjectExpression' ? 'shorthand' : undefined;
  }
  if (j.JSXAttribute.check(parent)) return j.StringLiteral.check(node) ? 'attribute' : undefined;
  const computed = 'computed' in parent && parent.computed === true;
  if (isTarget(path, field)) return undefined;
  if (field === 'property') return computed ? 'delimited' : undefined;
  if (field === 'key' && computed) return 'delimited';
  if (NAMES.has(field) || (parentType.startsWith('JSX') && parentType !== 'JSXExpressionContainer'))
    return undefined;
  if (located(node).extra?.parenthesized && located(node).start === span.start) return 'delimited';
  if (field === 'body' || parentType === 'ExpressionStatement') return 'body';
  if (DELIMITED.has(`${parentType}.${field}`)) return 'delimited';
  return begins(path, span.start) ? 'leading' : 'operand';
}

export function expressionShape(node: unknown): 'tight' | 'loose' | 'comma' {
  const { type } = located(node);
  if (type === 'SequenceExpression') return 'comma';
  return TIGHT.has(type) ? 'tight' : 'loose';
}

/** The parent's field a node stands in, which is the name of the list where it is an entry of one. */
function fieldOf(path: ASTPath<Node>): string {
  return String(typeof path.name === 'number' ? path.parentPath.name : path.name);
}

/** Whether something is assigned to the node, or it is an entry of a destructuring pattern. */
function isTarget({ parent }: ASTPath<Node>, field: string): boolean {
  const { type } = located(parent.node);
  const around: unknown = parent.parent?.node;
  if (type === 'ArrayPattern' || type === 'RestElement' || type === 'UpdateExpression') return true;
  if (type === 'ObjectProperty' && j.ObjectPattern.check(around)) return true;
  return field === 'left' && (type.startsWith('Assignment') || type.startsWith('For'));
}

/** Whether the statement around a node begins with it. */
function begins(path: ASTPath<Node>, start: number): boolean {
  let around = path.parent;
  while (around && located(around.node).type !== 'ExpressionStatement') around = around.parent;
  return around ? located(around.node).start === start : false;
}
