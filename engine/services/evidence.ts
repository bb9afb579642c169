import type { Span } from '../facts.ts';
import type { Model, Service } from '../model.ts';

/** What shows that a service is there when no manifest does: its application object, else what it installs. */
export function evidenceOf(service: Service, model: Model): Span {
  const applications = model.factsOf(service, 'application');
  const main = service.application?.object ?? listening(service, model) ?? applications[0];
  if (main) return main.span;
  const path = service.dependencies.manifest?.path ?? service.files[0] ?? '';
  return { path, start: 0, end: 0 };
}

/** In Node a router can be an application of its own: the one of the file that is started, or that listens, holds them. */
function listening(service: Service, model: Model): { span: Span } | null {
  const applications = model.factsOf(service, 'application');
  const calls = model.factsOf(service, 'server-call').filter((call) => model.serverApi(call) !== null);
  const started = service.starts.flatMap(({ server }) => server?.entry ?? []);
  for (const path of [...started, ...calls.map(({ span }) => span.path)]) {
    const found = [...applications, ...calls].find(({ span }) => span.path === path);
    if (found) return found;
  }
  return null;
}
