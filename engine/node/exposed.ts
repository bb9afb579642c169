import type { SgNode } from '@ast-grep/napi';
import type { Fact, Span } from '../facts.ts';
import { named, spanOf } from './expression.ts';

/** A read of a variable that a bundler writes into the code of browsers, whose name says that it is a secret. */
export interface ExposedRead {
  kind: 'exposed-read';
  span: Span;
  name: string;
  reader: 'import.meta.env' | 'process.env';
  /** Files that begin with `'use client'` run in browsers, those with `'use server'` do not. */
  directive: 'client' | 'server' | null;
}

/** Names of variables that bundlers hand out, with a word of a secret in them. Files without one have no such fact. */
export const EXPOSED =
  /\b(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC)_(?:[A-Z\d]+_)*(?:SERVICE_ROLE|SERVICE_KEY|SECRET|PRIVATE_KEY|PASSWORD|OPENAI|ANTHROPIC|GROQ|MISTRAL|DEEPSEEK|REPLICATE|RESEND|SENDGRID)/;

/** The reads of such variables in an ECMAScript file. */
export function extractExposed(path: string, root: SgNode, nodes: readonly SgNode[]): Fact[] {
  const text = root.text();
  if (!EXPOSED.test(text)) return [];
  const first = named(root)[0]?.text() ?? '';
  const directive = /^['"]use (client|server)['"]/.exec(first)?.[1];
  return nodes.flatMap((node): Fact[] => {
    if (node.kind() !== 'member_expression' && node.kind() !== 'subscript_expression') return [];
    const [, reader, name = ''] =
      /^(import\.meta\.env|process\.env)(?:\.|\[['"])(\w+)(?:['"]\])?$/.exec(node.text()) ?? [];
    if (!EXPOSED.test(name) || !reader) return [];
    return [
      {
        kind: 'exposed-read',
        span: spanOf(path, node),
        name,
        reader: reader === 'process.env' ? 'process.env' : 'import.meta.env',
        directive: directive === 'client' || directive === 'server' ? directive : null,
      },
    ];
  });
}
