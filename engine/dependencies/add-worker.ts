import type { Edit } from '@unblock/codemods';
import type { Model, Service } from '../model.ts';
import type { Skip } from '../rule.ts';
import { both } from '../text.ts';
import { addRequirements } from './add.ts';
import { findDependency } from './dependencies.ts';
import { presence } from './installed.ts';

/** The edits that have packages installed, none where they are; the requirements as written, and their file. */
export interface AddedServer {
  edits: { path: string; edits: Edit[] }[];
  written: string[];
  path: string;
}

/**
 * Has `uvicorn-worker` installed, which brings the worker class, with the uvicorn and gunicorn it works with where those
 * are missing too.
 */
export function addUvicornWorker(service: Service, model: Model): AddedServer | Skip {
  return addServer('uvicorn-worker', ['gunicorn', 'uvicorn'], service, model);
}

/**
 * Has a server package installed; where it has to be added, what it works with is added too, as far as it is missing.
 * Refuses where nobody can tell whether it is there, and where a lock file would no longer match.
 */
export function addServer(
  name: string,
  companions: readonly string[],
  service: Service,
  model: Model,
): AddedServer | Skip {
  const { dependencies } = service;
  const state = presence(model, dependencies, name);
  if (state === 'installed') return { edits: [], written: [], path: '' };
  if (state === 'unknown') {
    const path = dependencies.manifest?.path;
    return {
      skip: both(
        `${path ?? 'nothing'} does not tell whether ${name} is installed: add it together with the change of the command`,
        `${path ?? 'rien'} ne dit pas si ${name} est installé : l'ajouter en même temps que la commande change`,
      ),
    };
  }
  const near = ['uvicorn', 'gunicorn', service.framework ?? '']
    .map((entry) => findDependency(dependencies, entry))
    .find((entry) => entry !== undefined && entry.path !== '');
  const missing = companions.filter((entry) => presence(model, dependencies, entry) === 'absent');
  const wanted = [...missing, name].map((entry) => ({
    name: entry,
    extras: entry === 'uvicorn' ? ['standard'] : [],
  }));
  const added = addRequirements(model, dependencies, wanted, near);
  if ('skip' in added) return added;
  return {
    edits: [{ path: added.path, edits: added.edits }],
    written: added.written,
    path: added.path,
  };
}
