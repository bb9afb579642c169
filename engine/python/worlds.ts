import type { DeclaredVariable } from '@unblock/platforms';
import type { Model, Service } from '../model.ts';
import { environmentOf } from '../process-environment.ts';
import { startedServers } from '../started.ts';
import { isGiven } from '../variables.ts';

/** What the environment of a process may give the variables by which code chooses its configuration. */
export interface World {
  /** The value of a variable: undefined where nobody sets it, null where it is not known. */
  variable(name: string): string | null | undefined;
  /** Nothing but what manifests and start commands say is set. */
  isBare: boolean;
}

/** Values by which people name production: `production`, `ProductionConfig`, `config.ProdConfig`. */
const PRODUCTION = /^([\w.]*[._])?prod(uction)?([._]?(config|settings|configuration))?$/i;

/**
 * The worlds that production may be: what manifests and commands declare; and, for what they do not, either nothing or a
 * value that the code itself knows for production.
 *
 * @param texts what the code compares with, or looks up by.
 */
export function worldsOf(service: Service, texts: Iterable<string>): World[] {
  const servers = startedServers(service);
  const declared = service.deployables.flatMap(({ variables }) => variables);
  const environments: ReadonlyMap<string, string | null>[] =
    servers.length > 0
      ? servers.map((server) => environmentOf(server, service))
      : [new Map(declared.map(({ name, value }) => [name, value]))];
  const named = [...new Set(texts)].filter((text) => PRODUCTION.test(text)).sort();
  return environments.flatMap((environment) =>
    [null, ...named].map((text) => ({
      isBare: text === null,
      variable: (name: string) => {
        const own = environment.get(name) ?? declaredFor(name, declared);
        const known = own ?? (isGiven(name) ? null : text);
        // What the platform gives by itself is set, to a value that is not known here.
        return known ?? (environment.has(name) || isGiven(name) ? null : undefined);
      },
    })),
  );
}

/** What another manifest says of production: which of them holds here is not known, but none says anything else of it. */
function declaredFor(name: string, declared: readonly DeclaredVariable[]): string | null {
  const values = declared.flatMap((one) => (one.name === name && one.value !== null ? [one.value] : []));
  const named = new Set(values.filter((value) => PRODUCTION.test(value)));
  const [only] = named;
  return only !== undefined && named.size === 1 ? only : null;
}

/** Every text in a file's code that may be such a value. */
export function productionTexts(model: Pick<Model, 'read'>, paths: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const path of paths)
    for (const [, text] of (model.read(path) ?? '').matchAll(/["']([\w.]*prod[\w.]*)["']/gi))
      if (text && PRODUCTION.test(text)) found.add(text);
  return found;
}
