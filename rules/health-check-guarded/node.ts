import {
  addDecorator,
  ensureImport,
  insertStatementBefore,
  quoteStyle,
  semicolons,
} from '@unblock/codemods/ecmascript';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { specifierFrom } from '@unblock/engine/node/imports';
import { type NodeRoute, nodeServed } from '@unblock/engine/node/served';
import type { Guard } from '@unblock/engine/python/guards';
import { type Asked, entryOf } from './entry.ts';
import { type Refusal, textsOf } from './words.ts';

/** The route itself is let through, where the project has a decorator for that or the guard can stand below it; else null. */
export function openGuarded(
  { health, deployable, contract }: Asked,
  guard: Guard,
  service: Service,
  model: Model,
): Entry[] | null {
  const served = service.language === 'node' ? nodeServed(service, model) : null;
  const route = served?.routes.find(({ path }) => path === health.value);
  if (!served || !route) return null;
  const { exempt } = guard;
  if (served.kind === 'nest' && !exempt) return null;
  const refusal: Refusal = {
    asked: health.value,
    manifest: deployable.path,
    name: guard.name,
    file: guard.span.path,
    status: guard.status,
    cause: 'login',
    path: null,
    isNew: false,
    contract,
    ...(exempt ? { opened: exempt.decorator } : { isAbove: true }),
  };
  const make = () => (exempt ? open(route, exempt, refusal, model) : answerAbove(guard, refusal, model));
  return [entryOf(refusal, guard.span, service, { safety: 'review', make })];
}

async function open(
  { span, className, method }: NodeRoute,
  { decorator, path: from }: NonNullable<Guard['exempt']>,
  refusal: Refusal,
  model: Model,
): Promise<Fix | Skip> {
  const { path } = span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const name = decorator.replace(/^@|\(\)$/g, '');
  const edits = await addDecorator(path, text, className, method, decorator);
  if (path !== from) edits.push(...(await ensureImport(path, text, specifierFrom(path, from, text), [name])));
  const { patch, paragraph } = textsOf(refusal);
  return { safety: 'review', title: patch, paragraph, edits: [{ path, edits }] };
}

async function answerAbove({ span, name }: Guard, refusal: Refusal, model: Model): Promise<Fix | Skip> {
  const { path } = span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const quote = await quoteStyle(path, text);
  const end = (await semicolons(path, text)) ? ';' : '';
  const object = name.replace(/\.use\(.*$/s, '');
  const handler = `(_req, res) => res.status(200).json({ status: ${quote}ok${quote} })`;
  const code = `${object}.get(${quote}${refusal.asked}${quote}, ${handler})${end}`;
  const edits = await insertStatementBefore(path, text, span, code);
  const { patch, paragraph } = textsOf(refusal);
  return { safety: 'review', title: patch, paragraph, edits: [{ path, edits }] };
}
