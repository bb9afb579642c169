import { type ClassDeclaration, type ClassExpression, Node, type SourceFile, SyntaxKind } from 'ts-morph';
import type { MethodBody } from '../ecmascript/tree.ts';
import { statementOf } from './imports.ts';
import { spanOf } from './locate.ts';

/** Bodies of the methods, constructors and arrow-function properties of that name; overloads have none. */
export function methodsOf(file: SourceFile, className: string, method: string): MethodBody[] {
  const classes = [
    ...file.getDescendantsOfKind(SyntaxKind.ClassDeclaration),
    ...file.getDescendantsOfKind(SyntaxKind.ClassExpression),
  ];
  return classes
    .filter((one) => nameOf(one) === className)
    .flatMap((one) =>
      one.getMembers().flatMap((member) => {
        const body = memberName(member) === method ? bodyOf(member) : undefined;
        return body ? [describe(one, member, body)] : [];
      }),
    );
}

function nameOf(node: ClassDeclaration | ClassExpression): string | undefined {
  const parent = node.getParent();
  return node.getName() ?? (Node.isVariableDeclaration(parent) ? parent.getName() : undefined);
}

function memberName(member: Node): string | undefined {
  if (Node.isConstructorDeclaration(member)) return 'constructor';
  return Node.isMethodDeclaration(member) || Node.isPropertyDeclaration(member)
    ? member.getName()
    : undefined;
}

function bodyOf(member: Node): Node | undefined {
  if (Node.isConstructorDeclaration(member) || Node.isMethodDeclaration(member)) return member.getBody();
  const initializer = Node.isPropertyDeclaration(member) ? member.getInitializer() : undefined;
  const isFunction = Node.isArrowFunction(initializer) || Node.isFunctionExpression(initializer);
  return isFunction ? initializer.getBody() : undefined;
}

function describe(owner: Node, member: Node, body: Node): MethodBody {
  return {
    ...spanOf(body),
    method: member.getStart(),
    class: owner.getStart(),
    block: Node.isBlock(body) ? body.getStatements().map(statementOf) : undefined,
  };
}
