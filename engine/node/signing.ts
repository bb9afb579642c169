import type { SgNode } from '@ast-grep/napi';
import type { Fact, SigningKey } from '../facts.ts';
import { calleeOf, expressionOf, named, spanOf } from './expression.ts';

/** Without any of these in its text a file hands no key to a library that signs. */
export const SIGNING_LITERALS = [
  'jsonwebtoken',
  'express-session',
  'JwtModule',
  'secretOrKey',
  '@fastify/jwt',
  'express-jwt',
];
const HINT = new RegExp(SIGNING_LITERALS.join('|'));

const TOKEN_CALL = /^(jwt|JWT|jsonwebtoken)\.(sign|verify)$/;
const NAMED_CALL = /^(sign|verify)$/;
const NAMED_IMPORT = /\{[^}]*\b(sign|verify)\b[^}]*\}\s*(from\s*|=\s*require\(\s*)['"]jsonwebtoken['"]/;
const SESSION_CALL = /^(session|expressSession|expressSession\.default)$/;
const MODULE_CALL = /^JwtModule\.register(Async)?$/;

/** The keys that an ECMAScript file hands to jsonwebtoken, express-session, Passport, NestJS or Fastify. */
export function extractSigning(path: string, root: SgNode, nodes: readonly SgNode[]): Fact[] {
  const text = root.text();
  if (!HINT.test(text)) return [];
  const facts: SigningKey[] = [];
  const add = (value: SgNode | null | undefined, signs: SigningKey['signs']) => {
    if (value)
      facts.push({ kind: 'signing-key', span: spanOf(path, value), signs, value: expressionOf(path, value) });
  };
  const isNamed = NAMED_IMPORT.test(text);
  for (const node of nodes) {
    if (node.kind() !== 'call_expression') continue;
    const callee = calleeOf(node)?.text() ?? '';
    const given = named(node.field('arguments') ?? node);
    if (TOKEN_CALL.test(callee) || (isNamed && NAMED_CALL.test(callee))) add(given[1], 'tokens');
    else if (SESSION_CALL.test(callee) && text.includes('express-session'))
      add(property(given[0], 'secret'), 'sessions');
    else if (MODULE_CALL.test(callee)) add(property(given[0], 'secret'), 'tokens');
    else if (/\.register$/.test(callee) && text.includes('@fastify/jwt'))
      add(property(given[1], 'secret'), 'tokens');
    else if (/^(expressjwt|expressJwt|jwt)$/.test(callee) && text.includes('express-jwt'))
      add(property(given[0], 'secret'), 'tokens');
  }
  if (text.includes('secretOrKey')) {
    const pairs = root.findAll({ rule: { kind: 'pair', has: { field: 'key', regex: '^secretOrKey$' } } });
    for (const pair of pairs) add(pair.field('value'), 'tokens');
  }
  return facts;
}

/** The value of a property of an object literal, or of the one that a factory in it returns. */
function property(node: SgNode | undefined, name: string): SgNode | null {
  if (node?.kind() !== 'object') return null;
  const pairs = node.findAll({ rule: { kind: 'pair', has: { field: 'key', regex: `^${name}$` } } });
  return pairs.length === 1 ? (pairs[0]?.field('value') ?? null) : null;
}
