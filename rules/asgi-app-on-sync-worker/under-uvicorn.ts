import { option } from '@unblock/codemods/shell/index';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { addServer } from '@unblock/engine/dependencies/add-worker';
import { editCommand } from '@unblock/engine/edit-command';
import type { Entry } from '@unblock/engine/entry';
import { isDeclared } from '@unblock/engine/started';
import { asGunicorn, type GunicornCommand } from './as-gunicorn.ts';
import type { Loading } from './under-gunicorn.ts';
import * as words from './words.ts';

/**
 * A WSGI application under a server that speaks ASGI only. hypercorn is none: it tells WSGI applications by itself and
 * serves them (https://hypercorn.readthedocs.io/en/latest/how_to_guides/wsgi_apps.html).
 */
export function findUnderUvicorn(
  { started, loaded, base }: Loading,
  service: Service,
  model: Model,
): Entry[] {
  const { server } = started;
  const { program, command } = server;
  if (program !== 'uvicorn' && program !== 'daphne') return [];
  // `--interface wsgi` is uvicorn's own way. https://www.uvicorn.org/settings/#implementation
  const isToldInterface =
    option(command, ['--interface']) !== null ||
    isDeclared(service, 'UVICORN_INTERFACE') ||
    command.assignments.some(({ name }) => name === 'UVICORN_INTERFACE');
  if (isToldInterface) return [];
  const rewritten = asGunicorn(server);
  const evidence: words.Evidence = {
    ...loaded,
    application: server.application ?? '',
    path: server.text.source.path,
    server: program,
    worker: null,
  };
  const message = words.wsgiMessage(evidence, rewritten?.written ?? null);
  return [
    {
      finding: {
        ...base,
        title: words.wsgiTitle(evidence),
        message,
        fix: rewritten ? 'review' : 'manual',
        ...(rewritten ? {} : { steps: [message.todo] }),
      },
      fix: () => fix(rewritten, server.text, evidence, service, model),
    },
  ];
}

function fix(
  rewritten: GunicornCommand | null,
  text: Parameters<typeof editCommand>[1],
  evidence: words.Evidence,
  service: Service,
  model: Model,
): Fix | Skip {
  if (!rewritten) return { skip: words.BY_HAND };
  const edit = editCommand(model, text, rewritten.edits);
  if ('skip' in edit) return edit;
  const added = addServer('gunicorn', [], service, model);
  if ('skip' in added) return added;
  return {
    safety: 'review',
    title: words.WSGI_PATCH,
    paragraph: words.wsgiParagraph(evidence, rewritten.written, added),
    edits: [edit, ...added.edits],
  };
}
