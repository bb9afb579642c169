import { parsePython } from '@unblock/codemods/python/parse';
import type { ImportSummary } from '../facts.ts';
import type { Model } from '../model.ts';
import { runsAtLoad } from './certain.ts';
import { argumentsOf, calleeOf, functionAround, type Node, spanOf, valuesOf } from './tree.ts';

/** A module that a text names for a call which imports it: `import_module("shop.tasks")`, `app.config.from_object("config")`. */
export interface NamedImport extends ImportSummary {
  /** It stands inside a function. */
  isInner: boolean;
}

/** Without this a file names no module in a text. */
const HINT = /\b(import_module|__import__)\(|\b(import_string|from_object)\(\s*[frFR]?["']/;
const MODULE = /(^|\.)(import_module|__import__)$/;
/** A module, or something in it: https://werkzeug.palletsprojects.com/en/stable/utils/#werkzeug.utils.import_string */
const OBJECT = /(^|\.)(import_string|config\.from_object)$/;
/** Lists of modules that people write are shorter. */
const MOST = 60;

/** The modules that a Python file imports by calls that are given their names as texts. They bind no name. */
export function namedImports(model: Pick<Model, 'read'>, path: string): NamedImport[] {
  const text = path.endsWith('.py') ? model.read(path) : null;
  if (text === null || !HINT.test(text)) return [];
  const root = parsePython(text);
  return root.findAll({ rule: { kind: 'call' } }).flatMap((call) => importsBy(path, root, call));
}

function importsBy(path: string, root: Node, call: Node): NamedImport[] {
  const callee = calleeOf(call);
  const isObject = OBJECT.test(callee);
  const [given, home] = argumentsOf(call);
  if (!given || !(isObject || MODULE.test(callee))) return [];
  const isInner = functionAround(call) !== null;
  return namedBy(root, given).flatMap(({ text, isWhole }): NamedImport[] => {
    // A relative name is one of the package that is given beside it.
    if (text.startsWith('.') && !isOwnPackage(path, home)) return [];
    const dot = text.lastIndexOf('.');
    const isMember = isObject && isWhole && dot > 0;
    return [
      {
        local: '',
        module: isMember ? text.slice(0, dot) : text,
        name: isMember ? text.slice(dot + 1) : null,
        span: { path, ...spanOf(call) },
        ...(isInner || runsAtLoad(call) ? {} : { conditional: true as const }),
        isInner,
      },
    ];
  });
}

interface Named {
  text: string;
  /** False for the beginning of a name: the package in `f"config.{name}"`. */
  isWhole: boolean;
}

/** The names that an argument may be: a text, or one made of the items of a list that a loop goes through. */
function namedBy(root: Node, node: Node): Named[] {
  const texts = textsOf(root, node);
  const found: Named[] = texts ? texts.map((text) => ({ text, isWhole: true })) : beginningOf(node);
  return found.filter(({ text }) => /^\.*\w+(\.\w+)*$/.test(text));
}

/** What is written in front of a part that is not known, up to the last dot. */
function beginningOf(node: Node): Named[] {
  const parts = node.kind() === 'string' ? node.children().slice(1, -1) : [];
  const end = parts.findIndex((part) => part.kind() === 'interpolation');
  const written = parts.slice(0, Math.max(0, end)).map((part) => part.text());
  return [{ text: written.join('').replace(/\.?[^.]*$/, ''), isWhole: false }];
}

/** Every text that an expression may come to; null where that is not known. */
function textsOf(root: Node, node: Node): string[] | null {
  if (node.kind() === 'identifier') return itemsOf(root, node) ?? givenTo(root, node);
  if (node.kind() === 'parenthesized_expression' && node.namedChildren()[0])
    return textsOf(root, node.namedChildren()[0] ?? node);
  if (node.kind() === 'binary_operator' && node.field('operator')?.text() === '+') {
    const [left, right] = [node.field('left'), node.field('right')];
    return left && right ? joined([textsOf(root, left), textsOf(root, right)]) : null;
  }
  const object = node.kind() === 'call' ? node.field('function')?.field('object') : null;
  if (object?.kind() === 'string' && /\.format$/.test(calleeOf(node))) {
    const pieces = object.text().slice(1, -1).split('{}');
    const given = argumentsOf(node).map((one) => textsOf(root, one));
    if (given.length !== pieces.length - 1) return null;
    return joined(
      pieces.flatMap((piece, index) => (index === 0 ? [[piece]] : [given[index - 1] ?? null, [piece]])),
    );
  }
  if (node.kind() !== 'string') return null;
  return joined(
    node
      .children()
      .slice(1, -1)
      .map((part) => {
        if (part.kind() !== 'interpolation') return [part.text()];
        const inner = part.field('expression');
        return inner ? textsOf(root, inner) : null;
      }),
  );
}

/** Every way to put parts together, each of which may be one of some texts. */
function joined(parts: readonly (string[] | null)[]): string[] | null {
  let all = [''];
  for (const part of parts) {
    if (!part || all.length * part.length > MOST) return null;
    all = all.flatMap((begun) => part.map((text) => begun + text));
  }
  return all;
}

/** The items of the list that a loop gives a name one after the other. */
function itemsOf(root: Node, name: Node): string[] | null {
  const loop = name
    .ancestors()
    .find((up) => up.kind() === 'for_statement' && up.field('left')?.text() === name.text());
  const over = loop?.field('right');
  const [bound] = over?.kind() === 'identifier' ? valuesOf(root, over) : [];
  const list = over?.kind() === 'identifier' ? bound : over;
  if (!list || !/^(list|tuple|set)$/.test(String(list.kind()))) return null;
  const items = list.namedChildren().filter((item) => item.kind() !== 'comment');
  const isPlain = items.every(
    (item) => item.kind() === 'string' && !item.find({ rule: { kind: 'interpolation' } }),
  );
  return isPlain ? items.map(textOf) : null;
}

/** What a function of the file is given for a parameter, where every call of it gives a text. */
function givenTo(root: Node, name: Node): string[] | null {
  const scope = functionAround(name);
  const list = scope?.field('parameters')?.namedChildren() ?? [];
  const index = list.findIndex((parameter) => /^\w+/.exec(parameter.text())?.[0] === name.text());
  const callee = scope?.field('name')?.text() ?? '';
  if (index < 0) return null;
  const calls = root.findAll({ rule: { kind: 'call' } }).filter((call) => calleeOf(call) === callee);
  const given = calls.map((call) => argumentsOf(call)[index]);
  const isPlain = given.every(
    (one) => one?.kind() === 'string' && !one.find({ rule: { kind: 'interpolation' } }),
  );
  return isPlain && given.length > 0 ? given.flatMap((one) => (one ? textOf(one) : [])) : null;
}

function textOf(node: Node): string {
  return node.text().replace(/^[rRuU]?["']+|["']+$/g, '');
}

function isOwnPackage(path: string, home: Node | undefined): boolean {
  const value = (home?.kind() === 'keyword_argument' ? home.field('value') : home)?.text();
  return value === '__package__' || (value === '__name__' && path.endsWith('__init__.py'));
}
