import { parsePython } from '@unblock/codemods/python/parse';
import type { ImportSummary } from '../facts.ts';
import type { Model } from '../model.ts';
import { runsAtLoad } from './certain.ts';
import { argumentsOf, calleeOf, functionAround, type Node, spanOf } from './tree.ts';

/** A module that a text names for a call which imports it: `import_module("shop.tasks")`, `app.config.from_object("config")`. */
export interface NamedImport extends ImportSummary {
  /** It stands inside a function. */
  isInner: boolean;
}

/** Without this a file names no module in a text. */
const HINT = /\b(import_module|import_string|__import__|from_object)\(\s*[frFR]?["']/;
const MODULE = /(^|\.)(import_module|__import__)$/;
/** A module, or something in it: https://werkzeug.palletsprojects.com/en/stable/utils/#werkzeug.utils.import_string */
const OBJECT = /(^|\.)(import_string|config\.from_object)$/;

/** The modules that a Python file imports by calls that are given their names as texts. They bind no name. */
export function namedImports(model: Pick<Model, 'read'>, path: string): NamedImport[] {
  const text = path.endsWith('.py') ? model.read(path) : null;
  if (text === null || !HINT.test(text)) return [];
  return parsePython(text)
    .findAll({ rule: { kind: 'call' } })
    .flatMap((call) => importOf(path, call) ?? []);
}

function importOf(path: string, call: Node): NamedImport | null {
  const callee = calleeOf(call);
  const isObject = OBJECT.test(callee);
  const [given, home] = argumentsOf(call);
  const named = given && (isObject || MODULE.test(callee)) ? namedBy(given) : null;
  if (!named) return null;
  const { isWhole, text } = named;
  // A relative name is one of the package that is given beside it.
  if (text.startsWith('.') && !isOwnPackage(path, home)) return null;
  const dot = text.lastIndexOf('.');
  const isMember = isObject && isWhole && dot > 0;
  const module = isMember ? text.slice(0, dot) : text;
  const isInner = functionAround(call) !== null;
  return {
    local: '',
    module,
    name: isMember ? text.slice(dot + 1) : null,
    span: { path, ...spanOf(call) },
    ...(isInner || runsAtLoad(call) ? {} : { conditional: true as const }),
    isInner,
  };
}

/** The text of a string, or of its beginning up to the last dot before a part that is not written: `f"config.{name}"`. */
function namedBy(node: Node): { text: string; isWhole: boolean } | null {
  if (node.kind() !== 'string') return null;
  const parts = node.children().slice(1, -1);
  const end = parts.findIndex((part) => part.kind() === 'interpolation');
  const written = (end < 0 ? parts : parts.slice(0, end)).map((part) => part.text()).join('');
  const text = end < 0 ? written : written.replace(/\.?[^.]*$/, '');
  return /^\.*\w+(\.\w+)*$/.test(text) ? { text, isWhole: end < 0 } : null;
}

function isOwnPackage(path: string, home: Node | undefined): boolean {
  const value = (home?.kind() === 'keyword_argument' ? home.field('value') : home)?.text();
  return value === '__package__' || (value === '__name__' && path.endsWith('__init__.py'));
}
