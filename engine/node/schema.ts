import type { SgNode } from '@ast-grep/napi';
import type { EnvironmentNeed, EnvironmentRead, Expression } from '../facts.ts';
import { calleeOf, expressionOf, isEnvironment, named, spanOf } from './expression.ts';

/** Calls that check the environment against a schema: zod, Joi, yup, valibot, envalid, t3-env, Nest's ConfigModule. */
export const SCHEMA_CALL =
  /(^|\.)(parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|validateAsync|cleanEnv|createEnv)$|^ConfigModule\.forRoot$/;
/** Methods whose first argument is an object of names. */
const OBJECT = /^(object|strictObject|looseObject|extend|safeExtend|keys|append|shape)$/;
/** Methods whose first argument is a schema. */
const JOINED = /^(merge|and|concat)$/;

/** What a schema says of the environment, and the part of the call whose own reads it speaks for. */
export interface SchemaReads {
  reads: EnvironmentRead[];
  covered: SgNode;
}

/** The variables that a call checks against a schema in the same file; null where it is no such call, or not understood. */
export function schemaReads(path: string, root: SgNode, call: SgNode): SchemaReads | null {
  const [first, second] = named(call.field('arguments') ?? call);
  const callee = calleeOf(call);
  if (!first || !callee) return null;
  const method = callee.text().split('.').pop() ?? '';
  if (method === 'createEnv') return checkedByParts(path, root, first, ['server', 'client', 'shared'], call);
  if (method === 'forRoot') return checkedByParts(path, root, first, ['validationSchema'], first);
  if (method === 'cleanEnv')
    return isEnvironment(first.text()) && second ? checkedWhole(path, entriesOf(root, second), call) : null;
  // valibot hands over the schema first.
  if (second && isWhole(second)) return checkedWhole(path, entriesOf(root, first), call);
  const receiver = callee.field('object');
  if (!receiver || !first.text().includes('process.env')) return null;
  const entries = entriesOf(root, receiver);
  return isWhole(first)
    ? checkedWhole(path, entries, call)
    : first.kind() === 'object'
      ? checkedPieces(path, entries, first)
      : null;
}

/** `process.env`, `{ ...process.env }`. */
function isWhole(node: SgNode): boolean {
  if (isEnvironment(node.text())) return true;
  return (
    node.kind() === 'object' &&
    named(node).some(
      (part) => part.kind() === 'spread_element' && isEnvironment(named(part)[0]?.text() ?? ''),
    )
  );
}

function checkedWhole(path: string, entries: Map<string, SgNode>, covered: SgNode): SchemaReads | null {
  if (entries.size === 0) return null;
  return { reads: [...entries].map(([name, value]) => readOf(path, name, value)), covered };
}

function checkedByParts(
  path: string,
  root: SgNode,
  options: SgNode,
  parts: readonly string[],
  covered: SgNode,
): SchemaReads | null {
  const given = pairsOf(options);
  const entries = parts.flatMap((part) => {
    const value = given.get(part);
    return value ? [...entriesOf(root, value)] : [];
  });
  return checkedWhole(path, new Map(entries), covered);
}

/** `schema.parse({ port: process.env.PORT })`: the schema speaks of its own names. */
function checkedPieces(path: string, entries: Map<string, SgNode>, object: SgNode): SchemaReads | null {
  const reads: EnvironmentRead[] = [];
  for (const [key, value] of pairsOf(object)) {
    const checked = entries.get(key);
    const read = expressionOf(path, value);
    if (!checked || read.kind !== 'env') return null;
    reads.push(readOf(path, read.name, checked));
  }
  return { reads, covered: object };
}

/** The names of a schema with what stands for each. Names that other files bring are not seen. */
function entriesOf(root: SgNode, node: SgNode, depth = 0): Map<string, SgNode> {
  if (depth > 8) return new Map();
  const next = (child: SgNode | null | undefined) => (child ? [...entriesOf(root, child, depth + 1)] : []);
  switch (node.kind()) {
    case 'object':
      return new Map([
        ...named(node)
          .filter((part) => part.kind() === 'spread_element')
          .flatMap((part) => next(named(part)[0])),
        ...pairsOf(node),
      ]);
    case 'identifier':
      return new Map(next(declaredIn(root, node.text())));
    case 'member_expression':
      return new Map(next(node.field('object')));
    case 'call_expression': {
      const callee = calleeOf(node);
      const method = callee?.text().split('.').pop() ?? '';
      const argument = named(node.field('arguments') ?? node)[0];
      const own = OBJECT.test(method) || JOINED.test(method) ? next(argument) : [];
      return new Map([
        ...(callee?.kind() === 'member_expression' ? next(callee.field('object')) : []),
        ...own,
      ]);
    }
    default:
      return new Map();
  }
}

function declaredIn(root: SgNode, name: string): SgNode | null {
  const declarations = root.findAll({ rule: { kind: 'variable_declarator' } });
  return declarations.find((entry) => entry.field('name')?.text() === name)?.field('value') ?? null;
}

function pairsOf(object: SgNode): Map<string, SgNode> {
  return new Map(
    named(object).flatMap((pair): [string, SgNode][] => {
      const [key, value] = [pair.field('key'), pair.field('value')];
      return pair.kind() === 'pair' && key && value ? [[key.text().replace(/^['"]|['"]$/g, ''), value]] : [];
    }),
  );
}

function readOf(path: string, name: string, value: SgNode): EnvironmentRead {
  const given = defaultIn(value);
  const fallback: Expression | null = given ? expressionOf(path, given) : null;
  return {
    kind: 'environment-read',
    span: spanOf(path, value.parent() ?? value),
    name,
    fallback,
    need: fallback ? 'defaulted' : needOf(value.text()),
    via: 'settings',
  };
}

/** Joi and yup take what is not `required()` for optional; the others the other way round. */
function needOf(text: string): EnvironmentNeed {
  if (/^(joi|yup)\b/i.test(text)) return /\.required\(/.test(text) ? 'required' : 'optional';
  if (/\bdefault\s*:|\.(default|catch|prefault)\(/.test(text)) return 'defaulted';
  return /\b(optional|nullish|nullable|undefinedable)\(/.test(text) ? 'optional' : 'required';
}

/** `.default(value)`, `str({ default: value })`. */
function defaultIn(value: SgNode): SgNode | null {
  for (const call of value.findAll({ rule: { kind: 'call_expression' } })) {
    const argument = named(call.field('arguments') ?? call)[0];
    if (calleeOf(call)?.field('property')?.text() === 'default') return argument ?? null;
    const option = argument?.kind() === 'object' ? pairsOf(argument).get('default') : undefined;
    if (option) return option;
  }
  return null;
}
