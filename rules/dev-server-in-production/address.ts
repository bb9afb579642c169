import { both, type Expression, type Model, type Service, type Skip, type Value } from '@unblock/engine';
import type { DevelopmentServer } from '@unblock/engine/development';
import { boundBeside } from '@unblock/engine/python/bound';
import { commandListening, contractsOf } from '@unblock/engine/started';

/** Ports on which the servers for development listen when they are given none. */
const DEFAULT_PORT = { flask: '5000', django: '8000' };
/** A port as a shell reads it: `$PORT`, `${PORT:-5000}`. */
const EXPANSION = /\$(PORT|\{PORT(:-\d+)?\})(?![\w}])/;

/**
 * Where the new server listens: the platform's port with the old one as fallback where the platform gives one, else the old
 * one; on all interfaces but where a proxy on the same machine is what asks.
 */
export function addressOf(
  development: DevelopmentServer,
  service: Service,
  model: Model,
): { host: string; port: string } | Skip {
  const { started } = development;
  const contracts = contractsOf(model, started.starts);
  const isInjected = contracts.some(({ port }) => port.value.source === 'injected');
  const isLocal = contracts.every(({ bind }) => bind.value === 'loopback');
  const old = development.call
    ? calledPort(development.call, model)
    : commandPort(development, service, model);
  const host = isLocal ? '127.0.0.1' : '0.0.0.0';
  if (old === null) return isInjected ? { host, port: '$PORT' } : UNKNOWN_PORT;
  return { host, port: isInjected && /^\d+$/.test(old) ? `\${PORT:-${old}}` : old };
}

/** The port of a server call: a number, an expansion of PORT where it reads that; null where it is not known. */
function calledPort({ port }: NonNullable<DevelopmentServer['call']>, model: Model): string | null {
  if (!port) return DEFAULT_PORT.flask;
  const value = boundValue(port, model);
  const literal = value.kind === 'environment' ? value.fallback : value;
  const number = literal?.kind === 'literal' && /^\d+$/.test(String(literal.value)) ? literal.value : null;
  if (value.kind === 'environment' && value.name === 'PORT')
    return number === null ? '$PORT' : `\${PORT:-${number}}`;
  return number === null ? null : String(number);
}

/** The value of a port, also where its name is bound beside the call, in the block that only runs when the file is started. */
function boundValue(port: Expression, model: Model): Value {
  const value = model.resolve(port);
  const bound = value.kind === 'unknown' ? boundBeside(model, port) : null;
  return bound ? model.resolve(bound) : value;
}

function commandPort({ started }: DevelopmentServer, service: Service, model: Model): string | null {
  const { command, program } = started.server;
  const listening = commandListening(started, service, model);
  if (listening?.port && /^\d+$/.test(listening.port)) return listening.port;
  if (!listening?.portGiven) return program === 'django' ? DEFAULT_PORT.django : DEFAULT_PORT.flask;
  const written = command.words.map(({ raw }) => EXPANSION.exec(raw)?.[0]).find((found) => found);
  return written ?? null;
}

const UNKNOWN_PORT: Skip = {
  skip: both(
    'the port cannot be told from the command: the new server needs it',
    'le port ne se lit pas dans la commande : le nouveau serveur en a besoin',
  ),
};
