import type { Model, Service } from '@unblock/engine';
import { loadedFiles } from '@unblock/engine/python/loaded';
import { contractsOf } from '@unblock/engine/started';
import type { Contract } from '@unblock/platforms';

/** Code that hears of the end by itself, or leaves it to a library. */
const HEARS =
  /SIGTERM|SIGINT|enableShutdownHooks|close-with-grace|@godaddy\/terminus|createTerminus|exit-hook|lightship/;
/** Code that does something on SIGTERM. */
const WAITS = /process\.(on|once)\(\s*['"`]SIGTERM|enableShutdownHooks\(|closeWithGrace\(|createTerminus\(/;

/** The ECMAScript files that the start commands of a service load. */
export function startedFiles(service: Service, model: Model): string[] {
  const entries = service.starts.flatMap(({ server }) => server?.entry ?? []);
  return [...loadedFiles(model, entries, 'all')].filter((path) => /\.[cm]?[jt]s$/.test(path));
}

/** The ECMAScript files of a service whose text matches: nothing is parsed for that. */
export function filesWith(pattern: RegExp, service: Service, model: Model): string[] {
  return service.files.filter((path) => /\.[cm]?[jt]s$/.test(path) && pattern.test(model.read(path) ?? ''));
}

/** Whether any code of a service hears that the process is to end. */
export function hearsSignal(service: Service, model: Model): boolean {
  return service.files.some((path) => HEARS.test(model.read(path) ?? ''));
}

/** Whether code that is started does something on SIGTERM. */
export function waitsForSignal(model: Model, files: readonly string[]): boolean {
  return files.some((path) => WAITS.test(model.read(path) ?? ''));
}

/** The contracts under which the service runs as a process that stays. */
export function servedOn(service: Service, model: Model): Contract[] {
  return contractsOf(model, service.starts).filter(({ runs }) => runs.value === 'server');
}
