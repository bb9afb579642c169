import { option, type SimpleCommand } from '@unblock/codemods/shell/index';
import type { ServerCall } from '../facts.ts';
import type { Model, ServerCommand, Service } from '../model.ts';
import { joinPath } from '../paths.ts';
import { boundBeside } from '../python/bound.ts';
import { targetOf } from '../python/names.ts';
import { type ApplicationPath, importPath } from './application.ts';
import { type NamedApplication, namedApplications } from './bound-application.ts';

/**
 * The application that a start command serves, as another server would import it from the same folder; null where that is
 * not proved.
 *
 * @param call the server call of the file that the command runs; null for a program that is given the application.
 * @param folder the folder in which the command runs.
 */
export function startedApplication(
  model: Model,
  service: Service,
  server: ServerCommand,
  call: ServerCall | null,
  folder: string,
): ApplicationPath | null {
  const found = call ? calledOn(model, service, call) : flaskApplication(model, service, server, folder);
  if (!found || (folder && !found.path.startsWith(`${folder}/`))) return null;
  const locate = (module: string) => model.locate(found.path, module);
  return importPath(found, folder, model.module(found.path), locate);
}

/** The application whose `run` is called: by the name it has there, or the factory that made it beside the call. */
function calledOn(model: Model, service: Service, call: ServerCall): NamedApplication | null {
  const { receiver, span } = call;
  if (receiver?.kind !== 'name') return null;
  const named = receiver.local
    ? []
    : namedIn(model, service, span.path).filter(
        ({ name, isFactory }) => name === receiver.name && !isFactory,
      );
  if (named.length > 0) return named.length === 1 ? (named[0] ?? null) : null;
  const bound = boundBeside(model, receiver);
  const isPlain = bound?.kind === 'call' && bound.arguments.length + Object.keys(bound.keywords).length === 0;
  if (!isPlain || bound.callee.kind !== 'name') return null;
  const target = targetOf(model, span.path, bound.callee.name);
  if (target?.kind !== 'definition') return null;
  return (
    namedIn(model, service, target.path).find(({ name, isFactory }) => isFactory && name === target.name) ??
    null
  );
}

/**
 * What `flask run` serves: the application it is given, else that of wsgi.py or app.py; in it `app` or
 * `application`, the only object, or the factory `create_app`.
 * https://flask.palletsprojects.com/en/stable/cli/#application-discovery
 */
function flaskApplication(
  model: Model,
  service: Service,
  server: ServerCommand,
  folder: string,
): NamedApplication | null {
  const given = server.application;
  // It is named, by a value that nothing here tells.
  if (given === null && isNamed(service, server.command)) return null;
  const [module = '', object = ''] = given?.split(':') ?? [];
  const bare = module.replace(/\.py$/, '');
  const stem = module.endsWith('.py') ? bare : bare.replaceAll('.', '/');
  const stems = given === null ? ['wsgi', 'app'] : [stem];
  const path = stems
    .flatMap((name) => [`${name}.py`, `${name}/__init__.py`])
    .map((name) => joinPath(folder, name))
    .find((name) => model.paths.has(name));
  if (!path || /\((?!\))/.test(object)) return null;
  const named = namedIn(model, service, path);
  const wanted = object.replace('()', '');
  if (wanted) return named.find(({ name }) => name === wanted) ?? null;
  const objects = named.filter(({ isFactory }) => !isFactory);
  const usual =
    objects.find(({ name }) => name === 'app') ?? objects.find(({ name }) => name === 'application');
  if (usual) return usual;
  if (objects.length > 0) return objects.length === 1 ? (objects[0] ?? null) : null;
  return named.find(({ name }) => /^(create_app|make_app)$/.test(name)) ?? null;
}

function isNamed(service: Service, command: SimpleCommand): boolean {
  const variables = [...service.deployables.flatMap((own) => own.variables), ...command.assignments];
  return option(command, ['--app', '-A']) !== null || variables.some(({ name }) => name === 'FLASK_APP');
}

function namedIn(model: Model, service: Service, path: string): NamedApplication[] {
  const applications = model.factsOf(service, 'application').filter(({ flow }) => !flow.conditional);
  return namedApplications(model, service.root, service.files, applications, new Set([path])).filter(
    (entry) => entry.path === path,
  );
}
