import type { Model, Service, Severity } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { webFiles } from '@unblock/engine/python/web';
import { commandSpan, contractsOf, webStarts } from '@unblock/engine/started';
import { placeOf } from './manifest.ts';
import { environmentTexts } from './node-words.ts';

const DEVELOPMENT = /^(development|dev|debug)$/;
/** Express hands an error to the last handler, with four parameters, of those that the code registers. */
const OWN_HANDLER =
  /\(\s*_?(err|error|e|ex|exception)\b[^,()]*,[^,()]*,[^,()]*,[^,()]*\)\s*(:\s*\w+\s*)?(=>|\{)/;

/** NODE_ENV is `development` in what production runs: in front of its command, or among the variables of its manifest. */
export function findEnvironment(service: Service, model: Model): Entry[] {
  return [...inCommand(service, model), ...inManifest(service, model)];
}

/** What Express shows then, where no handler of the code answers errors; null for what shows nothing. */
function shown(service: Service, model: Model): { shows: 'stack' | 'nothing'; severity: Severity } {
  const isExpress = model.factsOf(service, 'application').some(({ framework }) => framework === 'express');
  const isHandled = [...webFiles(model, service)].some((path) => OWN_HANDLER.test(model.read(path) ?? ''));
  return isExpress && !isHandled
    ? { shows: 'stack', severity: 'important' }
    : { shows: 'nothing', severity: 'advice' };
}

function inCommand(service: Service, model: Model): Entry[] {
  return webStarts(service).flatMap((start) => {
    const contracts = contractsOf(model, [start]).filter(({ runs }) => runs.value === 'server');
    const [contract] = contracts;
    const server = start.commands.find(({ command }) => command === start.server?.command);
    if (!contract || !server) return [];
    return server.command.assignments.flatMap(({ name, value, start: from, end: to }): Entry[] => {
      if (name !== 'NODE_ENV' || !DEVELOPMENT.test(value ?? '')) return [];
      const { path } = server.text.source;
      const { shows, severity } = shown(service, model);
      const texts = environmentTexts({ value: value ?? '', path, shows, isCommand: true }, contract);
      return [
        {
          finding: {
            rule: 'debug-enabled',
            severity,
            service: service.root,
            span: commandSpan(server),
            title: texts.title,
            message: texts.message,
            fix: 'review',
            key: 'NODE_ENV of the start command',
            platforms: contracts.map(({ id }) => id),
          },
          fix: () => {
            if (from < 0) return HIDDEN;
            const edit = editCommand(model, server.text, [
              { start: from, end: to, text: 'NODE_ENV=production' },
            ]);
            if ('skip' in edit) return edit;
            return { safety: 'review', title: texts.patch, paragraph: texts.paragraph, edits: [edit] };
          },
        },
      ];
    });
  });
}

/** A build that takes the variable too may need what NODE_ENV leaves out: a person changes it. */
function inManifest(service: Service, model: Model): Entry[] {
  return service.deployables.flatMap((deployable) =>
    deployable.variables.flatMap(({ name, value }): Entry[] => {
      const isOn = name === 'NODE_ENV' && DEVELOPMENT.test(value ?? '') && deployable.role === 'web';
      const span = isOn ? placeOf(deployable, 'NODE_ENV', model) : null;
      const contract = model.contracts.find(
        ({ id, runs }) => id === deployable.platform && runs.value === 'server',
      );
      if (!span || !contract) return [];
      const { path } = deployable;
      const { shows, severity } = shown(service, model);
      const texts = environmentTexts({ value: value ?? '', path, shows, isCommand: false }, contract);
      return [
        {
          finding: {
            rule: 'debug-enabled',
            severity,
            service: service.root,
            span,
            title: texts.title,
            message: texts.message,
            fix: 'manual',
            key: `NODE_ENV of ${deployable.name}`,
            platforms: [contract.id],
            steps: [texts.message.todo],
          },
          fix: () => ({ skip: texts.message.todo }),
        },
      ];
    }),
  );
}
