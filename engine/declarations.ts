import { readIni } from '@unblock/codemods/ini/index';
import { readJson } from '@unblock/codemods/json/read';
import { refusedLine } from '@unblock/codemods/requirements/index';
import { readToml } from '@unblock/codemods/toml/index';
import { isRecord } from '@unblock/platforms/reading';

/** Files that declare what is installed or migrated, by the grammar they are written in. */
const GRAMMARS: ReadonlyMap<string, (text: string) => string | null> = new Map([
  ['pyproject.toml', tomlProblem],
  ['Pipfile', tomlProblem],
  ['setup.cfg', iniProblem],
  ['alembic.ini', iniProblem],
  ['package.json', packageProblem],
]);

/** Requirements that production may install. */
const REQUIREMENTS =
  /(^|\/)requirements([-_./](base|common|prod|production|deploy|heroku|web|requirements))?\.txt$/;

/** Whether a path names a file that declares what is installed or migrated. */
export function isDeclaration(path: string): boolean {
  return GRAMMARS.has(nameOf(path)) || REQUIREMENTS.test(path);
}

/** Why such a file declares nothing, in one line; null when it can be read. */
export function declarationProblem(path: string, text: string): string | null {
  const problemOf = REQUIREMENTS.test(path) ? requirementsProblem : GRAMMARS.get(nameOf(path));
  return problemOf?.(text) ?? null;
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

function requirementsProblem(text: string): string | null {
  const refused = refusedLine(text);
  return refused && `line ${refused.line}: no requirement that pip reads`;
}

function packageProblem(text: string): string | null {
  const reading = readJson(text);
  if ('error' in reading) return `line ${reading.line}: ${reading.error}`;
  return isRecord(reading.value) ? null : 'line 1: a package.json is an object';
}
