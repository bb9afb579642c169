import { defineRule, type Fix, type Model, type Rule, type Service, type Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { byEntries, type Entry, HIDDEN } from '@unblock/engine/entry';
import { commandSpan, contractsOf, written } from '@unblock/engine/started';
import { type MissingEntry, missingEntries } from './find.ts';
import { type EntryEvidence, message, PATCH, paragraph, SUMMARY, title } from './words.ts';

/** A start command that names a file which no build writes. */
export const rule: Rule = defineRule({
  id: 'entry-point-missing',
  severity: 'critical',
  summary: SUMMARY,
  stage: 'code',
  platforms: ({ runs }) => runs.value === 'server',
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return missingEntries(service, model).flatMap((missing): Entry[] => {
    const { server, starts, step, named } = missing;
    const contracts = contractsOf(model, starts).filter(({ runs }) => runs.value === 'server');
    const [contract] = contracts;
    if (!contract) return [];
    const evidence: EntryEvidence = {
      command: written(server),
      path: server.text.source.path,
      named,
      written: missing.written,
      compiler: step.placed.command.words.map(({ raw }) => raw).join(' '),
      config: step.config,
      contract,
    };
    return [
      {
        finding: {
          rule: 'entry-point-missing',
          severity: 'critical',
          service: service.root,
          span: commandSpan(server),
          title: title(evidence),
          message: message(evidence),
          fix: 'safe',
          key: `entry ${named}`,
          platforms: contracts.map(({ id }) => id),
        },
        fix: () => fix(missing, evidence, model),
      },
    ];
  });
}

function fix({ server, word, replacement }: MissingEntry, evidence: EntryEvidence, model: Model): Fix | Skip {
  if (word.start < 0) return HIDDEN;
  const edit = editCommand(model, server.text, [{ start: word.start, end: word.end, text: replacement }]);
  if ('skip' in edit) return edit;
  return { safety: 'safe', title: PATCH, paragraph: paragraph(evidence), edits: [edit] };
}
