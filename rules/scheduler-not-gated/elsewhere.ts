import type { Model, Service } from '@unblock/engine';
import { listingsOf } from '@unblock/engine/services/beside';

/** What would run the schedule once the web process does not. */
export interface Runner {
  /** A manifest already starts a process with `RUN_SCHEDULER=true`. */
  declared: boolean;
  /** A file that starts the application without HTTP, for such a process. */
  entry: string | null;
  /** Node: once the schedule is gated, the missing process is a finding of its own. */
  told: boolean;
}

export function runnerOf(service: Service, model: Model): Runner {
  const deployables = model.services.flatMap((entry) => entry.deployables);
  const declared = deployables.some(
    ({ variables, start }) =>
      variables.some(({ name, value }) => name === 'RUN_SCHEDULER' && value?.toLowerCase() === 'true') ||
      /\bRUN_SCHEDULER=["']?true\b/i.test(start?.text ?? ''),
  );
  const context = model.factsOf(service, 'nest-application').find(({ web }) => !web);
  const told = service.language === 'node' && (!context || listingsOf(service, model).length > 0);
  return { declared, entry: context?.span.path ?? null, told };
}
