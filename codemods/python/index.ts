export { replaceExpression, setKeywordArgument } from './expression.ts';
export { guardStatements } from './guard.ts';
export { ensureImport } from './imports.ts';
export { insertListItem } from './list-item.ts';
export { setImportModule } from './module.ts';
export { pythonSyntaxError } from './parse.ts';
export { insertAfterStatement } from './statement.ts';
