import { ensureImport, replaceExpression } from '@unblock/codemods/python/index';
import type { Model, Service, Span } from '@unblock/engine';
import { isDevelopmentEntry } from '@unblock/engine/development';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { callKey } from '@unblock/engine/started';
import { ENTRY_TITLE, message, PATCH, paragraph, type ReloadEvidence, readInstead, TITLE } from './words.ts';

/** Reads the switch from the environment, off by default. */
export const READ = 'os.environ.get("RELOAD", "").lower() in {"1", "true", "yes"}';

/** `uvicorn.run(..., reload=True)`, `app.run(use_reloader=True)`, reached by what starts the service. */
export function findInCode(service: Service, model: Model): Entry[] {
  return model.factsOf(service, 'server-call').flatMap((call): Entry[] => {
    const contracts = call.reload && model.serverApi(call) ? model.reachedUnder(service, call) : [];
    const contract = contracts[0];
    if (!call.reload || !contract) return [];
    const value = model.resolve(call.reload);
    if (value.kind !== 'literal' || (value.value !== true && value.value !== 1)) return [];
    const { span } = call.reload;
    const isEntry = isDevelopmentEntry(call, service, model);
    const evidence: ReloadEvidence = {
      server: call.callee,
      path: span.path,
      remedy: readInstead(READ),
      contract,
      ...(isEntry ? { kind: 'entry' } : {}),
    };
    return [
      {
        finding: {
          rule: 'reload-enabled',
          severity: isEntry ? 'advice' : 'important',
          service: service.root,
          span,
          title: isEntry ? ENTRY_TITLE : TITLE,
          message: message(evidence),
          fix: 'review',
          key: `${callKey(call)} reload`,
          platforms: contracts.map(({ id }) => id),
        },
        fix: () => readSwitch(span, evidence, model),
      },
    ];
  });
}

/** Replaces a literal by the read of the switch. */
export function readSwitch(span: Span, evidence: ReloadEvidence, model: Model): ReturnType<Entry['fix']> {
  const { path } = span;
  const text = model.read(path);
  if (text === null) return unreadable(path);
  const edits = [...ensureImport(text, span.start, 'os'), ...replaceExpression(text, span, READ)];
  return { safety: 'review', title: PATCH, paragraph: paragraph(evidence), edits: [{ path, edits }] };
}
