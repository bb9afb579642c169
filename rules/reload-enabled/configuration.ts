import type { Model, Service } from '@unblock/engine';
import type { Entry } from '@unblock/engine/entry';
import { gunicornFile, gunicornSetting } from '@unblock/engine/gunicorn';
import { contractsOf, startedServers } from '@unblock/engine/started';
import { READ, readSwitch } from './code.ts';
import { message, type ReloadEvidence, readInstead, TITLE } from './words.ts';

/** `reload = True` in the configuration file of a gunicorn that a start command runs. */
export function findInConfiguration(service: Service, model: Model): Entry[] {
  return startedServers(service).flatMap(({ server, starts }): Entry[] => {
    const [start] = starts;
    const file =
      server.program === 'gunicorn' && start ? gunicornFile(model, service, start, server) : 'none';
    const setting = typeof file === 'string' ? null : gunicornSetting(model, file.path, 'reload');
    const contracts = contractsOf(model, starts);
    const contract = contracts[0];
    if (setting?.kind !== 'literal' || setting.value !== true || !contract) return [];
    const { span } = setting;
    const evidence: ReloadEvidence = {
      server: 'gunicorn',
      path: span.path,
      remedy: readInstead(READ),
      contract,
      kind: 'thread',
    };
    return [
      {
        finding: {
          rule: 'reload-enabled',
          severity: 'advice',
          service: service.root,
          span,
          title: TITLE,
          message: message(evidence),
          fix: 'safe',
          key: 'gunicorn reload',
          platforms: contracts.map(({ id }) => id),
        },
        fix: () => readSwitch(span, evidence, model),
      },
    ];
  });
}
