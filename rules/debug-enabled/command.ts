import type { Edit } from '@unblock/codemods';
import { removeFlag } from '@unblock/codemods/shell/index';
import type { Model, Service, Severity, StartCommand } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { commandSpan, contractsOf, startedServers, webStarts, written } from '@unblock/engine/started';
import { flaskPage, werkzeugPage } from './page.ts';
import { type DebugEvidence, message, PATCH, paragraph, title, valueInstead, without } from './words.ts';

/** `flask run --debug`, and `FLASK_DEBUG=1` in front of a command or exported before it. */
export function findInCommand(service: Service, model: Model): Entry[] {
  return [...flags(service, model), ...variables(service, model)];
}

function flags(service: Service, model: Model): Entry[] {
  return startedServers(service).flatMap(({ server, starts }): Entry[] => {
    const contracts = contractsOf(model, starts);
    const contract = contracts[0];
    const { command, text } = server;
    if (!contract || server.program !== 'flask' || !command.words.some(({ value }) => value === '--debug')) {
      return [];
    }
    const page = werkzeugPage(service, model);
    const evidence: DebugEvidence = {
      what: written(server),
      path: text.source.path,
      cause: 'literal',
      variable: 'FLASK_DEBUG',
      page,
      remedy: without('--debug'),
      contract,
    };
    return [
      {
        finding: {
          rule: 'debug-enabled',
          severity: page === 'console' ? 'critical' : 'important',
          service: service.root,
          span: commandSpan(server),
          title: title(evidence),
          message: message(evidence),
          fix: 'safe',
          key: 'flask --debug',
          platforms: contracts.map(({ id }) => id),
        },
        fix: () =>
          command.start < 0
            ? HIDDEN
            : edit(server, removeFlag(text.text, command, ['--debug']), evidence, model),
      },
    ];
  });
}

function variables(service: Service, model: Model): Entry[] {
  return webStarts(service).flatMap((start) =>
    start.commands.flatMap((placed) =>
      given(placed).flatMap(({ name, value, start: from, end: to }): Entry[] => {
        const off = Object.hasOwn(OFF, name) ? OFF[name]?.(value ?? '') : null;
        const contracts = contractsOf(model, [start]);
        const contract = contracts[0];
        if (!off || !contract) return [];
        const isOwn = start.server?.program === 'flask';
        const page = isOwn ? werkzeugPage(service, model) : flaskPage(service);
        const evidence: DebugEvidence = {
          what: `${name}=${value}`,
          path: placed.text.source.path,
          cause: 'literal',
          variable: name,
          page,
          remedy: valueInstead(`${name}=${off}`),
          contract,
        };
        const severity: Severity = page === 'console' ? 'critical' : 'important';
        return [
          {
            finding: {
              rule: 'debug-enabled',
              severity,
              service: service.root,
              span: commandSpan(placed),
              title: title(evidence),
              message: message(evidence),
              fix: 'safe',
              key: name,
              platforms: contracts.map(({ id }) => id),
            },
            fix: () =>
              from < 0
                ? HIDDEN
                : edit(placed, [{ start: from, end: to, text: `${name}=${off}` }], evidence, model),
          },
        ];
      }),
    ),
  );
}

/** The value that turns Flask's debug mode off, by variable; null where the present value does not turn it on. */
export const OFF: Record<string, (value: string) => string | null> = {
  FLASK_DEBUG: (value) => (/^(1|true|yes|on)$/i.test(value) ? '0' : null),
  FLASK_ENV: (value) => (value === 'development' ? 'production' : null),
};

function given({ command }: StartCommand['commands'][number]) {
  const isExport = command.words[0]?.value === 'export';
  const exported = (isExport ? command.words.slice(1) : []).map(({ value, start, end }) => {
    const equals = value?.indexOf('=') ?? -1;
    return { name: value?.slice(0, equals) ?? '', value: value?.slice(equals + 1) ?? null, start, end };
  });
  return [...command.assignments, ...exported];
}

function edit(
  { text }: Pick<StartCommand['commands'][number], 'text'>,
  edits: Edit[],
  evidence: DebugEvidence,
  model: Model,
): ReturnType<Entry['fix']> {
  const edited = editCommand(model, text, edits);
  if ('skip' in edited) return edited;
  return { safety: 'safe', title: PATCH, paragraph: paragraph(evidence), edits: [edited] };
}
