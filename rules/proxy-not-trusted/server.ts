import { setOption } from '@unblock/codemods/shell/index';
import type { Fix, Model, Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { editManifest, type ManifestChange } from '@unblock/platforms';
import type { Behind } from './behind.ts';
import { NO_PLACE, type Texts } from './words.ts';

type Edits = Fix['edits'][number];

/** Makes the server trust the proxy: by a variable of the platform's manifest, else by an option of its own command. */
export function trustProxy(behind: readonly Behind[], model: Model, texts: Texts): Fix | Skip {
  const edits: Edits[] = [];
  for (const one of behind) {
    const edit = inManifest(one, model) ?? inCommand(one, model);
    if (!edit) return NO_PLACE;
    if (!edits.some(({ path }) => path === edit.path)) edits.push(edit);
  }
  return { safety: 'review', title: texts.patch, paragraph: texts.paragraph, edits };
}

/** Whether there is a place for it on every platform. */
export function canTrust(behind: readonly Behind[], model: Model): boolean {
  return behind.every((one) => inManifest(one, model) !== null || inCommand(one, model) !== null);
}

function inManifest({ deployable }: Behind, model: Model): Edits | null {
  const text = deployable ? model.read(deployable.path) : null;
  if (!deployable || text === null) return null;
  const variable = { name: 'FORWARDED_ALLOW_IPS', source: { from: 'value', value: '*' } } as const;
  const change: ManifestChange = { kind: 'variable', deployable, variable };
  const edits = editManifest(text, change);
  return edits ? { path: deployable.path, edits } : null;
}

/** An image runs anywhere, a manifest's command on platforms with a proxy only. */
function inCommand({ start: { server } }: Behind, model: Model): Edits | null {
  const kind = server?.text.source.kind;
  const isOwn = kind === 'Procfile' || kind === 'railway.json' || kind === 'railway.toml';
  if (!server || !isOwn || !/^(uvicorn|gunicorn)$/.test(server.program)) return null;
  const value = server.command.quotes.includes("'") ? '"*"' : "'*'";
  const edits = setOption(server.text.text, server.command, ['--forwarded-allow-ips'], value);
  const edit = editCommand(model, server.text, edits);
  return 'skip' in edit ? null : edit;
}
