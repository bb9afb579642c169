import { guardStatements } from '@unblock/codemods/python/index';
import { removeFlag } from '@unblock/codemods/shell/index';
import { both, type Fix, findDependency, type Model, type Service, type Skip } from '@unblock/engine';
import { addRequirements } from '@unblock/engine/dependencies/add';
import { presence } from '@unblock/engine/dependencies/installed';
import type { DevelopmentServer } from '@unblock/engine/development';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN } from '@unblock/engine/entry';
import { surroundingsOf, workOf } from '@unblock/engine/python/around';
import { boundBeside } from '@unblock/engine/python/bound';
import type { ApplicationPath } from '@unblock/engine/services/application';
import { isWsgi, serverFor, targetOf } from '@unblock/engine/services/compose-server';
import { startedApplication } from '@unblock/engine/services/started-application';
import { addressOf } from './address.ts';
import { type DevelopmentEvidence, lostWork, PATCH, paragraph, UNKNOWN_APPLICATION } from './words.ts';

type Edits = Fix['edits'];

/** Starts a server for production in place of the one for development, with what installs it. */
export function replaceServer(
  development: DevelopmentServer,
  evidence: DevelopmentEvidence,
  service: Service,
  model: Model,
): Fix | Skip {
  const { started, call } = development;
  const { server, starts } = started;
  const { command, text } = server;
  const [first] = command.words;
  const last = command.words.at(-1);
  if (!first || !last || first.start < 0) return HIDDEN;
  if (server.program === 'fastapi') return runFastapi(development, evidence, model);
  const placed = starts[0]?.commands.find((entry) => entry.command === command);
  const folder = placed?.folder ?? service.root;
  const target =
    server.program === 'django'
      ? djangoApplication(service, model, folder)
      : startedApplication(model, service, server, call, folder);
  if (!target) return UNKNOWN_APPLICATION;
  const address = addressOf(development, service, model);
  if ('skip' in address) return address;
  const guard = call ? guardOf(call, target, model) : [];
  if ('skip' in guard) return guard;
  const installs = packagesFor(target, service, model);
  if ('skip' in installs) return installs;
  const single = model.factsOf(service, 'scheduler-start').some(({ place }) => place !== 'main');
  const composed = serverFor(target, service, model, { single, installs, address, threads: 4 });
  if (typeof composed !== 'string') return composed;
  const located = locatedAs(first.value ?? '', composed);
  const quoted = command.quotes.includes("'") ? located.replaceAll("'", '"') : located;
  if ([...command.quotes].some((quote) => quoted.includes(quote))) return HIDDEN;
  const edit = editCommand(model, text, [{ start: first.start, end: last.end, text: quoted }]);
  if ('skip' in edit) return edit;
  const near = findDependency(service.dependencies, service.framework?.replace(/^django.*/, 'django') ?? '');
  const added =
    installs.length > 0
      ? addRequirements(
          model,
          service.dependencies,
          installs.map((name) => ({ name })),
          near,
        )
      : null;
  if (added && 'skip' in added) return added;
  const edits: Edits = [edit, ...guard, ...(added ? [{ path: added.path, edits: added.edits }] : [])];
  return {
    safety: 'review',
    title: PATCH,
    paragraph: paragraph(evidence, quoted, added, guard.length > 0),
    edits,
  };
}

/** A program of a virtual environment is named by its path, as the one before it was. */
function locatedAs(program: string, command: string): string {
  const folder = program.slice(0, program.lastIndexOf('/') + 1);
  if (folder === '') return command;
  const isShared = /^\/(usr\/(local\/)?)?bin\/$/.test(folder);
  return isShared && /python[\d.]*$/.test(program) ? `${program} -m ${command}` : folder + command;
}

/** `fastapi dev` becomes `fastapi run`: the same program on all interfaces, without reloading. */
function runFastapi({ started }: DevelopmentServer, evidence: DevelopmentEvidence, model: Model): Fix | Skip {
  const { command, text } = started.server;
  const word = command.words.find(({ value }) => value === 'dev');
  if (!word) return HIDDEN;
  const edit = editCommand(model, text, [
    { start: word.start, end: word.end, text: 'run' },
    ...removeFlag(text.text, command, ['--reload']),
  ]);
  if ('skip' in edit) return edit;
  return {
    safety: 'safe',
    title: PATCH,
    paragraph: paragraph(evidence, 'fastapi run', null, false),
    edits: [edit],
  };
}

/** The module of wsgi.py or asgi.py, seen from the folder of manage.py. */
function djangoApplication(service: Service, model: Model, folder: string): ApplicationPath | null {
  return folder === service.root ? targetOf(service, model, null) : null;
}

/** Keeps a server that would start on import for those who run the file; refuses where the import would lose work. */
function guardOf(
  call: NonNullable<DevelopmentServer['call']>,
  target: ApplicationPath,
  model: Model,
): Edits | Skip {
  const { path } = call.span;
  const text = model.read(path) ?? '';
  // A factory is called by the server itself.
  const isFactory = target.importString.endsWith('()');
  const made = isFactory && call.receiver ? boundBeside(model, call.receiver) : null;
  const { runsOnImport, statement, lost } = surroundingsOf(text, call.span, made?.span ?? null);
  const work = lost ?? (target.path === path ? null : workOf(text));
  if (work !== null) return lostWork(path, work);
  if (!runsOnImport) return [];
  return [{ path, edits: guardStatements(text, statement, '__name__ == "__main__"') }];
}

/** What has to be installed for a server of the right interface; nothing where one is. */
function packagesFor(target: ApplicationPath, service: Service, model: Model): string[] | Skip {
  const servers = isWsgi(target)
    ? ['gunicorn', 'waitress']
    : ['uvicorn', 'hypercorn', ...(target.importString.endsWith('()') ? [] : ['daphne'])];
  const found = servers.map((name) => presence(model, service.dependencies, name));
  if (found.includes('installed')) return [];
  const [wanted = ''] = servers;
  return found.includes('unknown')
    ? {
        skip: both(
          `what the platform installs cannot be read whole: make sure that ${wanted} is among it`,
          `ce que la plateforme installe ne se lit pas en entier : s'assurer que ${wanted} en fait partie`,
        ),
      }
    : [wanted];
}
