import {
  both,
  type Finding,
  type Fix,
  type Model,
  type ServerCommand,
  type Service,
  type Skip,
} from '@unblock/engine';
import { reachOf } from '@unblock/engine/address';
import { editCommand } from '@unblock/engine/edit-command';
import { listeningOf, setListening } from '@unblock/engine/listen';
import { type HostEvidence, message, paragraph, title } from './words.ts';

/** A finding in a start command with what its fix needs. */
export interface CommandFinding {
  finding: Finding;
  server: ServerCommand;
  evidence: HostEvidence;
}

export function findInCommand(service: Service, model: Model): CommandFinding[] {
  const variables = new Set(
    service.deployables.flatMap((deployable) => deployable.variables.map(({ name }) => name)),
  );
  return service.starts.flatMap((start) => {
    const { server } = start;
    // A proxy in the same container reaches loopback.
    const hasProxy = start.commands.some(({ command }) =>
      /^(nginx|caddy|haproxy|envoy|traefik|supervisord)$/.test(command.words[0]?.value ?? ''),
    );
    if (!server || hasProxy) return [];
    const listening = listeningOf(server, variables);
    if (listening?.host === null || !listening) return [];
    const contracts = model.contracts.filter(
      (contract) =>
        start.platforms.includes(contract.id) &&
        contract.bind.value === 'all-interfaces' &&
        !(listening.readsPort && !listening.hostGiven && contract.port.value.source === 'injected'),
    );
    const contract = contracts[0];
    if (!contract || reachOf(listening.host) === 'all' || reachOf(listening.host) === 'unknown') return [];
    const { path, start: from, end: to } = server.text.source;
    const command = server.command.words.map(({ raw }) => raw).join(' ');
    const evidence: HostEvidence = {
      server: command,
      host: listening.host,
      given: listening.hostGiven,
      path,
      contract,
    };
    const inPlace = server.text.source.kind === 'script' && server.command.start >= 0;
    const finding: Finding = {
      rule: 'host-not-public',
      severity: 'critical',
      service: service.root,
      span: inPlace
        ? { path, start: server.command.start, end: server.command.end }
        : { path, start: from, end: to },
      title: title(evidence),
      message: message(evidence),
      fix: 'safe',
      key: `${server.program} host`,
      platforms: contracts.map(({ id }) => id),
    };
    return [{ finding, server, evidence }];
  });
}

export function fixInCommand({ server, evidence }: CommandFinding, model: Model): Fix | Skip {
  const edits = setListening(server, '0.0.0.0', null);
  if (!edits)
    return {
      skip: both(
        'its place in the command is hidden by quoting',
        'sa place dans la commande est cachée par des guillemets',
      ),
    };
  const edit = editCommand(model, server.text, edits);
  if ('skip' in edit) return edit;
  return {
    safety: 'safe',
    title: both('Listen on 0.0.0.0', 'Écouter sur 0.0.0.0'),
    paragraph: paragraph(evidence),
    edits: [edit],
  };
}
