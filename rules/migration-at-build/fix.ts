import type { Edit } from '@unblock/codemods';
import { lineStart, nextLine } from '@unblock/codemods/lines';
import { both, type Fix, type Model, type Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN, unreadable } from '@unblock/engine/entry';
import { addMigration } from '@unblock/engine/services/add-migration';
import { migrationStep } from '@unblock/engine/services/migration-tool';
import type { BuiltMigration } from './find.ts';
import { PATCH, paragraph } from './words.ts';

type PlacedEdit = Fix['edits'][number];

/** Takes the migration out of the build and puts it where the deploy has the database. */
export function fixBuilt(built: BuiltMigration, model: Model): Fix | Skip {
  if (hasMoved(built, model)) return MOVED;
  const removed = withoutMigration(built, model);
  if ('skip' in removed) return removed;
  const [contract] = built.contracts;
  if (!contract) return HIDDEN;
  // Scripts find the programs of packages by themselves.
  const isFound = !built.isScript || /^(npx|pnpm|yarn|bunx|node)\b/.test(built.migration);
  const command = isFound ? built.migration : `npx ${built.migration}`;
  const added = addMigration({ ...built, contract }, command, model);
  if ('skip' in added) return added;
  const edits =
    removed.path === added.path
      ? [{ path: removed.path, edits: [...removed.edits, ...added.edits] }]
      : [removed, added];
  return { safety: 'review', title: PATCH, paragraph: paragraph(built, added.path), edits };
}

/** Where the migration goes. */
export function stepOf({ contracts, deployable, isFile }: BuiltMigration): 'pre-deploy' | 'start' {
  const [contract] = contracts;
  return contract ? migrationStep(contract, deployable, isFile) : 'start';
}

/** Whether the build is in another folder at the migration than the server is at the start. */
function hasMoved({ sequence, text, start, place }: BuiltMigration, model: Model): boolean {
  const commands = [
    ...sequence.statements.flatMap(({ links }) => links.map(({ command }) => command)),
    ...start.commands.map(({ command }) => command),
  ];
  if (commands.some((command) => command?.words[0]?.value === 'cd')) return true;
  const after = (model.read(text.source.path) ?? '').slice(text.source.end);
  return place === 'image' && text.source.kind === 'Dockerfile' && /^[ \t]*(WORKDIR|FROM)\b/im.test(after);
}

function withoutMigration(built: BuiltMigration, model: Model): PlacedEdit | Skip {
  const { sequence, statement: index, link: at, text } = built;
  const { statements } = sequence;
  const statement = statements[index];
  const link = statement?.links[at];
  if (!statement || !link) return HIDDEN;
  const [before, next] = [statement.links[at - 1], statement.links[at + 1]];
  if (link.operator === '||' || next?.operator === '||' || statement.isBackground) return HANDLED;
  const [previous, following] = [statements[index - 1], statements[index + 1]];
  if (before) return edit(built, model, before.end, link.end);
  if (next) return edit(built, model, link.start, next.start);
  if (previous) return edit(built, model, previous.end, statement.end);
  if (following) return edit(built, model, statement.start, following.start);
  if (built.place === 'build command' || built.isScript) return WHOLE;
  const { path, start, end } = text.source;
  const file = model.read(path);
  if (file === null) return unreadable(path);
  return { path, edits: [{ start: lineStart(file, start), end: nextLine(file, end), text: '' }] };
}

function edit(
  { sequence, text }: BuiltMigration,
  model: Model,
  start: number,
  end: number,
): PlacedEdit | Skip {
  const edits: Edit[] | null = sequence.write([{ start, end, text: '' }]);
  return edits ? editCommand(model, text, edits) : HIDDEN;
}

const MOVED: Skip = {
  skip: both(
    'the folder in which the build migrates is another one than that of the start: write the step by hand',
    "le dossier dans lequel la construction migre n'est pas celui du démarrage : écrire l'étape à la main",
  ),
};
const HANDLED: Skip = {
  skip: both(
    'other parts of the same command depend on its result',
    "d'autres parties de la même commande dépendent de son résultat",
  ),
};
const WHOLE: Skip = {
  skip: both(
    'the build command is nothing but the migration: a person has to say what builds the service instead',
    "la commande de construction n'est que la migration : une personne doit dire ce qui construit le service à la place",
  ),
};
