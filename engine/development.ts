import { escaped } from './escaped.ts';
import type { ServerCall } from './facts.ts';
import type { Model, Service, StartCommand } from './model.ts';
import { boundBeside } from './python/bound.ts';
import { receiverOf } from './server-api.ts';
import { COMPOSE } from './services/compose-command.ts';
import { isMountedOver } from './services/compose-mounts.ts';
import { PRODUCTION_SERVER } from './services/production-servers.ts';
import { startScript } from './services/start-script.ts';
import { contractsOf, type StartedServer, startedServers } from './started.ts';

/** A start command that serves production with a server made for development. */
export interface DevelopmentServer {
  started: StartedServer;
  /** `server`: the program itself; `call`: the file it runs ends in a server of its framework. */
  call: ServerCall | null;
}

/**
 * The start commands of a web service that run `flask run`, `manage.py runserver`, `fastapi dev`, or a file that ends in
 * Flask's `app.run()`. A Dockerfile beside which something else serves production is one for development.
 */
export function developmentServers(service: Service, model: Model): DevelopmentServer[] {
  if (service.language !== 'python' || service.role !== 'web') return [];
  return startedServers(service).flatMap((started): DevelopmentServer[] => {
    if (!serves(started) || isForDevelopment(started, service, model)) return [];
    const { server } = started;
    switch (server.program) {
      case 'flask':
        return [{ started, call: null }];
      case 'django':
        return server.entry !== null && model.paths.has(server.entry) ? [{ started, call: null }] : [];
      case 'fastapi':
        return server.command.words.some(({ value }) => value === 'dev') ? [{ started, call: null }] : [];
      case 'python': {
        const call = servingCall(started, service, model);
        return call ? [{ started, call }] : [];
      }
      default:
        return [];
    }
  });
}

/** `flask run --help` and a server in the background serve nothing. */
function serves({ server, starts }: StartedServer): boolean {
  const { commands } = starts[0] ?? { commands: [] };
  const next = commands[commands.findIndex(({ command }) => command === server.command) + 1];
  return next?.command.operator !== '&';
}

/** The one call of the started file that serves: Flask's own server, and no other beside it. */
function servingCall(started: StartedServer, service: Service, model: Model): ServerCall | null {
  const { entry } = started.server;
  const calls = model
    .factsOf(service, 'server-call')
    .filter((call) => call.span.path === entry && (model.serverApi(call) !== null || isFlask(call, model)));
  const [call] = calls;
  if (!call || calls.length > 1 || !isFlask(call, model) || isHandedOver(call, model)) return null;
  const contracts = contractsOf(model, started.starts);
  return model.reachedUnder(service, call).some((contract) => contracts.includes(contract)) ? call : null;
}

/** Whether the receiver is a Flask application: by its name, or by what the block around the call binds to it. */
function isFlask(call: ServerCall, model: Model): boolean {
  const bound = call.receiver && boundBeside(model, call.receiver);
  const maker = receiverOf(model, call) ?? (bound && model.producer(bound));
  return maker?.module === 'flask' && maker.name === 'Flask';
}

/** Its function is handed to a thread or another caller: the file does something else beside serving. */
function isHandedOver({ span, flow }: ServerCall, model: Model): boolean {
  const text = model.read(span.path) ?? '';
  return flow.within.some((name) => new RegExp(`(?<!def\\s+)\\b${escaped(name)}\\b(?!\\s*\\()`).test(text));
}

/** A Dockerfile beside which another file says how production starts. */
export function isForDevelopment({ starts }: StartedServer, service: Service, model: Model): boolean {
  const images = starts.map(({ command }) => command.source).filter(({ kind }) => kind === 'Dockerfile');
  if (images.length < starts.length) return false;
  if (startScript(service, model) !== null || isDevelopmentImage(starts, model)) return true;
  return images.some(
    ({ path }) =>
      hasProductionTwin(path, model) ||
      startsOtherwise(path, service) ||
      [...model.paths].some(
        (other) => COMPOSE.test(other) && PRODUCTION_SERVER.test(model.read(other) ?? ''),
      ),
  );
}

/** Whether start commands stand in images alone that a compose file lays the source over, and no hosted platform builds them. */
export function isDevelopmentImage(starts: readonly StartCommand[], model: Model): boolean {
  const isHosted = contractsOf(model, starts).some(({ publicHost }) => publicHost.value.suffixes.length > 0);
  return (
    !isHosted &&
    starts.length > 0 &&
    starts.every(
      ({ command: { source } }) => source.kind === 'Dockerfile' && isMountedOver(source.path, model),
    )
  );
}

/**
 * Whether a server call is the entry of whoever works on the code: a main block that asks for reloading, in a file that no
 * start command runs.
 */
export function isDevelopmentEntry(call: ServerCall, service: Service, model: Model): boolean {
  const value = call.mainOnly && call.reload ? model.resolve(call.reload) : null;
  return (
    value?.kind === 'literal' &&
    (value.value === true || value.value === 1) &&
    service.starts.every(({ server }) => server?.entry !== call.span.path)
  );
}

/** `Dockerfile.prod` beside `Dockerfile`. */
function hasProductionTwin(path: string, model: Model): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return [...model.paths].some(
    (other) =>
      other !== path &&
      other.startsWith(folder) &&
      /^(Dockerfile[.\w-]*prod[\w.-]*|[\w.-]*prod[\w.-]*\.Dockerfile)$/i.test(other.slice(folder.length)),
  );
}

/** An image of `dev/Dockerfile` with `prod/Dockerfile` beside that folder. */
export function isInDevelopmentFolder({ command: { source } }: StartCommand, model: Model): boolean {
  const [, around] = /^(.*\/|)(?:dev|development|local)\/Dockerfile$/.exec(source.path) ?? [];
  if (source.kind !== 'Dockerfile' || around === undefined) return false;
  return ['prod', 'production'].some((name) => model.paths.has(`${around}${name}/Dockerfile`));
}

/** Another manifest of the service starts a server for production. */
function startsOtherwise(path: string, service: Service): boolean {
  return service.deployables.some(
    (other) => other.path !== path && other.role === 'web' && PRODUCTION_SERVER.test(other.start?.text ?? ''),
  );
}
