import { type ImportDeclaration, Node, type ObjectBindingPattern, type SourceFile } from 'ts-morph';
import type { Import, ImportedName, List, Statement } from '../ecmascript/tree.ts';
import { statementEnd } from '../ecmascript/trivia.ts';
import { itemOf, requiredModule, spanOf } from './locate.ts';

/** Import declarations of a file, then its `const … = require('…')`. */
export function importsOf(file: SourceFile): Import[] {
  const required = file.getVariableDeclarations().flatMap((declaration): Import[] => {
    const module = requiredModule(declaration.getInitializer());
    const pattern = declaration.getNameNode();
    if (module === undefined || !Node.isObjectBindingPattern(pattern)) return [];
    return [{ module, names: patternNames(pattern), defaultEnd: undefined }];
  });
  return [...file.getImportDeclarations().map(importOf), ...required];
}

export function statementOf(statement: Node): Statement {
  const span = spanOf(statement);
  const end = statementEnd(statement.getSourceFile().getFullText(), span);
  return { start: span.start, end, kind: kindOf(statement) };
}

/** Whether a top-level declaration, import or type of that name stands in the file. */
export function declares(file: SourceFile, name: string): boolean {
  return file.getStatements().some((statement) => declaredNames(statement).includes(name));
}

function importOf(declaration: ImportDeclaration): Import {
  const module = declaration.getModuleSpecifierValue();
  const clause = declaration.getImportClause();
  const bindings = clause?.getNamedBindings();
  const base = { module, names: undefined, defaultEnd: undefined };
  if (declaration.isTypeOnly()) return base;
  if (Node.isNamedImports(bindings)) {
    const items = bindings.getElements().map(
      (element): ImportedName => ({
        ...itemOf(element),
        imported: element.getName(),
        local: element.getAliasNode()?.getText() ?? element.getName(),
        typeOnly: element.isTypeOnly(),
      }),
    );
    return { ...base, names: { open: bindings.getStart() + 1, close: bindings.getEnd() - 1, items } };
  }
  return { ...base, defaultEnd: bindings ? undefined : clause?.getDefaultImport()?.getEnd() };
}

function patternNames(pattern: ObjectBindingPattern): List<ImportedName> {
  const items = pattern.getElements().map(
    (element): ImportedName => ({
      ...spanOf(element),
      spread: element.getDotDotDotToken() !== undefined,
      imported: element.getPropertyNameNode()?.getText() ?? element.getName(),
      local: element.getName(),
      typeOnly: false,
    }),
  );
  return { open: pattern.getStart() + 1, close: pattern.getEnd() - 1, items };
}

function kindOf(statement: Node): Statement['kind'] {
  if (Node.isImportDeclaration(statement) || Node.isImportEqualsDeclaration(statement)) return 'import';
  if (Node.isExpressionStatement(statement)) {
    const expression = statement.getExpression();
    if (Node.isStringLiteral(expression)) return 'directive';
    return requiredModule(expression) === undefined ? 'other' : 'require';
  }
  if (!Node.isVariableStatement(statement)) return 'other';
  return statement.getDeclarations().every((one) => requiresModule(one.getInitializer()))
    ? 'require'
    : 'other';
}

/** `require('…')`, or a member or call of it such as `require('…').Pool`. */
function requiresModule(node: Node | undefined): boolean {
  if (requiredModule(node) !== undefined) return true;
  if (!Node.isPropertyAccessExpression(node) && !Node.isCallExpression(node)) return false;
  return requiresModule(node.getExpression());
}

function declaredNames(statement: Node): string[] {
  if (Node.isVariableStatement(statement)) {
    return statement.getDeclarations().flatMap((one) => bindingNames(one.getNameNode()));
  }
  if (Node.isImportDeclaration(statement)) {
    const names = statement
      .getNamedImports()
      .map((one) => (one.getAliasNode() ?? one.getNameNode()).getText());
    const others = [statement.getDefaultImport(), statement.getNamespaceImport()];
    return [...names, ...others.flatMap((one) => one?.getText() ?? [])];
  }
  const named =
    Node.isFunctionDeclaration(statement) ||
    Node.isClassDeclaration(statement) ||
    Node.isInterfaceDeclaration(statement) ||
    Node.isTypeAliasDeclaration(statement) ||
    Node.isEnumDeclaration(statement) ||
    Node.isModuleDeclaration(statement) ||
    Node.isImportEqualsDeclaration(statement);
  return named ? [statement.getName() ?? ''] : [];
}

function bindingNames(name: Node): string[] {
  if (!Node.isObjectBindingPattern(name) && !Node.isArrayBindingPattern(name)) return [name.getText()];
  return name
    .getElements()
    .flatMap((element) => (Node.isBindingElement(element) ? bindingNames(element.getNameNode()) : []));
}
