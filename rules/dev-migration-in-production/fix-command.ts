import type { Edit } from '@unblock/codemods';
import { readJson } from '@unblock/codemods/json/read';
import { lineEnd, lineStart } from '@unblock/codemods/lines';
import type { Sequence } from '@unblock/codemods/shell/index';
import type { Fix, Model, Service, Skip } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { HIDDEN } from '@unblock/engine/entry';
import { ignoredBy } from '@unblock/engine/services/migration-folders';
import { packageScript } from '@unblock/engine/services/scripts';
import { isRecord } from '@unblock/platforms/reading';
import type { PlacedDevelopment } from './commands.ts';
import { BY_HAND, noMigrations, sharedScript, unmadeModels } from './node-words.ts';
import { unmadeTables } from './prisma-tables.ts';
import { commandParagraph, ENTANGLED, NOTHING, PATCH, unmigrated } from './words.ts';

/** Takes a command of development out of a deploy, or puts the one that only applies migrations in its place. */
export function fixCommand(placed: PlacedDevelopment, service: Service, model: Model): Fix | Skip {
  const { effect, variant, isApplied, sequence, step } = placed;
  const refused = nodeRefusal(placed, service, model);
  if (refused) return refused;
  const missing = effect === 'generate' && !placed.schema ? uncommitted(placed, service, model) : null;
  if (missing !== null) return unmigrated(missing, ignoredBy(missing, service, model));
  // Prisma and Drizzle have nothing else that makes the tables: the rule for builds moves what stands in one.
  const isReplaced = variant !== null && !isApplied && (step !== 'build' || placed.schema !== null);
  const edits = isReplaced && variant ? [replacement(placed, variant)] : removal(placed);
  if (!edits) return isOnly(sequence) ? NOTHING : ENTANGLED;
  const written = sequence.write(edits);
  if (!written) return HIDDEN;
  const edit = editCommand(model, placed.text, written);
  if ('skip' in edit) return edit;
  return {
    safety: 'review',
    title: PATCH.command,
    paragraph: commandParagraph(placed, isReplaced),
    edits: [edit],
  };
}

/** Scripts that only a deploy runs, as a rule. */
const OF_DEPLOYS = /^(pre|post)?(start|serve|build|deploy|release|heroku-postbuild)\b|prod/;

/** Why a command for Node cannot be replaced; null where it can be, and for other tools. */
function nodeRefusal(placed: PlacedDevelopment, service: Service, model: Model): Skip | null {
  const { effect, schema, variant, text } = placed;
  if (effect === 'push' && variant === null) return BY_HAND;
  if (schema?.migrations.length === 0) return noMigrations(placed);
  const unmade = effect === 'push' && schema?.tool === 'Prisma' ? unmadeTables(schema, model) : [];
  if (unmade.length > 0) return unmadeModels(unmade);
  if (service.language !== 'node' || text.source.kind !== 'package.json') return null;
  const { path, start } = text.source;
  const read = readJson(model.read(path) ?? '');
  const scripts = 'error' in read || !isRecord(read.value) ? null : read.value.scripts;
  const root = path.slice(0, -'package.json'.length).replace(/\/$/, '');
  const context = { root, paths: model.paths, read: (file: string) => model.read(file) };
  const name = Object.keys(isRecord(scripts) ? scripts : {}).find(
    (key) => packageScript(context, key)?.source.start === start,
  );
  return name === undefined || OF_DEPLOYS.test(name) ? null : sharedScript(path);
}

/** Whose migrations nobody has committed: a folder of models, or '' for all of them; null where all are there. */
function uncommitted({ tool }: PlacedDevelopment, service: Service, model: Model): string | null {
  const inside = service.root ? `${service.root}/` : '';
  const own = [...model.paths].filter((path) => path.startsWith(inside));
  if (tool !== 'Django') {
    const isThere = own.some((path) => /(^|\/)(versions|migrations\/\w+)\/[^/]+\.py$/.test(path));
    return isThere ? null : '';
  }
  const folders = service.files
    .filter((path) => /(^|\/)models\.py$/.test(path) && /\bmodels\.Model\b/.test(model.read(path) ?? ''))
    .map((path) => path.slice(0, -'models.py'.length));
  const missing = folders.find((folder) => !own.some((path) => path.startsWith(`${folder}migrations/0`)));
  if (missing !== undefined) return missing.replace(/\/$/, '');
  return folders.length > 0 || own.some((path) => /\/migrations\/\d{4}_\w+\.py$/.test(path)) ? null : '';
}

function replacement(
  { sequence, statement, link, command, action }: PlacedDevelopment,
  variant: string,
): Edit {
  const place = sequence.statements[statement]?.links[link];
  const word = command.words.find(({ value }) => value === action);
  const start = (place?.start ?? 0) + (word?.start ?? 0);
  const last = command.words.at(-1);
  return { start, end: (place?.start ?? 0) + (last?.end ?? 0), text: variant };
}

function isOnly({ statements }: Sequence): boolean {
  return statements.length === 1 && statements[0]?.links.length === 1;
}

/** The edits that leave the command out; null where others depend on its result, or nothing would be left. */
function removal({ sequence, statement: index, link: at }: PlacedDevelopment): Edit[] | null {
  const { statements, text } = sequence;
  const statement = statements[index];
  const link = statement?.links[at];
  if (!statement || !link || statement.isBackground) return null;
  const after = statement.links[at + 1];
  const before = statement.links[at - 1];
  if (after) {
    if (after.operator !== '&&' || (before && link.operator !== '&&')) return null;
    return [{ start: link.start, end: after.start, text: '' }];
  }
  if (before) return link.operator === '&&' ? [{ start: before.end, end: link.end, text: '' }] : null;
  const next = statements[index + 1];
  const previous = statements[index - 1];
  const [from, to] = [lineStart(text, statement.start), lineEnd(text, statement.end)];
  const isAlone =
    text.slice(from, statement.start).trim() === '' && text.slice(statement.end, to).trim() === '';
  if (!next && !previous) return null;
  if (isAlone && to < text.length) return [{ start: from, end: text.indexOf('\n', to) + 1, text: '' }];
  if (next) return [{ start: statement.start, end: next.start, text: '' }];
  return previous ? [{ start: previous.end, end: statement.end, text: '' }] : null;
}
