import { defineRule, type Model, type Rule, type Service } from '@unblock/engine';
import { byEntries, type Entry } from '@unblock/engine/entry';
import { commandSpan, contractsOf, written } from '@unblock/engine/started';
import { expandPort } from './expand.ts';
import { unexpanded } from './find.ts';
import { message, SUMMARY, title } from './words.ts';

/** `$PORT` in a command that no shell runs: the server is given these letters as its port. */
export const rule: Rule = defineRule({
  id: 'port-not-expanded',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return unexpanded(service, model).flatMap((found): Entry[] => {
    const { placed, starts, word } = found;
    const contracts = contractsOf(model, starts);
    const [contract] = contracts;
    if (!contract) return [];
    const { path, kind } = placed.text.source;
    const evidence = { command: written(placed), path, kind, word, contract };
    return [
      {
        finding: {
          rule: 'port-not-expanded',
          severity: 'critical',
          service: service.root,
          span: commandSpan(placed),
          title: title(evidence),
          message: message(evidence),
          fix: 'safe',
          key: `${placed.command.words[0]?.value ?? ''} ${word}`,
          platforms: contracts.map(({ id }) => id),
        },
        fix: () => expandPort(found, evidence, service, model),
      },
    ];
  });
}
