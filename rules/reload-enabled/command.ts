import type { Edit } from '@unblock/codemods';
import { removeFlag, removeOption } from '@unblock/codemods/shell/index';
import type { Model, ServerCommand, Service } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { commandSpan, contractsOf, startedServers, written } from '@unblock/engine/started';
import { message, PATCH, paragraph, type ReloadEvidence, TITLE, without } from './words.ts';

/** The options of each program that only mean something beside its `--reload`. */
const DETAILS: Partial<Record<ServerCommand['program'], readonly string[]>> = {
  uvicorn: ['--reload-dir', '--reload-include', '--reload-exclude', '--reload-delay'],
  gunicorn: ['--reload-engine', '--reload-extra-file'],
  hypercorn: [],
  granian: [
    '--reload-paths',
    '--reload-ignore-dirs',
    '--reload-ignore-patterns',
    '--reload-ignore-paths',
    '--reload-tick',
  ],
  flask: ['--extra-files'],
  fastapi: ['--reload-dir'],
};

/** `uvicorn ... --reload` and its like in what a platform starts. `fastapi dev` is a server for development: not told here. */
export function findInCommand(service: Service, model: Model): Entry[] {
  return startedServers(service).flatMap(({ server, starts }): Entry[] => {
    const contracts = contractsOf(model, starts);
    const contract = contracts[0];
    const details = DETAILS[server.program];
    if (!contract || !details) return [];
    const has = (name: string) => server.command.words.some(({ value }) => value === name);
    if (!has('--reload') || (server.program === 'fastapi' && has('dev'))) return [];
    const isThread = server.program === 'gunicorn';
    const evidence: ReloadEvidence = {
      server: written(server),
      path: server.text.source.path,
      remedy: without('--reload'),
      contract,
      ...(isThread ? { kind: 'thread' } : {}),
    };
    return [
      {
        finding: {
          rule: 'reload-enabled',
          severity: isThread ? 'advice' : 'important',
          service: service.root,
          span: commandSpan(server),
          title: TITLE,
          message: message(evidence),
          fix: 'safe',
          key: `${server.program} reload`,
          platforms: contracts.map(({ id }) => id),
        },
        fix: () => {
          if (server.command.start < 0) return HIDDEN;
          const edit = editCommand(model, server.text, withoutReload(server, details));
          if ('skip' in edit) return edit;
          return { safety: 'safe', title: PATCH, paragraph: paragraph(evidence), edits: [edit] };
        },
      },
    ];
  });
}

function withoutReload({ command, text }: ServerCommand, details: readonly string[]): Edit[] {
  return [
    ...removeFlag(text.text, command, ['--reload']),
    ...details.flatMap((name) => removeOption(text.text, command, [name])),
  ];
}
