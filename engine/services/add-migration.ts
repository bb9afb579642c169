import { commandsIn } from '@unblock/codemods/shell/index';
import { type CommandText, type Contract, type Deployable, editManifest } from '@unblock/platforms';
import { editCommand } from '../edit-command.ts';
import { HIDDEN, unreadable } from '../entry.ts';
import type { Model, StartCommand } from '../model.ts';
import type { Bilingual } from '../outcome.ts';
import type { Fix, Skip } from '../rule.ts';
import { both } from '../text.ts';
import { type MigrationTool, migrationStep } from './migration-tool.ts';

/** A deploy that is to migrate. */
export interface MigratingDeploy {
  deployable: Deployable;
  contract: Contract;
  start: StartCommand;
  /** The data lies in a file on the machine of the web process. */
  isFile: boolean;
}

/** Writes a migration into the step before the deploy, or in front of the server where the deploy has no such step. */
export function addMigration(
  deploy: MigratingDeploy,
  command: string,
  model: Model,
): Fix['edits'][number] | Skip {
  const { contract, deployable, isFile, start } = deploy;
  if (migrationStep(contract, deployable, isFile) === 'start') return beforeServer(start, command, model);
  const text = model.read(deployable.path);
  if (text === null) return unreadable(deployable.path);
  const before = deployable.preDeploy ? `${deployable.preDeploy.text} && ` : '';
  const edits = editManifest(text, { kind: 'pre-deploy', deployable, command: before + command });
  return edits ? { path: deployable.path, edits } : NO_PLACE;
}

function beforeServer(start: StartCommand, command: string, model: Model): Fix['edits'][number] | Skip {
  const { server } = start;
  const isShared = server?.text.source.kind === 'package.json';
  if (isShared && start.command.source.kind !== 'package.json')
    return beforeCall(start.command, command, model);
  const place = server?.command.start ?? -1;
  if (!server || place < 0 || [...server.command.quotes].some((quote) => command.includes(quote)))
    return HIDDEN;
  if (server.command.operator === '|' || server.command.operator === '||') return HIDDEN;
  return editCommand(model, server.text, [{ start: place, end: place, text: `${command} && ` }]);
}

/** A script that a manifest calls runs on machines of development too: the command goes in front of the call. */
function beforeCall(call: CommandText, command: string, model: Model): Fix['edits'][number] | Skip {
  const last = commandsIn(call.text).at(-1);
  if (!last || last.start < 0 || last.operator === '|' || last.operator === '||') return HIDDEN;
  return editCommand(model, call, [{ start: last.start, end: last.start, text: `${command} && ` }]);
}

/** The command of a tool as the server is run: by the same runner, from the same environment, in the folder it needs. */
export function migrationCommand(deploy: MigratingDeploy, tool: MigrationTool): string | Skip {
  const { start, contract, deployable, isFile } = deploy;
  const { server, commands } = start;
  const placed = commands.find(({ command }) => command === server?.command);
  if (!server || !placed || start.command.source.start < 0) return HIDDEN;
  const wrappers = server.command.wrappers.map(({ raw }) => raw);
  const isNode = tool.command.startsWith('npx ');
  // Which stage of an image holds the command line and the migrations cannot be told.
  if (isNode && deployable.dockerfile !== null) return IMAGE;
  const runner = runnerOf(isNode ? wrappers.filter((word) => !NODE_RUNNERS.test(word)) : wrappers);
  if (runner === null) return RUNNER;
  const program = server.command.words[0]?.value ?? '';
  const command = runner + (isNode ? fetched(tool.command, program) : withProgram(tool.command, program));
  const isStart = migrationStep(contract, deployable, isFile) === 'start';
  const hasMoved = commands.some(({ command: other }) => other.words[0]?.value === 'cd');
  const from = isStart || !hasMoved ? placed.folder : deployable.root;
  if (from === tool.folder) return command;
  const inside = from === '' ? tool.folder : tool.folder.slice(from.length + 1);
  // What an image holds in which folder is not what the repository does.
  const isBelow = from === '' || tool.folder.startsWith(`${from}/`);
  if (!isBelow || start.command.source.kind === 'Dockerfile') return folder(tool.folder, from);
  return isStart ? `(cd ${inside} && ${command})` : `cd ${inside} && ${command}`;
}

/** Programs that run another one in the project's environment, or with its variables. */
const RUNNERS = /^(poetry|uv|pipenv|pdm|doppler|dotenv|dotenvx|env)$/;
/** Programs that look for another one among the packages of Node, as npx does. */
const NODE_RUNNERS = /^(npx|npm|pnpm|yarn|exec|--yes)$/;
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

/** Where Bun runs the server, Node and its npx may be missing. */
function fetched(command: string, server: string): string {
  return /^bunx?$/.test(server) ? command.replace(/^npx /, 'bunx ') : command;
}

/** `venv/bin/gunicorn` has `venv/bin/alembic` beside it; `python3 -m gunicorn` says what Python is called. */
function withProgram(command: string, server: string): string {
  const folder = server.slice(0, server.lastIndexOf('/') + 1);
  const python = /(^|\/)(python[\d.]*)$/.exec(server)?.[2];
  const words = command.split(' ');
  const at = words[0] === 'env' ? words.findIndex((word, index) => index > 0 && !word.includes('=')) : 0;
  const program = words[at] ?? '';
  words[at] = folder + (program === 'python' ? (python ?? program) : program);
  return words.join(' ');
}

const IMAGE: Skip = {
  skip: both(
    'the migration would run in the image, and whether its last stage holds the command line and the migrations cannot be told: copy both into it, then add the step',
    "la migration s'exécuterait dans l'image, et rien ne dit si sa dernière étape contient l'outil et les migrations : les y copier, puis ajouter l'étape",
  ),
};
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
