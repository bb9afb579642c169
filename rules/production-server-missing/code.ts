import { type Dependency, findDependency, type Model, type ServerCall, type Service } from '@unblock/engine';
import { presence } from '@unblock/engine/dependencies/installed';
import { isBesideDeployed } from '@unblock/engine/services/beside-deployed';
import { keptCommand } from '@unblock/engine/services/kept-command';
import { SERVER_PACKAGES } from '@unblock/engine/services/production-servers';
import { hasOwnPrograms } from '@unblock/engine/services/programs';
import { contractsWithoutStart, hasUnreadStart } from '@unblock/engine/services/undescribed';

/** Frameworks that need a server program, and the interface they speak. */
const FRAMEWORKS: Readonly<Record<string, 'wsgi' | 'asgi'>> = {
  flask: 'wsgi',
  django: 'wsgi',
  fastapi: 'asgi',
  starlette: 'asgi',
  litestar: 'asgi',
};

/** A service for which nothing decided how to start it. */
export interface Undecided {
  framework: string;
  /** Where its framework or server is declared. */
  near: Dependency;
  /** The development server in the code that supervises nothing; null where no server is installed at all. */
  launcher: ServerCall | null;
  missing: string[];
}

/**
 * A framework without any production server, or with uvicorn alone and nothing but the call in the code to start it.
 * Null where a manifest says how it is started: what that command lacks is another question.
 */
export function undecided(service: Service, model: Model): Undecided | null {
  const framework = service.framework?.replace(/^django.*/, 'django') ?? '';
  const kind = FRAMEWORKS[framework];
  const { dependencies } = service;
  const near = findDependency(dependencies, framework);
  if (!kind || !near || near.path === '' || !dependencies.complete || service.role !== 'web') return null;
  if (service.starts.length > 0 || service.deployables.length > 0 || hasUnreadStart(service, model))
    return null;
  // Files of the platform start other services: this one may not be meant for it.
  const open = contractsWithoutStart(service, model);
  if (isBesideDeployed(service, model) || (open.length > 0 && open.every(({ isLeftOut }) => isLeftOut)))
    return null;
  const present = SERVER_PACKAGES.filter((name) => presence(model, dependencies, name) !== 'absent');
  if (present.length === 0 && !hasOwnPrograms(service, model))
    return { framework, near, launcher: null, missing: [kind === 'wsgi' ? 'gunicorn' : 'uvicorn'] };
  const uvicorn = findDependency(dependencies, 'uvicorn');
  const launcher = model
    .factsOf(service, 'server-call')
    .find((call) => model.serverApi(call) === 'uvicorn' && model.reachedUnder(service, call).length > 0);
  // A command that the author keeps is the one that a manifest takes over: it supervises or not as it says.
  if (keptCommand(service, model)?.script) return null;
  // Supervision is for an application that a server can import.
  if (kind === 'wsgi' || !uvicorn?.path || !launcher || !service.application || present.join() !== 'uvicorn')
    return null;
  return { framework, near: uvicorn, launcher, missing: ['gunicorn', 'uvicorn-worker'] };
}
