import type { Span } from '../facts.ts';
import type { Model, Service } from '../model.ts';

/** What shows that a service is there when no manifest does: its application object, else what it installs. */
export function evidenceOf(service: Service, model: Model): Span {
  const applications = model.factsOf(service, 'application');
  const chosen =
    applications.find(({ span }) => span.path === service.application?.path) ?? applications[0] ?? null;
  if (chosen) return chosen.span;
  const path = service.dependencies.manifest?.path ?? service.files[0] ?? '';
  return { path, start: 0, end: 0 };
}
