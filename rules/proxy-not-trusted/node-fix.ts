import {
  insertStatementAfter,
  quoteStyle,
  semicolons,
  setArgument,
  setProperty,
} from '@unblock/codemods/ecmascript';
import type { Fix, Model, Skip } from '@unblock/engine';
import { unreadable } from '@unblock/engine/entry';
import { editManifest } from '@unblock/platforms';
import type { Behind } from './behind.ts';
import type { Application } from './node-application.ts';
import type { NodeTexts } from './node-words.ts';

type Edits = Fix['edits'][number];

/** The number of proxies to trust: none where the variable is not set, and none where it is no number. */
export const HOPS = 'Number(process.env.TRUST_PROXY ?? 0)';

/** Makes the application trust as many proxies as TRUST_PROXY says, and the manifests say it. */
export async function trustHops(
  application: Application,
  behind: readonly Behind[],
  texts: NodeTexts,
  model: Model,
): Promise<Fix | Skip> {
  const { path } = application.call;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const edits = [{ path, edits: await inCode(application, text) }];
  for (const edit of behind.flatMap((one) => hopsInManifest(one, model) ?? []))
    if (!edits.some((known) => known.path === edit.path)) edits.push(edit);
  const safety = texts.steps.length > 0 ? 'review' : 'safe';
  return { safety, title: texts.patch, paragraph: texts.paragraph, edits };
}

async function inCode({ kind, call, name, options }: Application, text: string): Promise<Edits['edits']> {
  const { path } = call;
  if (kind === 'fastify') {
    const trust = `(_address${/\.[cm]?tsx?$/.test(path) ? ': string' : ''}, hop${/\.[cm]?tsx?$/.test(path) ? ': number' : ''}) => hop < ${HOPS}`;
    return typeof options === 'object'
      ? setProperty(path, text, options, 'trustProxy', trust)
      : setArgument(path, text, call, 0, `{ trustProxy: ${trust} }`);
  }
  const end = (await semicolons(path, text)) ? ';' : '';
  const quote = await quoteStyle(path, text);
  const code =
    kind === 'koa'
      ? `${name}.proxy = ${HOPS} > 0${end}\n${name}.maxIpsCount = ${HOPS}${end}`
      : `${name}.set(${quote}trust proxy${quote}, ${HOPS})${end}`;
  return insertStatementAfter(path, text, call, code);
}

/** The variable in the platform's own manifest; null where it has no place for it. */
export function hopsInManifest({ deployable, contract }: Behind, model: Model): Edits | null {
  const text = deployable ? model.read(deployable.path) : null;
  if (!deployable || text === null) return null;
  const variable = { name: 'TRUST_PROXY', source: { from: 'value', value: hopsOf(contract) } } as const;
  const edits = editManifest(text, { kind: 'variable', deployable, variable });
  return edits ? { path: deployable.path, edits } : null;
}

/** One proxy, where its documentation does not count the addresses that it appends. */
export function hopsOf({ proxy }: Behind['contract']): string {
  return String(proxy.value.addresses ?? 1);
}
