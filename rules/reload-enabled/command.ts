import type { Edit } from '@unblock/codemods';
import { removeFlag, removeOption } from '@unblock/codemods/shell/index';
import { both, type Model, type ServerCommand, type Service, type Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { gunicornArguments } from '@unblock/engine/gunicorn';
import { environmentOf } from '@unblock/engine/process-environment';
import {
  commandSpan,
  contractsOf,
  type StartedServer,
  startedServers,
  written,
} from '@unblock/engine/started';
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

/** Variables that stand for `--reload`. https://www.uvicorn.org/settings/ · https://github.com/emmett-framework/granian#readme */
const SWITCHES: Partial<Record<ServerCommand['program'], string>> = {
  uvicorn: 'UVICORN_RELOAD',
  granian: 'GRANIAN_RELOAD',
};
/** What the library that reads those variables takes for true. https://click.palletsprojects.com/en/stable/parameter-types/ */
const TRUE = /^(1|true|t|yes|y|on)$/i;
const OPTIONS = 'GUNICORN_CMD_ARGS';

/** The variable by which a started server reloads, as the files of the repository set it; null where none does. */
function switchOf({ server, starts }: StartedServer, service: Service): string | null {
  const environment = environmentOf({ server, starts }, service);
  const name = SWITCHES[server.program];
  if (name !== undefined && TRUE.test(environment.get(name) ?? '')) return name;
  const options = server.program === 'gunicorn' ? environment.get(OPTIONS) : null;
  const isGiven = options && gunicornArguments(options)?.words.some(({ value }) => value === '--reload');
  return isGiven ? OPTIONS : null;
}

/** `uvicorn ... --reload` and its like in what a platform starts. `fastapi dev` is a server for development: not told here. */
export function findInCommand(service: Service, model: Model): Entry[] {
  return startedServers(service).flatMap((started): Entry[] => {
    const { server, starts } = started;
    const contracts = contractsOf(model, starts);
    const contract = contracts[0];
    const details = DETAILS[server.program];
    if (!contract || !details) return [];
    const has = (name: string) => server.command.words.some(({ value }) => value === name);
    const variable = has('--reload') ? null : switchOf(started, service);
    if ((!has('--reload') && variable === null) || (server.program === 'fastapi' && has('dev'))) return [];
    const isThread = server.program === 'gunicorn';
    const evidence: ReloadEvidence = {
      server: variable === null ? written(server) : `${variable}: ${written(server)}`,
      path: server.text.source.path,
      remedy: without(variable ?? '--reload'),
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
          const edits =
            variable === null ? withoutReload(server, details) : withoutVariable(server, variable);
          if (edits === null) return elsewhere(variable ?? '', service);
          const edit = editCommand(model, server.text, edits);
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

/** Takes the variable away that stands in front of the command; null where it is set in another place, or with other options. */
function withoutVariable({ command, text }: ServerCommand, variable: string): Edit[] | null {
  const place = command.assignments.find(({ name, start }) => name === variable && start >= 0);
  if (!place || variable === OPTIONS) return null;
  const gap = /^\s*/.exec(text.text.slice(place.end))?.[0].length ?? 0;
  return [{ start: place.start, end: place.end + gap, text: '' }];
}

function elsewhere(variable: string, { deployables }: Service): Skip {
  const paths = deployables.flatMap(({ path, variables }) =>
    variables.some(({ name }) => name === variable) ? [`\`${path}\``] : [],
  );
  const places = [...new Set(paths)].join(', ');
  return {
    skip: both(
      `\`${variable}\` is not set by an option of the command${places && ` but in ${places}`}: take the reloading out there by hand`,
      `\`${variable}\` n'est pas fixé par une option de la commande${places && ` mais dans ${places}`} : y retirer le rechargement à la main`,
    ),
  };
}
