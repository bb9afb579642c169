import type { Service, StartCommand } from '../model.ts';

/** The start commands of the web process: those of manifests that call it web, and those that no manifest places. */
export function webStarts(service: Service): StartCommand[] {
  return service.starts.filter((start) => {
    const { path, start: from } = start.command.source;
    const deployable = service.deployables.find(
      (entry) => entry.start?.source.path === path && entry.start.source.start === from,
    );
    return !deployable || deployable.role === 'web';
  });
}
