export { replaceExpression, setKeywordArgument } from './expression.ts';
export { guardFunctionBody, guardStatements } from './guard.ts';
export { ensureImport } from './imports.ts';
export { indentUnit } from './layout.ts';
export { setImportModule } from './module.ts';
export { parsePython, pythonSyntaxError } from './parse.ts';
export { insertAfterStatement, insertBeforeStatement } from './statement.ts';
