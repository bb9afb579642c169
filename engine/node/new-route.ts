import type { Edit } from '@unblock/codemods';
import { insertStatementAfter, quoteStyle, semicolons } from '@unblock/codemods/ecmascript';
import type { ApplicationObject } from '../facts.ts';
import type { Model, Service } from '../model.ts';
import { webFiles } from '../python/web.ts';
import { webStarts } from '../services/web.ts';

/** A handler that answers 200 without any work, by framework. */
const HANDLERS: Readonly<Record<string, (quote: string) => string>> = {
  express: (quote) => `(_req, res) => res.status(200).json({ status: ${quote}ok${quote} })`,
  fastify: (quote) => `async () => ({ status: ${quote}ok${quote} })`,
  hono: (quote) => `(c) => c.json({ status: ${quote}ok${quote} })`,
};

/** The one application object of a web process that a route can be put on, in front of all others; else null. */
export function objectForRoute(service: Service, model: Model): ApplicationObject | null {
  const files = webFiles(model, service);
  const found = model.factsOf(service, 'application').filter(({ span }) => files.has(span.path));
  const entries = webStarts(service).flatMap(({ server }) => server?.entry ?? []);
  const started = found.filter(({ span }) => entries.includes(span.path));
  const [only, other] = started.length > 0 ? started : found;
  const isKnown = only && !other && /^\w+$/.test(only.name) && Object.hasOwn(HANDLERS, only.framework);
  return isKnown ? only : null;
}

/** The edits that put a light route right behind the statement that makes the application; null where there is none. */
export async function addedNodeRoute(
  path: string,
  service: Service,
  model: Model,
): Promise<{ path: string; edits: Edit[] } | null> {
  const object = objectForRoute(service, model);
  const text = object ? model.read(object.span.path) : null;
  const handler = object ? HANDLERS[object.framework] : undefined;
  if (!object || text === null || !handler) return null;
  const file = object.span.path;
  const quote = await quoteStyle(file, text);
  const end = (await semicolons(file, text)) ? ';' : '';
  const code = `${object.name}.get(${quote}${path}${quote}, ${handler(quote)})${end}`;
  return { path: file, edits: await insertStatementAfter(file, text, object.span, code) };
}
