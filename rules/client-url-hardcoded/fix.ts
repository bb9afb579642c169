import { quoteStyle, replaceExpression } from '@unblock/codemods/ecmascript';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import { type Bundler, knowsTypes } from './bundler.ts';
import type { LocalCall } from './calls.ts';
import { type Evidence, fixTitle, paragraph } from './words.ts';

/** The address from the bundler's variable; the local one while somebody develops. */
export async function fromVariable(
  call: LocalCall,
  bundler: Bundler,
  evidence: Evidence,
  service: Service,
  model: Model,
): Promise<Fix | Skip> {
  const { path } = call.span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  if (!knowsTypes(bundler, path, service, model)) return UNTYPED;
  const quote = await quoteStyle(path, text);
  const local = `${quote}${call.origin}${quote}`;
  const read = bundler.read(evidence.variable);
  // Nothing but an address can be opened as a socket; a request without one goes to where the page came from.
  const address =
    call.kind === 'ws'
      ? `${read} || ${local}`
      : `${read} || (${bundler.development(quote)} ? ${local} : ${quote}${quote})`;
  const value = call.path === '' ? address : `\`\${${address}}${call.path}\``;
  return {
    safety: 'review',
    title: fixTitle(evidence.variable),
    paragraph: paragraph(evidence),
    edits: [{ path, edits: await replaceExpression(path, text, call.span, value) }],
  };
}

const UNTYPED: Skip = {
  skip: both(
    'nothing names the types of `vite/client`, so TypeScript would refuse `import.meta.env`: add a `vite-env.d.ts` first',
    "rien ne nomme les types de `vite/client` : TypeScript refuserait `import.meta.env` ; ajouter d'abord un `vite-env.d.ts`",
  ),
};
