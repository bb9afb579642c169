import type { Model, Service } from '../model.ts';

/** Variables that let a process do gated work: one process has to have them, or nothing does the work. */
const SWITCHES: readonly string[] = ['RUN_SCHEDULER', 'RUN_WORKER'];

/** The switches that a service reads and that no manifest sets for any process. */
export function openSwitches(service: Service, model: Model): string[] {
  const reads = model.factsOf(service, 'environment-read');
  const processes = model.services.flatMap(({ deployables }) => deployables);
  return SWITCHES.filter((name) => {
    const isSet = processes.some(
      ({ variables, start }) =>
        variables.some((variable) => variable.name === name) || start?.text.includes(`${name}=`),
    );
    return !isSet && reads.some((read) => read.name === name);
  });
}
