import type { SgNode } from '@ast-grep/napi';
import type { Fact, SigningKey } from '../facts.ts';
import { argumentsOf, expressionOf, spanOf } from './expression.ts';

/** Without any of these in its text a file hands no key to a library that signs. */
export const SIGNING_LITERALS = ['secret_key', 'SECRET_KEY', 'jwt.encode', 'jwt.decode'];
const HINT = new RegExp(SIGNING_LITERALS.join('|'));

const TARGET = /(^|\.)(app|application|server|self\.app)\.(secret_key|config\[['"](JWT_)?SECRET_KEY['"]\])$/;
const TOKEN_CALL = /^(\w+\.)?jwt\.(encode|decode)$/;
const CONFIG_CALL = /\.config\.(update|from_mapping)$/;

/** The keys that a Python file hands to Flask, Starlette's sessions, PyJWT or python-jose. */
export function extractSigning(path: string, root: SgNode, nodes: readonly SgNode[]): Fact[] {
  if (!HINT.test(root.text())) return [];
  const facts: SigningKey[] = [];
  for (const node of nodes) {
    const list = node.kind() === 'call' ? node.field('arguments') : null;
    if (list?.kind() !== 'argument_list') continue;
    const callee = node.field('function')?.text() ?? '';
    const isToken = TOKEN_CALL.test(callee);
    const isSession = /\badd_middleware$/.test(callee) && /^\(\s*SessionMiddleware\b/.test(list.text());
    if (!isToken && !isSession && !CONFIG_CALL.test(callee)) continue;
    const { positional, keywords } = argumentsOf(path, list);
    const add = (value: SigningKey['value'] | undefined, signs: SigningKey['signs']) => {
      if (value) facts.push({ kind: 'signing-key', span: value.span, signs, value });
    };
    if (isToken && !/verify_signature/.test(list.text())) add(positional[1] ?? keywords.key, 'tokens');
    if (isSession) add(keywords.secret_key, 'sessions');
    if (CONFIG_CALL.test(callee)) {
      add(keywords.SECRET_KEY, 'sessions');
      add(keywords.JWT_SECRET_KEY, 'tokens');
    }
  }
  for (const node of root.findAll({ rule: { kind: 'assignment' } })) {
    const [target, value] = [node.field('left')?.text() ?? '', node.field('right')];
    if (!value || !TARGET.test(target) || isForWantOfOne(node)) continue;
    const signs = target.includes('JWT_') ? 'tokens' : 'sessions';
    facts.push({ kind: 'signing-key', span: spanOf(path, value), signs, value: expressionOf(path, value) });
  }
  return facts;
}

/** `if not app.config.get("SECRET_KEY"):`: what stands below is used only where the configuration gives no key. */
function isForWantOfOne(assignment: SgNode): boolean {
  const around = assignment.ancestors().find((node) => node.kind() === 'if_statement');
  return /^not\b.*\bconfig\b|\bnot in\b.*\bconfig\b|\bconfig\b.*\bis None\b/s.test(
    around?.field('condition')?.text() ?? '',
  );
}
