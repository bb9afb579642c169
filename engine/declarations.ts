import { readIni } from '@unblock/codemods/ini/index';
import { readJson } from '@unblock/codemods/json/read';
import { readToml } from '@unblock/codemods/toml/index';

/** Files that declare what is installed or migrated, by the grammar they are written in. */
const GRAMMARS: ReadonlyMap<string, (text: string) => string | null> = new Map([
  ['pyproject.toml', tomlProblem],
  ['Pipfile', tomlProblem],
  ['setup.cfg', iniProblem],
  ['alembic.ini', iniProblem],
  ['package.json', packageProblem],
]);

/** Whether a path names a file that declares what is installed or migrated. */
export function isDeclaration(path: string): boolean {
  return GRAMMARS.has(nameOf(path));
}

/** Why such a file declares nothing, in one line; null when it can be read. */
export function declarationProblem(path: string, text: string): string | null {
  return GRAMMARS.get(nameOf(path))?.(text) ?? null;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function tomlProblem(text: string): string | null {
  const { error } = readToml(text);
  return error && `line ${error.line}: ${error.reason}`;
}

function iniProblem(text: string): string | null {
  const { error } = readIni(text);
  return error && `line ${error.line}: ${error.reason}`;
}

function packageProblem(text: string): string | null {
  const reading = readJson(text);
  if ('error' in reading) return `line ${reading.line}: ${reading.error}`;
  const { value } = reading;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? null : 'line 1: a package.json is an object';
}
