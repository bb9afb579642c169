import type { Edit } from '@unblock/codemods';
import type { Sequence, Statement } from '@unblock/codemods/shell/index';
import { both, type Fix, type Model, type Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN } from '@unblock/engine/entry';
import { mayStop } from './builds.ts';
import type { Group, Placed } from './find.ts';
import { isIdle, isSilent } from './programs.ts';
import type { Swallow } from './swallow.ts';
import { PATCH, paragraph } from './words.ts';

/** What the patch does, for the texts. */
export type Remedy = 'joined' | 'exit' | 'errexit' | 'build';

/** Cures all swallowed failures of one way to the server. */
export function fixSwallows(group: Group, model: Model): Fix | Skip {
  const parts: Part[] = [];
  const kinds = new Set<Remedy>();
  for (const { swallow, text, step } of group) {
    const remedy = remedyOf(swallow, text.source.kind === 'script', step);
    if (!remedy) return ENTANGLED;
    kinds.add(remedy.kind);
    const { path, start } = text.source;
    const known = parts.find(({ key }) => key === `${path}:${start}`);
    if (known) {
      const isNew = (edit: Edit) =>
        !known.edits.some((other) => other.start === edit.start && other.text === edit.text);
      known.edits.push(...remedy.edits.filter(isNew));
    } else parts.push({ key: `${path}:${start}`, text, sequence: swallow.sequence, edits: remedy.edits });
  }
  const edits = new Map<string, Edit[]>();
  for (const { sequence, text, edits: list } of parts) {
    const written = sequence.write(list.sort((a, b) => a.start - b.start));
    if (!written) return HIDDEN;
    const edit = editCommand(model, text, written);
    if ('skip' in edit) return edit;
    edits.set(edit.path, [...(edits.get(edit.path) ?? []), ...edit.edits]);
  }
  return {
    safety: safetyOfAll(group),
    title: PATCH,
    paragraph: paragraph(group, [...kinds]),
    edits: [...edits].map(([path, list]) => ({ path, edits: list })),
  };
}

interface Part {
  key: string;
  text: Placed['text'];
  sequence: Sequence;
  edits: Edit[];
}

export function safetyOfAll(group: Group): Fix['safety'] {
  return group.some((placed) => safetyOf(placed) === 'review') ? 'review' : 'safe';
}

/** A `start` script also runs at home; a start that is said to go on is meant; a migration in the background was perhaps sent there on purpose. */
function safetyOf({ swallow, text }: Placed): Fix['safety'] {
  const isCommon = text.source.kind === 'package.json';
  // Who marks migrations as applied has a chain that fails: stopping at it may take the service down.
  const isFaked = /\bmigrate\b[^\n]*\s--fake(?![\w-])/.test(text.text);
  return isCommon || isFaked || swallow.isMeant || swallow.way === 'background' || swallow.way === 'or-server'
    ? 'review'
    : 'safe';
}

function remedyOf(
  swallow: Swallow,
  isScript: boolean,
  step: Placed['step'],
): { kind: Remedy; edits: Edit[] } | null {
  const { sequence, statement: index, link: place, errexit } = swallow;
  const statement = sequence.statements[index];
  if (!statement) return null;
  if (step === 'build' && swallow.way === 'sequence' && sequence.nested === 0 && mayStop(sequence))
    return { kind: 'build', edits: [errexitUnder(sequence.text, 'set -o errexit')] };
  const removed = handlersOf(statement, place);
  const rest = statement.links.slice(place + 1 + removed);
  const edits: Edit[] = [];
  const migration = statement.links[place];
  const last = statement.links[place + removed];
  if (migration && last && removed > 0) edits.push({ start: migration.end, end: last.end, text: '' });
  for (const [at, { operator, start }] of rest.entries()) {
    if (operator === '&&') continue;
    if (swallow.way !== 'or-server' || at > 0) return null;
    const before = last?.end ?? start;
    const mark = before + sequence.text.slice(before, start).indexOf('||');
    edits.push({ start: mark, end: mark + 2, text: '&&' });
  }
  const isLast = index === sequence.statements.length - 1;
  if (isLast || (errexit && rest.length === 0 && !statement.isBackground)) return { kind: 'joined', edits };
  const stop = stopOf(sequence, index, isScript && sequence.nested === 0);
  return stop && { kind: stop.kind, edits: [...edits, ...stop.edits] };
}

/** The messages behind a migration that hide its failure. */
function handlersOf({ links }: Statement, place: number): number {
  const rest = links.slice(place + 1);
  const end = rest.findIndex(({ operator, command }) => operator !== '||' || !command || !isSilent(command));
  return end < 0 ? rest.length : end;
}

/** Makes a failure of a statement stop the script, and changes nothing for the statements behind it. */
function stopOf(
  sequence: Sequence,
  index: number,
  isScript: boolean,
): { kind: Remedy; edits: Edit[] } | null {
  const { statements, text } = sequence;
  const statement = statements[index];
  if (!statement) return null;
  const others = statements.filter((_, at) => at !== index);
  const between = statements.slice(index + 1, -1);
  const isHarmless = (entry: Statement) => entry.links.every(({ command }) => command && isIdle(command));
  const final = statements.at(-1);
  const isPlain = final?.links.every(({ command, operator }) => command && operator !== '||');
  const isSimple = statement.links.length === 1 && !statement.isBackground;
  if (isScript && isSimple && isPlain && others.slice(0, -1).every(isHarmless) && text.startsWith('#!')) {
    return { kind: 'errexit', edits: [errexitUnder(text, 'set -e')] };
  }
  const joins = [statement, ...between].map((entry, at) =>
    joinBehind(text, entry, statements[index + at + 1]),
  );
  if (!isScript && isPlain && between.every(isHarmless) && joins.every((edit) => edit !== null))
    return { kind: 'joined', edits: joins };
  if (statement.isBackground) return null;
  const end = statement.links.at(-1)?.end ?? statement.end;
  return { kind: 'exit', edits: [{ start: end, end, text: ' || exit 1' }] };
}

/** A setting of the shell under the line that names it, or on top where none does. */
function errexitUnder(text: string, setting: string): Edit {
  const start = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0;
  return { start, end: start, text: `${setting}\n` };
}

/** `;`, `&` or the end of a line between two statements becomes `&&`. */
function joinBehind(
  text: string,
  { isBackground, end }: Statement,
  next: Statement | undefined,
): Edit | null {
  if (!next) return null;
  if (isBackground) return { start: end - 1, end, text: '&&' };
  const gap = /^([ \t]*);/.exec(text.slice(end, next.start));
  if (!gap) return { start: end, end, text: ' &&' };
  return { start: end, end: end + gap[0].length, text: ' &&' };
}

const ENTANGLED: Skip = {
  skip: both(
    'other parts of the same command depend on its result; put the migration in a line of its own, with `|| exit 1` behind it',
    "d'autres parties de la même commande dépendent de son résultat ; mettre la migration sur une ligne à elle, suivie de `|| exit 1`",
  ),
};
