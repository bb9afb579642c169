import { insertListItem } from '@unblock/codemods/python/list-item';
import { parsePython } from '@unblock/codemods/python/parse';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { flowOf } from '@unblock/engine/python/flow';
import { argumentsOf, calleeOf, keyword, type Node, spanOf } from '@unblock/engine/python/tree';
import { webFiles } from '@unblock/engine/python/web';
import { type Asked, entryOf } from './entry.ts';
import { NO_PLACE, type Refusal, textsOf } from './words.ts';

interface Hosts {
  path: string;
  list: Node;
}

/** A middleware that lets known hosts pass, and not the one the health check asks for. */
export function findHost(asked: Asked, service: Service, model: Model): Entry[] {
  const { contract, health } = asked;
  const host = contract.publicHost.value.healthCheck?.host;
  const hosts = host ? hostsOf(service, model) : null;
  if (!host || !hosts) return [];
  const items = textsIn(hosts.list);
  if (items === null || items.some((item) => allows(item, host))) return [];
  const refusal: Refusal = {
    asked: health.value,
    manifest: asked.deployable.path,
    name: 'TrustedHostMiddleware',
    file: hosts.path,
    status: 400,
    cause: 'host',
    path: host,
    isNew: false,
    contract,
  };
  const span = { path: hosts.path, ...spanOf(hosts.list) };
  return [entryOf(refusal, span, service, { safety: 'safe', make: () => fixOf(refusal, service, model) })];
}

/** `app.add_middleware(TrustedHostMiddleware, allowed_hosts=[…])`, which always runs. */
function hostsOf(service: Service, model: Model): Hosts | null {
  for (const path of webFiles(model, service)) {
    const text = model.read(path) ?? '';
    if (!text.includes('TrustedHostMiddleware')) continue;
    for (const call of parsePython(text).findAll({ rule: { kind: 'call' } })) {
      const isAdded = calleeOf(call).endsWith('.add_middleware') && !flowOf(call).conditional;
      const list =
        isAdded && argumentsOf(call)[0]?.text() === 'TrustedHostMiddleware'
          ? keyword(call, 'allowed_hosts')
          : null;
      if (list?.kind() === 'list') return { path, list };
    }
  }
  return null;
}

/** The items of a list; null where one is no text. */
function textsIn(list: Node): string[] | null {
  const items = list.namedChildren().filter((node) => node.kind() !== 'comment');
  const isPlain = items.every((node) => /^["'][^"'\\{]*["']$/.test(node.text()));
  return isPlain ? items.map((node) => node.text().slice(1, -1)) : null;
}

function allows(pattern: string, host: string): boolean {
  return pattern === '*' || pattern === host || (pattern.startsWith('*') && host.endsWith(pattern.slice(1)));
}

function fixOf(refusal: Refusal, service: Service, model: Model): Fix | Skip {
  const hosts = hostsOf(service, model);
  const text = hosts ? model.read(hosts.path) : null;
  if (!hosts) return NO_PLACE;
  if (text === null) return unreadable(hosts.path);
  const items = hosts.list.namedChildren().filter((node) => node.kind() !== 'comment');
  const last = items.at(-1);
  const quote = last?.text().startsWith("'") ? "'" : '"';
  const edits = insertListItem(
    text,
    spanOf(hosts.list),
    `${quote}${refusal.path}${quote}`,
    last ? spanOf(last) : null,
  );
  const texts = textsOf(refusal);
  return {
    safety: 'safe',
    title: texts.patch,
    paragraph: texts.paragraph,
    edits: [{ path: hosts.path, edits }],
  };
}
