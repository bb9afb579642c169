import type { Edit } from '@unblock/codemods';
import {
  type CommandOption,
  option,
  type SimpleCommand,
  setOption,
  type Word,
} from '@unblock/codemods/shell/index';
import { DIALECTS, type Dialect } from './dialects.ts';
import { gunicornArguments } from './gunicorn.ts';
import type { ServerCommand } from './model.ts';
import type { Environment } from './process-environment.ts';
import { hasUwsgiFile } from './services/uwsgi.ts';

/** Where a server command listens. `null` values hold a shell expansion, which is not followed. */
export interface Listening {
  host: string | null;
  port: string | null;
  /** The option or word stands in the command; otherwise the value is the program's default. */
  hostGiven: boolean;
  portGiven: boolean;
  /** The program itself takes `PORT` on all interfaces when nothing is given. */
  readsPort: boolean;
  /** The variable that gives the host or the port, as it is set: `UVICORN_PORT=8000`; null where none does. One may give both. */
  hostSetting: string | null;
  portSetting: string | null;
}

/**
 * Where a server command listens; null when the program is not known, or listens on a socket or by configuration file.
 *
 * @param environment what is set for it, besides what stands before the command itself.
 */
export function listeningOf(server: ServerCommand, environment: Environment): Listening | null {
  const dialect = DIALECTS[server.program];
  const { command } = server;
  if (!dialect || option(command, dialect.elsewhere ?? [])) return null;
  const set = new Map([
    ...command.assignments.map(({ name, value }): [string, string | null] => [name, value]),
    ...environment,
  ]);
  const own = boundAddress(command, dialect);
  const added = own ? null : boundByOptions(set, dialect);
  const bound = own ?? added;
  if (bound === 'elsewhere' || (dialect.hasNoDefault && (!bound || hasUwsgiFile(command)))) return null;
  const { development } = dialect;
  const isDevelopment = development && command.words.some(({ value }) => value === development.word);
  const host = dialect.host ? option(command, dialect.host) : null;
  const port = dialect.port ? option(command, dialect.port) : null;
  if (dialect.plainPort && port?.value && !/^\d+$/.test(port.value)) return null;
  const setting = (names: readonly string[] = []) => names.find((name) => set.has(name)) ?? null;
  const hostName = bound || host ? null : setting(dialect.hostVariables);
  const portName = bound || port ? null : setting(dialect.portVariables);
  const byOptions = added && dialect.options ? assignment(dialect.options, set) : null;
  const defaultHost = isDevelopment ? development.defaultHost : dialect.defaultHost;
  return {
    host: bound ? bound.host : host ? host.value : hostName ? (set.get(hostName) ?? null) : defaultHost,
    port: bound
      ? bound.port
      : port
        ? port.value
        : portName
          ? (set.get(portName) ?? null)
          : String(dialect.defaultPort),
    hostGiven: (bound ?? host ?? hostName) !== null,
    portGiven: (bound ?? port ?? portName) !== null,
    readsPort: dialect.readsPort === true,
    hostSetting: byOptions ?? (hostName && assignment(hostName, set)),
    portSetting: byOptions ?? (portName && assignment(portName, set)),
  };
}

function boundByOptions(set: Environment, dialect: Dialect): Bound | 'elsewhere' | null {
  const value = dialect.options ? set.get(dialect.options) : null;
  const options = value ? gunicornArguments(value) : null;
  return options && boundAddress(options, dialect);
}

/** A variable as a shell sets it. */
function assignment(name: string, set: Environment): string {
  const value = set.get(name) ?? '';
  return `${name}=${/^[\w.:/-]*$/.test(value) ? value : `"${value}"`}`;
}

/** Edits of the command's text that make it listen elsewhere; null when the place is hidden or the form is not known. */
export function setListening(server: ServerCommand, host: string | null, port: string | null): Edit[] | null {
  const dialect = DIALECTS[server.program];
  const { command, text } = server;
  if (!dialect || command.start < 0 || command.words.some(({ start }) => start < 0)) return null;
  const bound = boundAddress(command, dialect);
  if (bound === 'elsewhere') return null;
  if (bound || (dialect.bind && !dialect.host) || dialect.positionalAfter) {
    const address = `${host ?? bound?.rawHost ?? dialect.defaultHost}:${port ?? bound?.rawPort ?? dialect.defaultPort}`;
    if (!bound)
      return dialect.bind
        ? setOption(text.text, command, dialect.bind, address)
        : appendWord(server, address);
    return bound.start < 0 ? null : [{ start: bound.start, end: bound.end, text: address }];
  }
  return [
    ...(host && dialect.host ? setOne(server, dialect.host, dialect.hostVariables, host) : []),
    ...(port && dialect.port ? setOne(server, dialect.port, dialect.portVariables, port) : []),
  ];
}

/** Sets an option, or the variable in front of the command that stands for it. An option wins over any other variable. */
function setOne(
  { command, text }: ServerCommand,
  names: readonly string[],
  variables: readonly string[] = [],
  value: string,
): Edit[] {
  const place = command.assignments.find(({ name, start }) => variables.includes(name) && start >= 0);
  return place && !option(command, names)
    ? [{ start: place.start, end: place.end, text: `${place.name}=${value}` }]
    : setOption(text.text, command, names, value);
}

interface Bound {
  host: string | null;
  port: string | null;
  rawHost: string;
  rawPort: string;
  start: number;
  end: number;
}

function boundAddress(command: SimpleCommand, dialect: Dialect): Bound | 'elsewhere' | null {
  const found = dialect.bind ? option(command, dialect.bind) : positional(command, dialect);
  if (!found) return null;
  // It then listens in several places.
  if (dialect.bind && command.words.filter(isOneOf(dialect.bind)).length > 1) return 'elsewhere';
  const raw = found.raw.replace(/^["']|["']$/g, '');
  if (/^(unix:|fd:|\/)/.test(raw)) return 'elsewhere';
  const colon = raw.startsWith('[') ? raw.indexOf(']:') + 1 : raw.search(/:(?![-+?=])/);
  const [host, port] =
    colon > 0
      ? [raw.slice(0, colon), raw.slice(colon + 1)]
      : colon === 0
        ? ['0.0.0.0', raw.slice(1)]
        : hostOrPort(raw, dialect);
  const plain = (text: string) => (found.value === null && text.includes('$') ? null : text);
  return {
    host: plain(host),
    port: plain(port),
    // `:8000` stays as short as it is.
    rawHost: colon === 0 ? '' : host,
    rawPort: port,
    start: found.start,
    end: found.end,
  };
}

function isOneOf(names: readonly string[]): (word: Word) => boolean {
  return ({ raw }) => names.some((name) => raw === name || raw.startsWith(`${name}=`));
}

function hostOrPort(raw: string, dialect: Dialect): [string, string] {
  return /^\d+$/.test(raw) || raw.startsWith('$')
    ? [dialect.defaultHost, raw]
    : [raw, String(dialect.defaultPort)];
}

function positional(
  { words }: SimpleCommand,
  dialect: Dialect,
): Pick<CommandOption, 'value' | 'raw' | 'start' | 'end'> | null {
  const at = words.findIndex(({ value }) => value === dialect.positionalAfter);
  const word: Word | undefined =
    at < 0 ? undefined : words.slice(at + 1).find(({ raw }) => !raw.startsWith('-'));
  return word ?? null;
}

function appendWord(server: ServerCommand, word: string): Edit[] | null {
  const last = server.command.words.at(-1);
  return last && last.start >= 0 ? [{ start: last.end, end: last.end, text: ` ${word}` }] : null;
}
