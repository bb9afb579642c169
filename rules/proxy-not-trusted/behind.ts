import type { Model, Service, StartCommand } from '@unblock/engine';
import { gunicornFile, gunicornSetting } from '@unblock/engine/gunicorn';
import { webStarts } from '@unblock/engine/services/web';
import { contractsOf, hasProxy, isDeclared } from '@unblock/engine/started';
import type { Contract, Deployable } from '@unblock/platforms';

/** A contract whose proxy stands in front of a service that a known server runs. */
export interface Behind {
  contract: Contract & { proxy: NonNullable<Contract['proxy']> };
  start: StartCommand;
  /** The platform's own manifest of the web process. */
  deployable: Deployable | null;
  /** The platform runs an image, and sets no variables of a language. */
  isImage: boolean;
  /** The server takes the scheme, and uvicorn the client's address, from the proxy's headers. */
  isTrusted: boolean;
}

/** Servers whose treatment of the proxy's headers is known. */
const SERVERS = ['gunicorn', 'uvicorn', 'fastapi', 'python', 'flask', 'waitress', 'django'];
const OPTIONS = /forwarded|proxy|secure[-_]scheme|trusted/i;

/** The platforms on which the service is reached through their proxy only; none where a server or a start is not known. */
export function behindProxies(service: Service, model: Model): Behind[] {
  return behindBy(service, model, isKnown);
}

/** The same of a service that node runs. */
export function nodeBehindProxies(service: Service, model: Model): Behind[] {
  return behindBy(service, model, ({ server }) => server?.program === 'node');
}

function behindBy(service: Service, model: Model, isKnown: (start: StartCommand) => boolean): Behind[] {
  const starts = webStarts(service);
  return contractsOf(model, starts).flatMap((contract): Behind[] => {
    const own = starts.filter(({ platforms }) => platforms.includes(contract.id));
    const [start] = own;
    if (!contract.proxy || !start || own.some((entry) => hasProxy(entry) || !isKnown(entry))) return [];
    const deployables = service.deployables.filter(
      ({ platform, role }) => platform === contract.id && role === 'web',
    );
    const isImage =
      start.command.source.kind === 'Dockerfile' || deployables.some(({ dockerfile }) => dockerfile !== null);
    const isTrusted =
      (contract.proxy.value.isTrusted === true && !isImage) ||
      own.some((entry) => trusts(entry, service, model));
    const [deployable = null, other] = deployables;
    return [
      {
        contract: { ...contract, proxy: contract.proxy },
        start,
        deployable: other ? null : deployable,
        isImage,
        isTrusted,
      },
    ];
  });
}

function isKnown({ server }: StartCommand): boolean {
  return server !== null && SERVERS.includes(server.program);
}

/** Whether a command, a variable or a configuration file says anything of proxies: then somebody has thought of it. */
function trusts(start: StartCommand, service: Service, model: Model): boolean {
  const { server, commands } = start;
  if (!server || isDeclared(service, 'FORWARDED_ALLOW_IPS')) return true;
  const isSaid = commands.some(({ command }) =>
    [...command.words.map(({ raw }) => raw), ...command.assignments.map(({ name }) => name)].some((text) =>
      OPTIONS.test(text),
    ),
  );
  if (isSaid || server.program !== 'gunicorn') return isSaid;
  const file = gunicornFile(model, service, start, server);
  if (file === 'none') return false;
  return file === 'unknown' || gunicornSetting(model, file.path, 'forwarded_allow_ips') !== null;
}
