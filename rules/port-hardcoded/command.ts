import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { setListening } from '@unblock/engine/listen';
import {
  commandListening,
  commandSpan,
  contractsOf,
  type StartedServer,
  startedServers,
  written,
} from '@unblock/engine/started';
import { withDockerfile } from './docker.ts';
import { weigh } from './weigh.ts';
import { message, PATCH, type PortEvidence, paragraph, title } from './words.ts';

/** Server programs that a start command gives a literal port, or that have a default one and do not read PORT. */
export function findInCommand(service: Service, model: Model): Entry[] {
  return startedServers(service).flatMap((started): Entry[] => {
    const { server, starts } = started;
    const listening = commandListening(started, service, model);
    if (!listening?.port || (listening.readsPort && !listening.portGiven)) return [];
    const { port } = listening;
    if (!/^[1-9]\d*$/.test(port)) return [];
    const weight = weigh(contractsOf(model, starts), service, port);
    // A variable that a person sets to the platform's own port is meant for it.
    if (!weight || (weight.isUsual && listening.portSetting)) return [];
    const { path, kind } = server.text.source;
    const replacement = `\${PORT:-${port}}`;
    const evidence: PortEvidence = {
      server: [listening.portSetting, written(server)].filter(Boolean).join(' '),
      port,
      given: listening.portGiven,
      path,
      replacement,
      weight,
    };
    const safety = kind === 'package.json' ? 'review' : 'safe';
    return [
      {
        finding: {
          rule: 'port-hardcoded',
          severity: weight.severity,
          service: service.root,
          span: commandSpan(server),
          title: title(evidence),
          message: message(evidence),
          fix: safety,
          key: `${server.program} port`,
          platforms: weight.platforms,
        },
        fix: () => {
          const patch: Fix = { safety, title: PATCH, paragraph: paragraph(evidence), edits: [] };
          const { host, hostSetting, portSetting } = listening;
          const kept = hostSetting !== null && hostSetting === portSetting ? host : null;
          const fix = fixCommand(started, patch, { host: kept, port: replacement }, model);
          return 'skip' in fix ? fix : withDockerfile(fix, starts, port, model);
        },
      },
    ];
  });
}

function fixCommand(
  { server }: StartedServer,
  fix: Fix,
  { host, port }: { host: string | null; port: string },
  model: Model,
): Fix | Skip {
  const edits = setListening(server, host, port);
  if (!edits) return HIDDEN;
  const edit = editCommand(model, server.text, edits);
  return 'skip' in edit ? edit : { ...fix, edits: [edit] };
}
