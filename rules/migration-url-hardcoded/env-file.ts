import { parsePython } from '@unblock/codemods/python/parse';
import type { Model } from '@unblock/engine';
import { argumentsOf, calleeOf, keyword, type Node, spanOf, valuesOf } from '@unblock/engine/python/tree';
import { type Origin, originsOf } from './origins.ts';

/** A place where env.py says which database the migrations use. */
export interface Sink {
  node: Node;
  /** Given to ConfigParser, where `%` has a meaning of its own. */
  isOption: boolean;
  /** The URLs written in the file that it may be given. */
  origins: Origin[];
}

/** What an Alembic env.py does about its database URL. */
export interface EnvFile {
  path: string;
  text: string;
  root: Node;
  /** The engine of a migration takes the URL from the INI file and nothing in the file says another one. */
  readsIni: boolean;
  /** The engine is an asynchronous one. */
  isAsync: boolean;
  sinks: Sink[];
  /** The calls that make an engine. */
  engines: Node[];
  /** URLs written in env.py that end in a sink. */
  origins: Origin[];
}

/** Reads an env.py; null where it does not parse, or takes the URL from a Flask application. */
export function readEnvFile(model: Model, path: string): EnvFile | null {
  const text = model.read(path);
  if (text === null) return null;
  const root = parsePython(text);
  const isFlask = root.find({ rule: { kind: 'identifier', regex: '^current_app$' } }) !== null;
  if (isFlask || root.find({ rule: { kind: 'ERROR' } })) return null;
  const calls = root.findAll({ rule: { kind: 'call' } });
  const engines = calls.filter((call) => /(^|\.)(async_)?engine_from_config$/.test(calleeOf(call)));
  const creations = calls.filter((call) => /(^|\.)create_(async_)?engine$/.test(calleeOf(call)));
  const sinks = sinksOf(root, calls);
  return {
    path,
    text,
    root,
    sinks,
    engines: [...engines, ...creations],
    readsIni: readsIni(root, engines, creations, sinks),
    isAsync: [...engines, ...creations].some((call) => calleeOf(call).includes('async_')),
    origins: distinct(
      sinks.flatMap(({ isOption, origins }) => (isOption && isHandedOn(root) ? [] : origins)),
    ),
  };
}

function isUrlKey(node: Node | null | undefined): boolean {
  return node?.kind() === 'string' && /^["']sqlalchemy\.url["']$/.test(node.text());
}

function sinksOf(root: Node, calls: readonly Node[]): Sink[] {
  const sinks: Sink[] = [];
  const add = (node: Node | null | undefined, isOption: boolean) => {
    if (node) sinks.push({ node, isOption, origins: originsOf(root, node) });
  };
  for (const call of calls) {
    const callee = calleeOf(call);
    const given = argumentsOf(call);
    const key = given.findIndex(isUrlKey);
    if (/\.set_(main|section)_option$/.test(callee) && key >= 0) add(given[key + 1], true);
    else if (/(^|\.)create_(async_)?engine$/.test(callee)) add(keyword(call, 'url') ?? given[0], false);
    else if (/(^|\.)((async_)?engine_from_config|context\.configure)$/.test(callee))
      add(keyword(call, 'url'), false);
  }
  for (const assignment of root.findAll({ rule: { kind: 'assignment' } })) {
    const left = assignment.field('left');
    if (left?.kind() === 'subscript' && isUrlKey(left.field('subscript')))
      add(assignment.field('right'), false);
  }
  for (const pair of root.findAll({ rule: { kind: 'pair' } }))
    if (isUrlKey(pair.field('key'))) add(pair.field('value'), false);
  return sinks;
}

/** Only the engine counts: an offline run of `--sql` deploys nothing. Any other word on the URL makes the INI value doubtful. */
function readsIni(
  root: Node,
  engines: readonly Node[],
  creations: readonly Node[],
  sinks: readonly Sink[],
): boolean {
  const isSaidElsewhere = sinks.some(
    ({ node, isOption }) =>
      isOption || node.parent()?.kind() === 'pair' || node.parent()?.field('left')?.kind() === 'subscript',
  );
  if (isSaidElsewhere || isHandedOn(root)) return false;
  return (
    engines.some((call) => {
      const configuration = argumentsOf(call)[0];
      return (
        keyword(call, 'url') === null &&
        configuration !== undefined &&
        isRead(root, configuration, 'get_section')
      );
    }) ||
    creations.some((call) => {
      const url = argumentsOf(call)[0];
      return url !== undefined && isRead(root, url, 'get_main_option');
    })
  );
}

/** Other code gets Alembic's configuration, or the parser under it: it may set another URL. */
function isHandedOn(root: Node): boolean {
  const names = root
    .findAll({ rule: { kind: 'assignment' } })
    .filter((node) => /^(alembic\.)?context\.config$/.test(node.field('right')?.text() ?? ''))
    .map((node) => node.field('left')?.text() ?? '');
  const configurations = new Set([...names, 'context.config', 'alembic.context.config']);
  const isGiven = root.findAll({ rule: { kind: 'call' } }).some((call) =>
    argumentsOf(call).some((argument) => {
      const value = argument.kind() === 'keyword_argument' ? argument.field('value') : argument;
      return configurations.has(value?.text() ?? '');
    }),
  );
  return isGiven || root.find({ rule: { kind: 'identifier', regex: '^file_config$' } }) !== null;
}

/** `config.get_section(...)`, `... or {}`, or a name that is bound to it once. */
function isRead(root: Node, node: Node, method: string): boolean {
  if (node.kind() === 'call') return calleeOf(node).endsWith(`.${method}`);
  if (node.kind() === 'boolean_operator') {
    const left = node.field('left');
    return left !== null && isRead(root, left, method) && node.field('right')?.text() === '{}';
  }
  if (node.kind() !== 'identifier') return false;
  const values = valuesOf(root, node);
  const [only] = values;
  return (
    values.length === 1 && only !== undefined && only.kind() !== 'identifier' && isRead(root, only, method)
  );
}

function distinct(origins: readonly Origin[]): Origin[] {
  const seen = new Map<number, Origin>();
  for (const origin of origins) seen.set(spanOf(origin.literal).start, origin);
  return [...seen.values()].sort((a, b) => spanOf(a.literal).start - spanOf(b.literal).start);
}
