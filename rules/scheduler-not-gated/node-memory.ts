import type { SgNode } from '@ast-grep/napi';
import type { Model } from '@unblock/engine';
import { escaped } from '@unblock/engine/escaped';
import { enclosingFunction, named } from '@unblock/engine/node/expression';
import { parseNode } from '@unblock/engine/node/parse';

/** What a job works on in the memory of its process, and other functions of its file too. */
export interface NodeMemory {
  /** `cache` */
  name: string;
  /** The job waits for something, or calls another machine: it does more than that. */
  doesMore: boolean;
}

const FUNCTION = /^(arrow_function|function_expression|function_declaration)$/;
const MORE = /\bawait\b|\bfetch\(|\baxios\b|\.(then|send\w*|query)\(/;

/** The object, list, Map or Set of a file that the job of a schedule shares with other functions there; null for none. */
export function memoryOfJob(path: string, call: SgNode, model: Model): NodeMemory | null {
  const root = parseNode(path, model.read(path) ?? '');
  const kept = keptBy(root);
  const work = kept.length > 0 ? workOf(root, call) : [];
  const text = work.map((node) => node.text()).join('\n');
  const name = kept.find((entry) => {
    const word = new RegExp(`(?<![.\\w$])${escaped(entry)}(?![\\w$])`);
    return word.test(text) && isUsedBeside(root, entry, work) && isChanged(root.text(), entry);
  });
  return name === undefined ? null : { name, doesMore: MORE.test(text) };
}

/** The names that a file binds to something which can hold values. */
function keptBy(root: SgNode): string[] {
  return root
    .children()
    .flatMap((child) => (child.kind() === 'export_statement' ? child.children() : [child]))
    .filter((child) => /^(lexical|variable)_declaration$/.test(String(child.kind())))
    .flatMap((child) => named(child))
    .flatMap((declarator) => {
      const [name, value] = [declarator.field('name'), declarator.field('value')];
      const holds =
        /^(object|array)$/.test(String(value?.kind())) ||
        /^new\s+(Weak)?(Map|Set)\b/.test(value?.text() ?? '');
      return name?.kind() === 'identifier' && holds ? [name.text()] : [];
    });
}

/** The functions of the file that a call is given, and those that these call. */
function workOf(root: SgNode, call: SgNode): SgNode[] {
  const functions = root
    .findAll({ rule: { any: [{ kind: 'function_declaration' }, { kind: 'variable_declarator' }] } })
    .filter((node) => /^(function_|arrow_)/.test(String((node.field('value') ?? node).kind())));
  const byName = (name: string) => functions.filter((node) => node.field('name')?.text() === name);
  const given = named(call.field('arguments') ?? call).flatMap((node) =>
    node.kind() === 'identifier' ? byName(node.text()) : FUNCTION.test(String(node.kind())) ? [node] : [],
  );
  const called = given.flatMap((node) =>
    [...node.text().matchAll(/\b(\w+)\(/g)].flatMap(([, name]) => byName(name ?? '')),
  );
  return [...given, ...called];
}

/** Whether a function that is no part of the work names it. */
function isUsedBeside(root: SgNode, name: string, work: readonly SgNode[]): boolean {
  const inside = work.map((node) => node.range());
  return root.findAll({ rule: { kind: 'identifier', regex: `^${escaped(name)}$` } }).some((node) => {
    const at = node.range().start.index;
    return (
      enclosingFunction(node) !== null &&
      !inside.some(({ start, end }) => start.index <= at && at < end.index)
    );
  });
}

function isChanged(text: string, name: string): boolean {
  const use = `(?<![.\\w$])${escaped(name)}(?![\\w$])`;
  const part = '(\\[[^\\]\\n]*\\]|\\.\\w+)';
  const method = '\\.(set|delete|clear|add|push|pop|shift|unshift|splice)\\(';
  return new RegExp(`delete ${use}|${use}(${method}|${part}+ ?([-+|&?]{0,2}=(?!=)|\\+\\+|--))`).test(text);
}
