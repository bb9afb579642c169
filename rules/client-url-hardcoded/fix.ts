import { quoteStyle, replaceExpression } from '@unblock/codemods/ecmascript';
import { both, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import { type Bundler, knowsTypes } from './bundler.ts';
import type { LocalCall } from './calls.ts';
import { isComponent, type Script, scriptsIn } from './components.ts';
import { type Evidence, fixTitle, paragraph } from './words.ts';

type FileEdits = Fix['edits'][number];

/** The address from the bundler's variable; the local one while somebody develops. All calls change together. */
export async function fromVariable(
  calls: readonly LocalCall[],
  bundler: Bundler,
  evidence: Evidence,
  service: Service,
  model: Model,
): Promise<Fix | Skip> {
  const edits = new Map<string, FileEdits['edits']>();
  for (const call of calls) {
    const { path } = call.span;
    const text = model.read(path);
    if (text === null) return unreadable(path);
    const place = scriptAround(call, text);
    if (!knowsTypes(bundler, place.path, service, model)) return UNTYPED;
    const script = text.slice(place.start, place.end);
    const value = addressRead(call, bundler, evidence.variable, await quoteStyle(place.path, script));
    const span = { start: call.span.start - place.start, end: call.span.end - place.start };
    const made = await replaceExpression(place.path, script, span, value);
    const moved = made.map((edit) => ({
      ...edit,
      start: edit.start + place.start,
      end: edit.end + place.start,
    }));
    edits.set(path, [...(edits.get(path) ?? []), ...moved]);
  }
  return {
    safety: 'review',
    title: fixTitle(evidence.variable),
    paragraph: paragraph(evidence),
    edits: [...edits].map(([path, list]) => ({ path, edits: list })),
  };
}

/** The file, or the script of a single-file component that the call stands in. */
function scriptAround({ span }: LocalCall, text: string): Script {
  const own = scriptsIn(span.path, text).find(({ start, end }) => start <= span.start && span.end <= end);
  return (isComponent(span.path) && own) || { start: 0, end: text.length, path: span.path };
}

function addressRead(
  { origin, kind, path, isTemplate }: LocalCall,
  bundler: Bundler,
  variable: string,
  quote: string,
): string {
  const local = `${quote}${origin}${quote}`;
  const read = bundler.read(variable);
  // Nothing but an address can be opened as a socket; a request without one goes to where the page came from.
  const address =
    kind === 'ws'
      ? `${read} || ${local}`
      : `${read} || (${bundler.development(quote)} ? ${local} : ${quote}${quote})`;
  // In a plain string these are characters; in a template they would end it, or begin a value.
  const rest = isTemplate ? path : path.replace(/`|\$\{/g, '\\$&');
  return path === '' ? address : `\`\${${address}}${rest}\``;
}

const UNTYPED: Skip = {
  skip: both(
    'nothing names the types of `vite/client`, so TypeScript would refuse `import.meta.env`: add a `vite-env.d.ts` first',
    "rien ne nomme les types de `vite/client` : TypeScript refuserait `import.meta.env` ; ajouter d'abord un `vite-env.d.ts`",
  ),
};
