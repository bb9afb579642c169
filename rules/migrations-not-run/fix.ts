import { type Bilingual, both, type Fix, type Model, type Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN, unreadable } from '@unblock/engine/entry';
import { migrationStep } from '@unblock/engine/services/migration-tool';
import { editManifest } from '@unblock/platforms';
import type { Unmigrated } from './find.ts';
import { PATCH, paragraph } from './words.ts';

/** Where the migration goes. */
export function stepOf({ contract, deployable, isFile }: Unmigrated): 'pre-deploy' | 'start' {
  return migrationStep(contract, deployable, isFile);
}

export function fixUnmigrated(unmigrated: Unmigrated, model: Model): Fix | Skip {
  const command = commandFor(unmigrated);
  if (typeof command !== 'string') return command;
  const edit =
    stepOf(unmigrated) === 'start'
      ? beforeServer(unmigrated, command, model)
      : step(unmigrated, command, model);
  if ('skip' in edit) return edit;
  return {
    safety: 'review',
    title: PATCH,
    paragraph: paragraph(unmigrated, command, edit.path),
    edits: [edit],
  };
}

type PlacedEdit = Fix['edits'][number];

function step({ deployable }: Unmigrated, command: string, model: Model): PlacedEdit | Skip {
  const text = model.read(deployable.path);
  if (text === null) return unreadable(deployable.path);
  const before = deployable.preDeploy ? `${deployable.preDeploy.text} && ` : '';
  const edits = editManifest(text, { kind: 'pre-deploy', deployable, command: before + command });
  return edits ? { path: deployable.path, edits } : NO_PLACE;
}

function beforeServer({ start }: Unmigrated, command: string, model: Model): PlacedEdit | Skip {
  const { server } = start;
  const place = server?.command.start ?? -1;
  if (!server || place < 0 || [...server.command.quotes].some((quote) => command.includes(quote)))
    return HIDDEN;
  if (server.command.operator === '|' || server.command.operator === '||') return HIDDEN;
  return editCommand(model, server.text, [{ start: place, end: place, text: `${command} && ` }]);
}

/** The migration as the server is run: by the same runner, from the same environment, in the folder it needs. */
function commandFor({ start, tool, ...entry }: Unmigrated): string | Skip {
  const { server, commands } = start;
  const placed = commands.find(({ command }) => command === server?.command);
  if (!server || !placed || start.command.source.start < 0) return HIDDEN;
  const runner = runnerOf(server.command.wrappers.map(({ raw }) => raw));
  if (runner === null) return RUNNER;
  const command = runner + withProgram(tool.command, server.command.words[0]?.value ?? '');
  const isStart = stepOf({ start, tool, ...entry }) === 'start';
  const hasMoved = commands.some(({ command: other }) => other.words[0]?.value === 'cd');
  const from = isStart || !hasMoved ? placed.folder : entry.deployable.root;
  if (from === tool.folder) return command;
  const inside = from === '' ? tool.folder : tool.folder.slice(from.length + 1);
  // What an image holds in which folder is not what the repository does.
  const isBelow = from === '' || tool.folder.startsWith(`${from}/`);
  if (!isBelow || start.command.source.kind === 'Dockerfile') return folder(tool.folder, from);
  return isStart ? `(cd ${inside} && ${command})` : `cd ${inside} && ${command}`;
}

/** Programs that run another one in the project's environment, or with its variables. */
const RUNNERS = /^(poetry|uv|pipenv|pdm|doppler|dotenv|dotenvx|env)$/;
/** Programs that only watch the server, or keep it running. */
const WATCHERS =
  /^(exec|ddtrace-run|newrelic-admin|run-program|opentelemetry-instrument|nohup|dumb-init|tini|sh|bash|\/bin\/(ba)?sh|-\w+|--)$/;

function runnerOf(wrappers: readonly string[]): string | null {
  const rest = wrappers.filter(
    (word, index) => !WATCHERS.test(word) || wrappers.slice(0, index).some(isRunner),
  );
  if (rest.length === 0) return '';
  return isRunner(rest[0] ?? '') ? `${rest.join(' ')} ` : null;
}

function isRunner(word: string): boolean {
  return RUNNERS.test(word);
}

/** `venv/bin/gunicorn` has `venv/bin/alembic` beside it; `python3 -m gunicorn` says what Python is called. */
function withProgram(command: string, server: string): string {
  const folder = server.slice(0, server.lastIndexOf('/') + 1);
  const python = /(^|\/)(python[\d.]*)$/.exec(server)?.[2];
  const [program = '', ...rest] = command.split(' ');
  const named = program === 'python' ? (python ?? program) : program;
  return [folder + named, ...rest].join(' ');
}

const NO_PLACE: Skip = {
  skip: both(
    'the step cannot be written into this manifest in place',
    "l'étape ne peut pas être écrite sur place dans ce manifeste",
  ),
};
const RUNNER: Skip = {
  skip: both(
    'the server is run by a program that the migration would need as well, in a way that is not known',
    "le serveur est lancé par un programme dont la migration aurait aussi besoin, d'une façon inconnue",
  ),
};

function folder(needed: string, from: string): Skip {
  const name = (path: string): Bilingual =>
    path === '' ? both('the root', 'la racine') : both(`\`${path}\``, `\`${path}\``);
  const [to, at] = [name(needed), name(from)];
  return {
    skip: both(
      `the migration has to run in ${to.en}, and the start command runs in ${at.en}: which folder of the image that is cannot be told`,
      `la migration doit s'exécuter dans ${to.fr}, et la commande de démarrage s'exécute dans ${at.fr} : le dossier correspondant de l'image est inconnu`,
    ),
  };
}
