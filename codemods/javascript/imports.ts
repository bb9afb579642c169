import jscodeshift, {
  type ASTPath,
  type ImportDeclaration,
  type ImportSpecifier,
  type ObjectPattern,
  type Program,
} from 'jscodeshift';
import type { Import, ImportedName, List, Statement } from '../ecmascript/tree.ts';
import { findMark, statementEnd } from '../ecmascript/trivia.ts';
import { itemOf, located, requiredModule } from './locate.ts';

const j = jscodeshift;

/** Import declarations of a file, then its `const … = require('…')`. */
export function importsOf(text: string, program: Program): Import[] {
  const declared = program.body.flatMap((one) =>
    j.ImportDeclaration.check(one) ? [importOf(text, one)] : [],
  );
  const required = program.body.flatMap((one) =>
    j.VariableDeclaration.check(one) ? one.declarations.flatMap((each) => requireOf(text, each)) : [],
  );
  return [...declared, ...required];
}

/** The statements of a program or a block, directives first. */
export function statementsOf(
  text: string,
  block: { body: unknown[]; directives?: unknown[] | null },
): Statement[] {
  const directives = (block.directives ?? []).map((one) => statementOf(text, one, 'directive'));
  return [...directives, ...block.body.map((one) => statementOf(text, one, kindOf(one)))];
}

function statementOf(text: string, node: unknown, kind: Statement['kind']): Statement {
  const { start, end } = located(node);
  return { start, end: statementEnd(text, { start, end }), kind };
}

export function declares(program: ASTPath<Program>, name: string): boolean {
  return Boolean(program.scope.declares(name) || program.scope.declaresType(name));
}

function importOf(text: string, node: ImportDeclaration): Import {
  const module = String(node.source.value);
  const base = { module, names: undefined, defaultEnd: undefined };
  if (node.importKind === 'type' || node.importKind === 'typeof') return base;
  const specifiers = node.specifiers ?? [];
  const first = specifiers.find((one) => j.ImportDefaultSpecifier.check(one));
  const from = first ? located(first).end : located(node).start + 'import'.length;
  const sourceStart = located(node.source).start;
  const open = findMark(text, '{', from, located(specifiers.find(isNamed) ?? node.source).start);
  if (open === undefined) {
    const defaultEnd = first && specifiers.length === 1 ? located(first).end : undefined;
    return { ...base, defaultEnd };
  }
  const items = specifiers.filter(isNamed).map((one): ImportedName => {
    const imported = String(one.imported.name);
    const kind: unknown = 'importKind' in one ? one.importKind : undefined;
    const typeOnly = kind === 'type' || kind === 'typeof';
    return { ...itemOf(text, one), imported, local: String(one.local?.name ?? imported), typeOnly };
  });
  const close = findMark(text, '}', items.at(-1)?.end ?? open, sourceStart) ?? sourceStart;
  return { ...base, names: { open: open + 1, close, items } };
}

function isNamed(specifier: unknown): specifier is ImportSpecifier {
  return j.ImportSpecifier.check(specifier);
}

function requireOf(text: string, declaration: unknown): Import[] {
  if (!j.VariableDeclarator.check(declaration) || !j.ObjectPattern.check(declaration.id)) return [];
  const module = requiredModule(declaration.init);
  if (module === undefined) return [];
  return [{ module, names: patternNames(text, declaration.id), defaultEnd: undefined }];
}

function patternNames(text: string, pattern: ObjectPattern): List<ImportedName> {
  const items = pattern.properties.map((property): ImportedName => {
    const key = j.ObjectProperty.check(property) && j.Identifier.check(property.key) ? property.key.name : '';
    const value =
      j.ObjectProperty.check(property) && j.Identifier.check(property.value) ? property.value.name : '';
    return { ...itemOf(text, property), imported: String(key), local: String(value), typeOnly: false };
  });
  return { open: located(pattern).start + 1, close: located(pattern).end - 1, items };
}

function kindOf(node: unknown): Statement['kind'] {
  if (j.ImportDeclaration.check(node)) return 'import';
  if (j.ExpressionStatement.check(node))
    return requiredModule(node.expression) === undefined ? 'other' : 'require';
  if (!j.VariableDeclaration.check(node)) return 'other';
  return node.declarations.every((one) => j.VariableDeclarator.check(one) && requiresModule(one.init))
    ? 'require'
    : 'other';
}

/** `require('…')`, or a member or call of it such as `require('…').Pool`. */
function requiresModule(node: unknown): boolean {
  if (requiredModule(node) !== undefined) return true;
  if (j.MemberExpression.check(node)) return requiresModule(node.object);
  return j.CallExpression.check(node) && requiresModule(node.callee);
}
