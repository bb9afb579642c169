import type { DeclaredVariable, Deployable } from '@unblock/platforms';
import type { ServerCommand, Service, StartCommand } from './model.ts';
import { setBy } from './services/start.ts';

/** The variables of a process: their literal values, null where a value is not known. */
export type Environment = ReadonlyMap<string, string | null>;

/**
 * What files of the repository set for a started server: its image, its manifest, what commands in front of it export, and
 * what stands before the command itself. The later one wins.
 */
export function environmentOf(
  { server, starts }: { server: ServerCommand; starts: readonly StartCommand[] },
  service: Pick<Service, 'deployables'>,
): Environment {
  const paths = starts.map(({ command }) => command.source.path);
  const own = service.deployables.filter(
    ({ path, dockerfile }) => paths.includes(path) || (dockerfile !== null && paths.includes(dockerfile)),
  );
  const images = service.deployables.filter(
    (image) => image.kind === 'Dockerfile' && own.some(({ dockerfile }) => dockerfile === image.path),
  );
  const before = starts.flatMap(({ commands }) => commands.flatMap(({ command }) => setBy(command)));
  const others = service.deployables.filter((other) => !own.includes(other) && !images.includes(other));
  const environment = new Map<string, string | null>();
  for (const { name } of variablesOf(others)) environment.set(name, null);
  for (const layer of [
    variablesOf(images),
    variablesOf(own.filter((deployable) => !images.includes(deployable))),
    before,
    server.command.assignments,
  ])
    for (const [name, value] of valuesIn(layer)) environment.set(name, value);
  return environment;
}

function variablesOf(deployables: readonly Deployable[]): DeclaredVariable[] {
  return deployables.flatMap(({ variables }) => variables);
}

/** Two values of one name leave it open; so does what a shell puts in. */
function valuesIn(layer: readonly DeclaredVariable[]): Environment {
  const values = new Map<string, string | null>();
  for (const { name, value } of layer) {
    const known = value?.includes('$') ? null : value;
    values.set(name, values.has(name) && values.get(name) !== known ? null : known);
  }
  return values;
}
