import type { SgNode } from '@ast-grep/napi';
import type { Expression, Span } from '../facts.ts';
import { calleeOf, expressionOf, named, spanOf } from './expression.ts';
import { SCHEMA_CALL, schemaReads } from './schema.ts';

/** Methods that wrap what they have checked: the property it is found under. */
const WRAPPED: Readonly<Record<string, string>> = {
  safeParse: 'data',
  safeParseAsync: 'data',
  validate: 'value',
};

/** The variables that a call gives after it has checked them against a schema; null for any other call. */
export function checkedOf(path: string, node: SgNode, callee: string): Expression | null {
  if (!SCHEMA_CALL.test(callee) || callee === 'JSON.parse' || callee.startsWith('ConfigModule')) return null;
  const text = node.text();
  if (!/\b(process|Bun|import\.meta)\.env\b/.test(text)) return null;
  const span = spanOf(path, node);
  const properties: Record<string, Expression> = {};
  for (const { name, fallback, need, span: place } of schemaReads(path, rootOf(node), node)?.reads ?? [])
    properties[name] = { span: place, kind: 'env', name, fallback, required: need === 'required' };
  if (Object.keys(properties).length === 0) return null;
  const object: Expression = { span, kind: 'object', properties };
  const wrapped = WRAPPED[callee.split('.').pop() ?? ''];
  return wrapped ? { span, kind: 'object', properties: { [wrapped]: object } } : object;
}

const SETTING = /^(port|host|hostname|ip|address)$/i;

/** `config.get('PORT', 3000)` of Nest's ConfigService, `app.get('port')` after `app.set('port', …)`; null for any other call. */
export function settingOf(
  path: string,
  node: SgNode,
  callee: SgNode,
  [key, fallback]: readonly Expression[],
): Expression | null {
  if (callee.kind() !== 'member_expression' || key?.kind !== 'literal' || typeof key.value !== 'string')
    return null;
  const method = callee.field('property')?.text() ?? '';
  const receiver = callee.field('object');
  if (!receiver || !/^get(OrThrow)?$/.test(method)) return null;
  if (/^[A-Z][A-Z\d_]*$/.test(key.value) && isConfigService(path, receiver)) {
    const name = key.value;
    return {
      span: spanOf(path, node),
      kind: 'env',
      name,
      fallback: fallback ?? null,
      required: method !== 'get',
    };
  }
  if (fallback || !SETTING.test(key.value) || receiver.kind() !== 'identifier') return null;
  return setBefore(path, rootOf(node), receiver.text(), key.value, spanOf(path, node));
}

/** https://docs.nestjs.com/techniques/configuration#using-the-configservice */
function isConfigService(path: string, receiver: SgNode): boolean {
  if (!rootOf(receiver).text().includes('@nestjs/config')) return false;
  if (/(^|\.)config(Service)?$/i.test(receiver.text())) return true;
  const given = expressionOf(path, receiver);
  const made = given.kind === 'name' ? given.local : given;
  const [first] = made?.kind === 'call' ? made.arguments : [];
  return first?.kind === 'name' && first.name === 'ConfigService';
}

/** What the one `app.set('port', …)` of the file gives. */
function setBefore(path: string, root: SgNode, receiver: string, key: string, span: Span): Expression | null {
  const given = root.findAll({ rule: { kind: 'call_expression' } }).flatMap((call) => {
    const callee = calleeOf(call);
    const [name, value] = callee?.text() === `${receiver}.set` ? named(call.field('arguments') ?? call) : [];
    return name?.kind() === 'string' && name.text().slice(1, -1) === key && value ? [value] : [];
  });
  const [value] = given;
  return value && given.length === 1 ? { ...expressionOf(path, value), span } : null;
}

function rootOf(node: SgNode): SgNode {
  return node.getRoot().root();
}
