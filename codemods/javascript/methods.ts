import jscodeshift, { type ASTPath, type Collection } from 'jscodeshift';
import type { MethodBody } from '../ecmascript/tree.ts';
import { statementsOf } from './imports.ts';
import { located, spanOf } from './locate.ts';

const j = jscodeshift;

/** Bodies of the methods, constructors and arrow-function properties of that name. */
export function methodsOf(root: Collection, text: string, className: string, method: string): MethodBody[] {
  const classes: ASTPath[] = [
    ...root.find(j.ClassDeclaration).paths(),
    ...root.find(j.ClassExpression).paths(),
  ];
  return classes
    .filter((path) => nameOf(path) === className)
    .flatMap(({ node }) => {
      const members: unknown[] = 'body' in node && j.ClassBody.check(node.body) ? node.body.body : [];
      return members.flatMap((member) => {
        const body = memberName(text, member) === method ? bodyOf(member) : undefined;
        return body ? [describe(text, node, member, body)] : [];
      });
    });
}

function nameOf({ node, parent }: ASTPath): string | undefined {
  const id: unknown = 'id' in node && node.id ? node.id : undefined;
  if (j.Identifier.check(id)) return id.name;
  const declarator: unknown = parent?.node;
  return j.VariableDeclarator.check(declarator) && j.Identifier.check(declarator.id)
    ? declarator.id.name
    : undefined;
}

function memberName(text: string, member: unknown): string | undefined {
  const isMethod = j.ClassMethod.check(member) || j.ClassPrivateMethod.check(member);
  const isProperty = j.ClassProperty.check(member) || j.ClassPrivateProperty.check(member);
  if (!isMethod && !isProperty) return undefined;
  if (isMethod && (member.kind === 'get' || member.kind === 'set')) return undefined;
  const { start, end } = located(member.key);
  return text.slice(start, end);
}

function bodyOf(member: unknown): unknown {
  if (j.ClassMethod.check(member) || j.ClassPrivateMethod.check(member)) return member.body;
  if (!j.ClassProperty.check(member) && !j.ClassPrivateProperty.check(member)) return undefined;
  const { value } = member;
  return j.ArrowFunctionExpression.check(value) || j.FunctionExpression.check(value) ? value.body : undefined;
}

function describe(text: string, owner: unknown, member: unknown, body: unknown): MethodBody {
  return {
    ...spanOf(text, body),
    method: located(member).start,
    class: located(owner).start,
    block: j.BlockStatement.check(body) ? statementsOf(text, body) : undefined,
  };
}
