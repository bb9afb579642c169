import type { Model, Service, StartCommand } from '../model.ts';
import { joinPath } from '../paths.ts';
import { applicationFile } from '../services/application-file.ts';
import { webStarts } from '../services/web.ts';
import { loadedFiles, packagesOf } from './loaded.ts';

/** Files Django runs by convention, without an import that names them. */
const DJANGO = /(^|\/)(apps|urls|models|views|wsgi|asgi|admin|signals)\.py$/;

/** The files that run in the web process: what its start command loads, and all that those import. */
export function webFiles(model: Model, service: Service): Set<string> {
  const all = WEB_FILES.get(model) ?? new Map<Service, Set<string>>();
  WEB_FILES.set(model, all);
  const known = all.get(service) ?? loadedFiles(model, entriesOf(model, service), 'all');
  all.set(service, known);
  return new Set(known);
}

/** Many rules ask for the files of the same web process. */
const WEB_FILES = new WeakMap<Model, Map<Service, Set<string>>>();

function entriesOf(model: Model, service: Service): string[] {
  const started = webStarts(service).flatMap((start) => entryOf(model, start));
  const django = service.framework === 'django' ? service.files.filter((path) => DJANGO.test(path)) : [];
  if (started.length > 0 || django.length > 0) return [...started, ...django];
  if (service.application) return [service.application.path];
  return model.factsOf(service, 'application').map(({ span }) => span.path);
}

/** The file that a start command loads first, with the packages around it; none where it starts no Python file of the repository. */
export function entryOf(model: Model, { server, commands }: StartCommand): string[] {
  if (!server) return [];
  if (server.entry) return [server.entry];
  const module = server.application?.split(':')[0]?.replace(/\(.*$/, '');
  if (!module) return [];
  const folder = commands.find(({ command }) => command === server.command)?.folder ?? '';
  const target =
    applicationFile(model.paths, server, folder) ??
    model.locate(joinPath(folder, 'start.py'), module.replace(/\.py$/, ''));
  return target ? [target, ...packagesOf(model, target, module)] : [];
}
