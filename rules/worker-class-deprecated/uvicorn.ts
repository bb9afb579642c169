import { setImportModule } from '@unblock/codemods/python/index';
import type { Finding, Fix, Model, Service, Skip } from '@unblock/engine';
import { addUvicornWorker } from '@unblock/engine/dependencies/add-worker';
import { presence, versionOf } from '@unblock/engine/dependencies/installed';
import { mayReach } from '@unblock/engine/dependencies/versions';
import { type Entry, unreadable } from '@unblock/engine/entry';
import { gunicornFile } from '@unblock/engine/gunicorn';
import { joinPath } from '@unblock/engine/paths';
import { isPythonOlder } from '@unblock/engine/services/python-version';
import { commandSpan, contractsOf, type StartedServer } from '@unblock/engine/started';
import { setWorkerClass, type WorkerClass } from '@unblock/engine/worker';
import { pinnedVersion } from './pinned.ts';
import * as words from './words.ts';

/** A started gunicorn with the worker class it runs. */
export interface Place {
  started: StartedServer;
  worker: WorkerClass;
}

const CLASS = /^uvicorn\.workers\.(UvicornWorker|UvicornH11Worker)$/;

/** `uvicorn.workers` as a worker class, and imports from it in the files that gunicorn takes the class from. */
export function findUvicorn(place: Place, service: Service, model: Model): Entry[] {
  const { dependencies } = service;
  const version = versionOf(model, dependencies, 'uvicorn');
  // Deprecated since 0.30: https://github.com/encode/uvicorn/blob/master/CHANGELOG.md#0300-2024-05-28
  const isDeprecated =
    presence(model, dependencies, 'uvicorn') !== 'unknown' &&
    mayReach(version, '0.30') &&
    // The last uvicorn for Python 3.8 has the module for good, and uvicorn-worker does not install there.
    !isPythonOlder(service, model, 9);
  if (!isDeprecated) return [];
  return [...namedClass(place, service, model), ...importedClasses(place, service, model)];
}

function namedClass({ started, worker }: Place, service: Service, model: Model): Entry[] {
  const name = 'value' in worker ? CLASS.exec(worker.value)?.[1] : undefined;
  if (!name || !('value' in worker)) return [];
  const { value } = worker;
  const span = worker.place === 'file' ? worker.literal : commandSpan(started.server);
  const pinned = pinnedVersion(service, model, 'uvicorn');
  const evidence = { written: value, successor: `uvicorn_worker.${name}`, path: span.path, pinned };
  return [
    {
      finding: findingOf(evidence, span, `worker class ${value}`, started, service, model),
      fix: () =>
        withPackage(setWorkerClass(started, worker, evidence.successor, model), evidence, service, model),
    },
  ];
}

/** `from uvicorn.workers import UvicornWorker` in the configuration file, or where the class of the command is defined. */
function importedClasses({ started, worker }: Place, service: Service, model: Model): Entry[] {
  const [start] = started.starts;
  const file = start ? gunicornFile(model, service, start, started.server) : 'none';
  const folder = start?.commands.find(({ command }) => command === started.server.command)?.folder ?? '';
  const module = 'value' in worker ? worker.value.slice(0, worker.value.lastIndexOf('.')) : '';
  const home = module ? model.locate(joinPath(folder, 'start.py'), module) : null;
  const paths = [typeof file === 'string' ? [] : [file.path], home ? [home] : []].flat();
  return [...new Set(paths)].flatMap((path) => {
    const imports = model.imports(path)?.imports ?? [];
    // A file that also tries the new module takes the old one as its fallback.
    if (imports.some((entry) => entry.module === 'uvicorn_worker')) return [];
    return imports.flatMap(({ module: from, name, span }): Entry[] => {
      if (from !== 'uvicorn.workers' || name === null || !CLASS.test(`${from}.${name}`)) return [];
      const evidence = {
        written: `from uvicorn.workers import ${name}`,
        successor: `from uvicorn_worker import ${name}`,
        path,
        pinned: pinnedVersion(service, model, 'uvicorn'),
      };
      const edit = (): { path: string; edits: ReturnType<typeof setImportModule> } | Skip => {
        const text = model.read(path);
        return text === null
          ? unreadable(path)
          : { path, edits: setImportModule(text, span, 'uvicorn.workers', 'uvicorn_worker', name) };
      };
      return [
        {
          finding: findingOf(evidence, span, `import ${name}`, started, service, model),
          fix: () => withPackage(edit(), evidence, service, model),
        },
      ];
    });
  });
}

function findingOf(
  evidence: words.WorkerEvidence,
  span: Finding['span'],
  key: string,
  { starts }: StartedServer,
  service: Service,
  model: Model,
): Finding {
  return {
    rule: 'worker-class-deprecated',
    // What is pinned has the class, until somebody raises the version.
    severity: evidence.pinned ? 'advice' : 'important',
    service: service.root,
    span,
    title: words.TITLE,
    message: words.message(evidence),
    fix: 'safe',
    key,
    platforms: contractsOf(model, starts).map(({ id }) => id),
    // Every command needs the package: one of them must not be merged without it.
    group: `worker-class-deprecated:${service.root}:uvicorn`,
  };
}

function withPackage(
  edit: Fix['edits'][number] | Skip,
  evidence: words.WorkerEvidence,
  service: Service,
  model: Model,
): Fix | Skip {
  if ('skip' in edit) return edit;
  const added = addUvicornWorker(service, model);
  if ('skip' in added) return added;
  return {
    safety: 'safe',
    title: words.PATCH,
    paragraph: words.paragraph(evidence, added),
    edits: [edit, ...added.edits],
  };
}
