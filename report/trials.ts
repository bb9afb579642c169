import { posix } from 'node:path';
import type { Language, Outcome } from '@unblock/engine/outcome';
import { isOf } from './service.ts';
import { standing } from './state.ts';
import { type Word, wordsIn } from './words.ts';

/** Commands by which a person can try a part of the result, from the top of the repository. */
export interface Trial {
  label: Word;
  commands: string[];
}

/** What can be tried locally: the touched files decide, and the start commands that are known. */
export function trials(outcome: Outcome, language: Language): Trial[] {
  const words = wordsIn(language);
  const setFirst = `${words('setFirst')}${words('colon')}`;
  const touched = [...new Set(standing(outcome).flatMap((patch) => patch.files.map((file) => file.path)))];
  const named = (name: string) => touched.filter((path) => posix.basename(path) === name);
  const python = touched.filter((path) => path.endsWith('.py'));
  const all: Trial[] = [
    {
      label: 'tryCompile',
      commands: python.length > 0 ? [`python -m py_compile ${python.map(word).join(' ')}`] : [],
    },
    {
      label: 'tryRequirements',
      commands: touched
        .filter((path) => /^requirements.*\.txt$/.test(posix.basename(path)))
        .map((path) => `python -m pip install --dry-run -r ${word(path)}`),
    },
    {
      label: 'tryMigrations',
      commands: named('alembic.ini').map((path) =>
        inFolder(
          posix.dirname(path),
          'DATABASE_URL=postgresql://user:password@localhost:5432/name alembic upgrade head --sql',
        ),
      ),
    },
    {
      label: 'tryImage',
      commands: named('Dockerfile').map(
        (path) => `docker build -f ${word(path)} ${word(posix.dirname(path))}`,
      ),
    },
    { label: 'tryStart', commands: startCommands(outcome, setFirst) },
    { label: 'tryScan', commands: ['unblock scan'] },
  ];
  return all.filter((trial) => trial.commands.length > 0);
}

function startCommands(outcome: Outcome, setFirst: string): string[] {
  const web = outcome.services.filter((service) => service.role === 'web');
  return web.flatMap((service) => {
    if (service.patchedStartCommand === null) return [];
    const needed = outcome.variables.filter((one) => isOf(one.service, service) && one.need === 'required');
    const names = needed.map((one) => one.name).filter((name) => name !== 'PORT');
    const note = names.length === 0 ? [] : [`# ${setFirst} ${names.join(' ')}`];
    // The variable is exported first: a command that names $PORT has it expanded before it runs.
    const start = inFolder(
      service.root || '.',
      `export PORT=8000; ${oneCommand(service.patchedStartCommand)}`,
    );
    return [...note, start, 'curl -i http://localhost:8000/'];
  });
}

function oneCommand(command: string): string {
  return command.trim().replace(/\s*\n\s*/g, ' ');
}

function inFolder(folder: string, command: string): string {
  return folder === '.' ? `(${command})` : `(cd ${word(folder)} && ${command})`;
}

/** A shell word, quoted where it needs it. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
