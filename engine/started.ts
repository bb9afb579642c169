import type { Contract } from '@unblock/platforms';
import type { ServerCall } from './facts.ts';
import { gunicornFile, gunicornSetting, mayGiveSetting } from './gunicorn.ts';
import { type Listening, listeningOf } from './listen.ts';
import type { Model, ServerCommand, Service, StartCommand } from './model.ts';
import { joinPath } from './paths.ts';
import { environmentOf } from './process-environment.ts';
import type { Finding } from './rule.ts';
import { webStarts } from './services/web.ts';

export { webStarts } from './services/web.ts';

/** A server program of a web service, with every start command that leads to it. */
export interface StartedServer {
  server: ServerCommand;
  starts: StartCommand[];
}

/** `supervisord` alone: what it starts is not known. */
const PROXIES = /(^|\/)(nginx|caddy|haproxy|envoy|traefik|supervisord)$/;

/** The server programs that start commands of a web process run, each place once. A proxy beside one makes it private. */
export function startedServers(service: Service): StartedServer[] {
  return serversOf(webStarts(service).filter((start) => !hasProxy(start)));
}

/** Whether a start command runs a proxy beside the server. */
export function hasProxy({ commands }: StartCommand): boolean {
  return commands.some(({ command }) => PROXIES.test(command.words[0]?.value ?? ''));
}

/** The server programs that start commands run, each place once. */
export function serversOf(starts: readonly StartCommand[]): StartedServer[] {
  const found = new Map<string, StartedServer>();
  for (const start of starts) {
    const { server } = start;
    if (!server) continue;
    const { path, start: place } = server.text.source;
    const key = `${path}:${place}:${server.command.start}`;
    const known = found.get(key);
    if (known) known.starts.push(start);
    else found.set(key, { server, starts: [start] });
  }
  return [...found.values()];
}

/** Whether a manifest of the service declares a variable. */
export function isDeclared(service: Service, name: string): boolean {
  return service.deployables.some(({ variables }) => variables.some((variable) => variable.name === name));
}

/** Where a started server listens by its command line; null when that cannot be told, or a configuration file says it. */
export function commandListening(
  { server, starts }: StartedServer,
  service: Service,
  model: Model,
): Listening | null {
  const flaskenv = server.program === 'flask' ? model.read(joinPath(service.root, '.flaskenv')) : null;
  const inFlaskenv = ['FLASK_RUN_HOST', 'FLASK_RUN_PORT'].filter((name) => flaskenv?.includes(name));
  const listening = listeningOf(
    server,
    new Map([
      ...inFlaskenv.map((name): [string, null] => [name, null]),
      ...environmentOf({ server, starts }, service),
    ]),
  );
  if (server.program === 'vite' && isConfigured(service, model)) return null;
  const [start] = starts;
  if (!listening || listening.hostGiven || server.program !== 'gunicorn' || !start) return listening;
  const file = gunicornFile(model, service, start, server);
  if (file === 'none') return listening;
  return file !== 'unknown' && !mayGiveSetting(model, file.path, 'bind') ? listening : null;
}

/** Whether Vite's own file may say where it listens: `preview.host`, `server.port`. https://vite.dev/config/preview-options */
function isConfigured(service: Service, model: Model): boolean {
  return ['ts', 'js', 'mjs', 'mts', 'cjs', 'cts']
    .map((extension) => model.read(joinPath(service.root, `vite.config.${extension}`)))
    .some((text) => text !== null && /\b(host|port)\b/.test(text));
}

/** The configuration file that tells a started gunicorn where to listen: not its command line. */
export function gunicornBind({ server, starts }: StartedServer, service: Service, model: Model) {
  const [start] = starts;
  if (server.program !== 'gunicorn' || !start || listeningOf(server, new Map())?.hostGiven !== false)
    return null;
  const file = gunicornFile(model, service, start, server);
  const bind = file === 'none' || file === 'unknown' ? null : gunicornSetting(model, file.path, 'bind');
  return file === 'none' || file === 'unknown' || !bind ? null : { path: file.path, bind };
}

/** The contracts of start commands, each once, in the order of the run. */
export function contractsOf(model: Model, starts: readonly StartCommand[]): Contract[] {
  return model.contracts.filter(({ id }) => starts.some(({ platforms }) => platforms.includes(id)));
}

/** Whether a program that takes `PORT` by itself finds that variable on a platform. */
export function hasPort(service: Service, contract: Contract): boolean {
  return contract.port.value.source === 'injected' || isDeclared(service, contract.port.value.variable);
}

/** What an editor underlines for a server command: the command in a script, the whole notation in a manifest. */
export function commandSpan(server: Pick<ServerCommand, 'command' | 'text'>): Finding['span'] {
  const { path, kind, start, end } = server.text.source;
  return kind === 'script' && server.command.start >= 0
    ? { path, start: server.command.start, end: server.command.end }
    : { path, start, end };
}

/** A command as it is written, for texts. */
export function written({ command }: Pick<ServerCommand, 'command'>): string {
  return command.words.map(({ raw }) => raw).join(' ');
}

/** Tells server calls of one file apart without line numbers: `app.listen in bootstrap`. */
export function callKey(call: ServerCall): string {
  return call.inFunction ? `${call.callee} in ${call.inFunction}` : call.callee;
}
