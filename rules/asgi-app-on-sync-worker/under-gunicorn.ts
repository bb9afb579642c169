import { both, type Finding, type Fix, type Model, type Service, type Skip } from '@unblock/engine';
import { addUvicornWorker } from '@unblock/engine/dependencies/add-worker';
import type { Entry } from '@unblock/engine/entry';
import type { LoadedApplication } from '@unblock/engine/services/loaded-application';
import { isPythonOlder } from '@unblock/engine/services/python-version';
import type { StartedServer } from '@unblock/engine/started';
import { setWorkerClass, type WorkerClass, workerClass } from '@unblock/engine/worker';
import * as words from './words.ts';

/** What the findings of this rule have in common. */
export type Base = Omit<Finding, 'title' | 'message' | 'fix'>;

/** A started server with the application it loads. */
export interface Loading {
  started: StartedServer;
  loaded: LoadedApplication;
  base: Base;
}

/** Worker classes that call the application as WSGI. https://docs.gunicorn.org/en/stable/settings.html#worker-class */
const WSGI_WORKER =
  /^(egg:gunicorn#)?(sync|gthread|gevent|gevent_wsgi|gevent_pywsgi|eventlet|tornado)$|^gunicorn\.workers\.(sync|gthread|ggevent|geventlet|gtornado)\.\w+$/;

const SUCCESSOR = 'uvicorn_worker.UvicornWorker';

/** An ASGI application under a gunicorn worker that speaks WSGI: its default, or one that is given. */
export function findUnderGunicorn(
  { started, loaded, base }: Loading,
  service: Service,
  model: Model,
): Entry[] {
  const { server } = started;
  if (server.program !== 'gunicorn') return [];
  const worker = workerClass(started, service, model);
  if (worker.place === 'unknown') return [];
  const given = worker.place === 'default' ? null : worker.value;
  if (given !== null && !WSGI_WORKER.test(given)) return [];
  const evidence: words.Evidence = {
    ...loaded,
    application: server.application ?? '',
    path: server.text.source.path,
    server: 'gunicorn',
    worker: given,
  };
  return [
    {
      finding: {
        ...base,
        title: words.asgiTitle(evidence),
        message: words.asgiMessage(evidence),
        fix: 'safe',
      },
      fix: () => fix(started, worker, evidence, service, model),
    },
  ];
}

function fix(
  started: StartedServer,
  worker: WorkerClass,
  evidence: words.Evidence,
  service: Service,
  model: Model,
): Fix | Skip {
  if (isPythonOlder(service, model, 9))
    return {
      skip: both(
        'uvicorn-worker needs Python 3.9 or later: start the application with uvicorn itself',
        "uvicorn-worker demande Python 3.9 ou plus récent : démarrer l'application par uvicorn lui-même",
      ),
    };
  const edit = setWorkerClass(started, worker, SUCCESSOR, model);
  if ('skip' in edit) return edit;
  const added = addUvicornWorker(service, model);
  if ('skip' in added) return added;
  return {
    safety: 'safe',
    title: words.ASGI_PATCH,
    paragraph: words.asgiParagraph(evidence, edit.path, added),
    edits: [edit, ...added.edits],
  };
}
