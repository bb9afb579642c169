import type { Edit } from '@unblock/codemods';
import { removeFlag, removeOption } from '@unblock/codemods/shell/index';
import type { Model, ServerCommand, Service } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { commandSpan, contractsOf, startedServers, written } from '@unblock/engine/started';
import { instead, message, PATCH, paragraph, type ReloadEvidence, TITLE, without } from './words.ts';

/** The options of each program that only mean something beside its `--reload`. */
const DETAILS: Partial<Record<ServerCommand['program'], readonly string[]>> = {
  uvicorn: ['--reload-dir', '--reload-include', '--reload-exclude', '--reload-delay'],
  gunicorn: ['--reload-engine', '--reload-extra-file'],
  hypercorn: [],
  flask: ['--extra-files'],
  fastapi: ['--reload-dir'],
};

/** `uvicorn ... --reload` and its like, and `fastapi dev`, in what a platform starts. */
export function findInCommand(service: Service, model: Model): Entry[] {
  return startedServers(service).flatMap(({ server, starts }): Entry[] => {
    const contracts = contractsOf(model, starts);
    const contract = contracts[0];
    const details = DETAILS[server.program];
    if (!contract || !details) return [];
    const has = (name: string) => server.command.words.some(({ value }) => value === name);
    const isDevelopment = server.program === 'fastapi' && has('dev') && !has('--no-reload');
    if (!isDevelopment && !has('--reload')) return [];
    const evidence: ReloadEvidence = {
      server: written(server),
      path: server.text.source.path,
      remedy: isDevelopment ? instead('fastapi run') : without('--reload'),
      contract,
    };
    return [
      {
        finding: {
          rule: 'reload-enabled',
          severity: 'important',
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
          const edits = isDevelopment ? runInstead(server) : withoutReload(server, details);
          const edit = editCommand(model, server.text, edits);
          if ('skip' in edit) return edit;
          return { safety: 'safe', title: PATCH, paragraph: paragraph(evidence), edits: [edit] };
        },
      },
    ];
  });
}

function runInstead({ command, text }: ServerCommand): Edit[] {
  const word = command.words.find(({ value }) => value === 'dev');
  const run = word ? [{ start: word.start, end: word.end, text: 'run' }] : [];
  return [...run, ...removeFlag(text.text, command, ['--reload'])];
}

function withoutReload({ command, text }: ServerCommand, details: readonly string[]): Edit[] {
  return [
    ...removeFlag(text.text, command, ['--reload']),
    ...details.flatMap((name) => removeOption(text.text, command, [name])),
  ];
}
