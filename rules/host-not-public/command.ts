import type { Fix, Model, ServerCommand, Service, Skip } from '@unblock/engine';
import { reachOf } from '@unblock/engine/address';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { type Listening, setListening } from '@unblock/engine/listen';
import {
  commandListening,
  commandSpan,
  contractsOf,
  hasPort,
  startedServers,
  written,
} from '@unblock/engine/started';
import { type HostEvidence, message, PATCH, paragraph, title } from './words.ts';

/** Server programs that a start command tells to listen on loopback or one address, or that do so by default. */
export function findInCommand(service: Service, model: Model): Entry[] {
  return startedServers(service).flatMap((started): Entry[] => {
    const { server, starts } = started;
    const listening = commandListening(started, service, model);
    if (!listening || listening.host === null) return [];
    const byItself = listening.readsPort && !listening.hostGiven;
    const contracts = contractsOf(model, starts).filter(
      (contract) =>
        contract.bind.value === 'all-interfaces' &&
        !(byItself && !isDevelopment(server) && hasPort(service, contract)),
    );
    const reach = reachOf(listening.host);
    const contract = contracts[0];
    if (!contract || reach === 'all' || reach === 'unknown') return [];
    const evidence: HostEvidence = {
      server: [listening.hostSetting, written(server)].filter(Boolean).join(' '),
      host: listening.host,
      given: listening.hostGiven,
      path: server.text.source.path,
      contract,
    };
    return [
      {
        finding: {
          rule: 'host-not-public',
          severity: 'critical',
          service: service.root,
          span: commandSpan(server),
          title: title(evidence),
          message: message(evidence),
          fix: 'safe',
          key: `${server.program} host`,
          platforms: contracts.map(({ id }) => id),
        },
        fix: () => fix(server, evidence, keptPort(listening), model),
      },
    ];
  });
}

/** `fastapi dev` takes PORT as `fastapi run` does, but stays on loopback. */
function isDevelopment({ program, command }: ServerCommand): boolean {
  return program === 'fastapi' && command.words.some(({ value }) => value === 'dev');
}

/** The port of options in a variable that give both: an address in the command takes the place of it whole. */
function keptPort({ hostSetting, portSetting, port }: Listening): string | null {
  return hostSetting !== null && hostSetting === portSetting ? port : null;
}

function fix(server: ServerCommand, evidence: HostEvidence, port: string | null, model: Model): Fix | Skip {
  const edits = setListening(server, '0.0.0.0', port);
  if (!edits) return HIDDEN;
  const edit = editCommand(model, server.text, edits);
  if ('skip' in edit) return edit;
  return { safety: 'safe', title: PATCH, paragraph: paragraph(evidence), edits: [edit] };
}
