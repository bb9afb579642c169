import type { Edit } from '@unblock/codemods';
import { option } from '@unblock/codemods/shell/index';
import { both, type Fix, type Model, type ServerCommand, type Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN } from '@unblock/engine/entry';
import type { MeantApplication } from './meant-application.ts';
import { PATCH, paragraph, type StepEvidence } from './words.ts';

/** The option by which a server imports from another folder. */
const FOLDER: Partial<Record<ServerCommand['program'], string>> = {
  gunicorn: '--chdir',
  uvicorn: '--app-dir',
  granian: '--working-dir',
};
/** The option by which a server calls a factory; others take the parentheses. */
const FACTORY: Partial<Record<ServerCommand['program'], string>> = {
  uvicorn: '--factory',
  granian: '--factory',
  waitress: '--call',
};

/** Names the application where it is, in the command as it stands. */
export function repair(
  server: ServerCommand,
  target: MeantApplication,
  evidence: StepEvidence,
  model: Model,
): Fix | Skip {
  const words = wordsFor(server, target);
  if ('skip' in words) return words;
  const word = server.command.words.find(({ value }) => value === server.application);
  if (!word || word.start < 0) return HIDDEN;
  if ([...server.command.quotes].some((quote) => words.text.includes(quote))) return HIDDEN;
  const edits: Edit[] = [{ start: word.start, end: word.end, text: words.text }];
  const edit = editCommand(model, server.text, edits);
  if ('skip' in edit) return edit;
  return {
    safety: target.isOnly ? 'safe' : 'review',
    title: PATCH,
    paragraph: paragraph(evidence, words.text),
    edits: [edit],
  };
}

/** The words in place of the application's. */
function wordsFor(
  { program, command, application }: ServerCommand,
  target: MeantApplication,
): { text: string } | Skip {
  const isFactory = target.importString.endsWith('()');
  const call = isFactory ? FACTORY[program] : undefined;
  const isPlain = !isFactory || call !== undefined || program === 'gunicorn' || program === 'hypercorn';
  const folder = target.folder ? FOLDER[program] : undefined;
  if (!isPlain || (target.folder && (!folder || option(command, [folder])))) return BY_HAND;
  const name = call ? target.importString.slice(0, -2) : target.importString;
  // A module that was named alone stays so where the server takes the same object by itself.
  const short = !application?.includes(':') && name === `${application}:application` ? application : name;
  return {
    text: [
      ...(call && option(command, [call]) === null ? [call] : []),
      ...(folder ? [folder, target.folder] : []),
      short?.includes('(') ? `'${short}'` : (short ?? name),
    ].join(' '),
  };
}

const BY_HAND: Skip = {
  skip: both(
    'this server has no option that would load the application from where it is',
    "ce serveur n'a pas d'option qui chargerait l'application de là où elle est",
  ),
};
