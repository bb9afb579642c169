import { Node, type SourceFile } from 'ts-morph';
import type { TextSpan } from '../lines.ts';

/** The nodes that span exactly these characters, outermost first. */
export function nodesAt(file: SourceFile, span: TextSpan): Node[] {
  const found: Node[] = [];
  let node: Node | undefined = file;
  while (node) {
    if (node.getStart() === span.start && node.getEnd() === span.end) found.push(node);
    node = node
      .forEachChildAsArray()
      .find((child) => child.getStart() <= span.start && child.getEnd() >= span.end);
  }
  return found;
}

export function spanOf(node: Node): TextSpan {
  return { start: node.getStart(), end: node.getEnd() };
}

export function itemOf(node: Node): TextSpan & { spread: boolean } {
  return { ...spanOf(node), spread: Node.isSpreadElement(node) || Node.isSpreadAssignment(node) };
}

/** Module of a `require('…')` call. */
export function requiredModule(node: Node | undefined): string | undefined {
  if (!Node.isCallExpression(node) || node.getExpression().getText() !== 'require') return undefined;
  const [argument] = node.getArguments();
  return Node.isStringLiteral(argument) ? argument.getLiteralValue() : undefined;
}
